"""`mission-registry assess`: what records show, in words or as JSON."""

import argparse
import sys

from registry.bootstrap import open_reader
from registry.cli.progress import progress
from registry.errors import FINE, Misuse, NotFound
from registry.finders import reading_finder
from registry.model.reader import read_model
from registry.services.assess.as_json import as_json
from registry.services.assess.as_text import as_markdown
from registry.services.assess.assessor import Assessor
from registry.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints the assessments; raises `NotFound` for a record that there is not."""
    iris = [each if ":" in each else f"{settings.record_base}{each}" for each in options.records]
    if len(iris) > settings.max_page_size:
        raise Misuse(f"{len(iris):,} records are named; {settings.max_page_size:,} are assessed at once at most.")
    with open_reader(settings) as store:
        model = read_model()
        finder = reading_finder(store, model, settings, progress)
        assessor = Assessor(model, settings.max_page_size)
        found = assessor.assess(finder, iris, languages=settings.languages, helix_roles=options.roles)
    missing = [iri for iri in iris if iri not in found]
    if missing:
        raise NotFound(f"There is no record {', '.join(missing)}.")
    write = as_json if options.format == "json" else as_markdown
    sys.stdout.write(write(found.values()))
    return FINE
