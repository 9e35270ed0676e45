"""Dumps: all published records, or a country's, in one file of one revision, made once and kept on disk."""
