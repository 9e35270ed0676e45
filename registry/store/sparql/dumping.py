"""A process of its own that writes whole graphs of a snapshot to its standard output, as fast as they are read there.

python -m registry.store.sparql.dumping SNAPSHOT FORMAT GRAPH ...
"""

import os
import signal
import sys
from collections.abc import Sequence
from typing import BinaryIO

from registry.store.sparql.writing import graph_triples, write_graph


def dump(arguments: Sequence[str], file: BinaryIO) -> None:
    """Writes the graphs that the arguments name."""
    path, rdf_format, *graphs = arguments
    write_graph(graph_triples(path, graphs), rdf_format, file)
    file.flush()


def main() -> None:
    """Writes to standard output, and nothing to anywhere else; ends when nobody reads any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.nice(19)
    dump(sys.argv[1:], sys.stdout.buffer)


if __name__ == "__main__":
    main()
