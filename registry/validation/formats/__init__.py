"""A report as text for terminals, JSON for programs and Turtle for SHACL tools: three small writers of one report."""

from collections.abc import Callable, Mapping
from typing import Final

from registry.model.report import Report
from registry.validation.formats.as_json import as_json
from registry.validation.formats.as_text import as_text
from registry.validation.formats.as_turtle import as_turtle

WRITERS: Final[Mapping[str, Callable[[Report], str]]] = {"text": as_text, "json": as_json, "turtle": as_turtle}
"""The writers by the name of their format."""
