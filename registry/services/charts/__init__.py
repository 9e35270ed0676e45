"""Comparisons as pictures, drawn on the server: heat map, bars, timeline, likeness. They show what the tables say.

Matplotlib draws. It is imported when the first picture is asked for, so that no start of the server waits for it.
"""
