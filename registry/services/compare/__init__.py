"""Comparison: countries, groups, missions or initiatives side by side, with a source behind every cell."""
