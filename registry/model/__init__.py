"""The shapes as plain data: read once at start, and everything that people see is made from it."""
