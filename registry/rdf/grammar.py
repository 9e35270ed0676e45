"""rdflib's grammar of SPARQL, for one thread at a time."""

import threading
from typing import Final

GRAMMAR: Final = threading.Lock()
"""To be held by whoever parses a query with rdflib.

The grammar learns how to call its own functions when it first parses. Two threads that do so at once teach it wrongly,
and from then on it reads queries wrongly, or none, for as long as the process lives.
"""
