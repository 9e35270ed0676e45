"""What the registry says of itself as a whole: figures, a DCAT-AP catalogue, VoID statistics, a schema.org dataset."""
