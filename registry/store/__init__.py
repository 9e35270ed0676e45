"""Where the truth lives: one RDF dataset behind a small port, embedded on disk or on any SPARQL 1.1 server."""
