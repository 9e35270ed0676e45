"""Reading fast: an index beside the store, derived from it, that answers every list, filter, count and search."""
