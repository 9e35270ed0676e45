"""Comparison over HTTP: `/compare` in every format, and comparisons that somebody saved."""
