"""What makes the embedded store's writes lasting: a journal of updates, and checkpoints that it goes on from."""
