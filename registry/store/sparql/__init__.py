"""What users ask in SPARQL, answered in processes that can be stopped.

A query runs in a worker process over a snapshot of the store, so that one that takes too long or too much memory is
ended with its process. Others begin at `opening`; `answering`, `graphs`, `pool`, `process` and `snapshots` run in the
server, `child`, `evaluation` and `dumping` in the processes.
"""
