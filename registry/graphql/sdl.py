"""The schema as text in GraphQL's schema definition language: committed, compared and shown to people."""

import strawberry
from strawberry.printer import print_schema


def print_sdl(schema: strawberry.Schema) -> str:
    """The whole schema with its descriptions; the same model gives the same text."""
    return "".join(f"{line.rstrip()}\n" for line in print_schema(schema).splitlines())
