"""The SPARQL face at `/sparql` and whole graphs at `/graphs` and `/graph/...`: both read, and nothing writes."""
