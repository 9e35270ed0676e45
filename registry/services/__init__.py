"""The verbs: find, submit, compare ... Every face calls them, and they call index, validation and store."""
