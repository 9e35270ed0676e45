"""RDF as plain data: terms, reading from text and writing to text. Knows nothing of missions."""
