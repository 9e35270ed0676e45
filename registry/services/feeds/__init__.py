"""What changes, told to those who want to follow it."""
