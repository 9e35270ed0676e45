"""Dumps over HTTP: what there is at `/dumps`, and each file with its checksum, in whole or in parts."""
