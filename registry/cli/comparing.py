"""`mission-registry compare`: countries side by side, as a table in the terminal or as a file."""

import argparse
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias
from urllib.parse import quote, urlencode

from registry.bootstrap import comparison_desk, open_reader
from registry.cli.compare_arguments import TERMINAL
from registry.cli.progress import progress
from registry.errors import FINE, Misuse, StoreLocked
from registry.finders import reading_finder
from registry.graphql.schema import build_schema
from registry.model.reader import read_model
from registry.rest.graphql.languages import named_languages
from registry.services.charts.chart import Chart
from registry.services.charts.choosing import chart_of
from registry.services.charts.pictures import PICTURES
from registry.services.compare.comparison import Comparison
from registry.services.compare.desk import ComparisonDesk
from registry.services.compare.permalinks import PATH, picture_link
from registry.services.compare.requests import read_request
from registry.services.tables.as_terminal import as_terminal
from registry.services.tables.formats import FORMATS
from registry.services.tables.imprint import Imprint
from registry.settings import Settings
from registry.store.port import Store
from registry.store.records import is_empty

Draw: TypeAlias = Callable[[Comparison], Chart]
"""Draws the picture that was asked for, citing a comparison."""
_NAMES: Final[Mapping[str, str]] = {
    "sides": "side", "by": "by", "of": "class", "measure": "measure", "where": "where", "as_of": "asOf",
    "helix_roles": "helixRoles", "day": "day", "rows": "rows", "columns": "columns", "evidence": "evidence",
    "lang": "lang",
}  # fmt: skip
"""Arguments by the names that addresses have for them."""


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Writes the comparison to standard output, or to a file."""
    with _opened(options, settings) as store:
        if is_empty(store):
            print("The registry is empty; `mission-registry seed` fills it.", file=sys.stderr)
        model = read_model()
        desk = comparison_desk(store, model, settings)
        if options.dimensions:
            print(_dimensions(desk), end="")
            return FINE
        finder = reading_finder(store, model, settings, progress)
        schema = build_schema(model, finder, settings)
        given = {name: _several(getattr(options, option)) for option, name in _NAMES.items()}
        request, as_of = read_request(
            desk.comparing,
            {name: values for name, values in given.items() if values},
            schema.compared_filters.of_text,
            named_languages("--lang", options.lang or "", settings.languages),
        )
        comparison, imprint = desk.compare(finder, request, as_of), Imprint(settings.public_address)

        def draw(cited: Comparison) -> Chart:
            return chart_of(
                options.chart, cited, imprint, finder=finder, likening=desk, page_size=settings.max_page_size,
                languages=request.languages,
            )  # fmt: skip

        _write(comparison, options, imprint, draw)
    return FINE


def _opened(options: argparse.Namespace, settings: Settings) -> Store:
    """The store; where a server has it, `StoreLocked` says how to ask that one the same."""
    try:
        return open_reader(settings)
    except StoreLocked as error:
        instead = f"If that is a server, it answers the same: curl '{_address(options, settings)}'"
        raise StoreLocked(error.path, error.holder, instead) from error


def _address(options: argparse.Namespace, settings: Settings) -> str:
    """Where a server that runs with these settings answers the same."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    site = settings.public_address or f"http://{host}:{settings.port}"
    given = [(name, value) for option, name in _NAMES.items() for value in _several(getattr(options, option))]
    if options.format in (each.name for each in PICTURES):
        given.append(("chart", options.chart))
    ending = next((each.ending for each in (*FORMATS, *PICTURES) if each.name == options.format), ".md")
    return f"{site}{PATH}{ending if given else ''}{f'?{urlencode(given, quote_via=quote)}' if given else ''}"


def _several(given: str | list[str] | None) -> list[str]:
    return given if isinstance(given, list) else [] if given is None else [given]


def _dimensions(desk: ComparisonDesk) -> str:
    known = desk.comparing.dimensions.values()
    width = max(len(dimension.name) for dimension in known)
    return "".join(f"{each.name:<{width}}  {each.label}: {', '.join(each.routes)}\n" for each in known)


def _write(comparison: Comparison, options: argparse.Namespace, imprint: Imprint, draw: Draw) -> None:
    if options.format == TERMINAL:
        text = as_terminal(comparison, imprint, shutil.get_terminal_size().columns)
        body = text.encode("utf-8", "replace")
    else:
        body = _file(comparison, options, imprint, draw)
    if options.output is None:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
        return
    try:
        options.output.write_bytes(body)
    except OSError as error:
        raise Misuse(f"{options.output} cannot be written: {error.strerror}.") from error


def _file(comparison: Comparison, options: argparse.Namespace, imprint: Imprint, draw: Draw) -> bytes:
    for table in FORMATS:
        if table.name == options.format:
            return table.write(comparison, imprint)
    picture = next(each for each in PICTURES if each.name == options.format)
    link = picture_link(comparison.permalink, picture.ending, options.chart)
    return picture.write(draw(replace(comparison, permalink=link)))
