"""Reading fast: what the store holds, decoded once and kept in the order in which it is asked for."""
