"""Importing: files of many records, a result for every row; good rows load, bad rows wait.

`reading` gives rows as a stream, `headers` says what a column is, `composing` makes records of rows, `running` carries
them out in batches, `ledger` remembers how far that is, `jobs` runs imports that came over HTTP.
"""
