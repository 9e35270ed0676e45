"""Imports over HTTP: a file is handed in, done as a job, and its report fetched; templates to begin with."""
