"""Comparisons as tables: CSV, XLSX, JSON, Markdown, terminal. Pure functions; every format says the same cells,
writes out what is not stated, and carries revision, address, licence and how to cite it."""
