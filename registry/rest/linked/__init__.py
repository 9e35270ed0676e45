"""Linked Data: how every IRI of the registry answers, in which form, profile and state of which revision."""
