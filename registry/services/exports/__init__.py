"""Files for other tools: a table in the manner of STIP Compass, and citation files of the dataset, a record or a
comparison. Pure functions and bounded reading; the faces hand them out."""
