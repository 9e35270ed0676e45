"""Files as streams of rows or records: whatever their size, a batch of them is all that is held."""
