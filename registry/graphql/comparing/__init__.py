"""Comparison in the schema: countries, groups, missions or initiatives side by side."""
