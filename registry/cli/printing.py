"""`mission-registry schema`: what is made from the shapes, as text for other tools."""

import argparse
import json

from registry.bootstrap import printed_schema
from registry.errors import FINE
from registry.model.jsonld import context
from registry.model.reader import read_model
from registry.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints the GraphQL schema or the JSON-LD context; needs no store."""
    model = read_model()
    if options.what == "graphql":
        print(printed_schema(model, settings), end="")
    else:
        print(json.dumps({"@context": context(model)}, indent=2, ensure_ascii=False))
    return FINE
