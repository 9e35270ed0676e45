"""Everything in the repository that is printed from the model: compare it with what is committed, or write it anew.

python -m tools.print_generated --check
python -m tools.print_generated --write
"""

import argparse
import json
import sys
from pathlib import Path

from registry.bootstrap import printed_schema
from registry.cli.arguments import command_page
from registry.model.jsonld import context
from registry.model.reader import read_model
from registry.model.spec import Model
from registry.settings import Settings
from tools.comparing_page import with_ways
from tools.filter_page import filter_page
from tools.record_pages import record_pages
from tools.setting_page import setting_page
from tools.sign_page import sign_page
from tools.speed_page import speed_page, with_speed

ROOT = Path(__file__).resolve().parent.parent
COMPARING = "docs/reference/comparing.md"


def generated(model: Model) -> dict[str, str]:
    """The text of every generated file by its path from the root."""
    schema = printed_schema(model, Settings())
    files = {f"docs/reference/records/{name}": page for name, page in record_pages(model).items()}
    return files | {
        "docs/reference/settings.md": setting_page(),
        "docs/reference/commands.md": command_page(),
        "ontology/context.jsonld": json.dumps({"@context": context(model)}, indent=2, ensure_ascii=False) + "\n",
        "docs/reference/signs.md": sign_page(),
        "docs/reference/filters.md": filter_page(model, schema),
        "tests/snapshots/schema.graphql": schema,
        "docs/reference/speed.md": speed_page(),
        COMPARING: with_ways((ROOT / COMPARING).read_text(encoding="utf-8"), model),
        "README.md": with_speed((ROOT / "README.md").read_text(encoding="utf-8")),
    }


def differing(root: Path = ROOT) -> list[str]:
    """Paths of the files that are not as they would be printed now."""
    return [
        path
        for path, text in generated(read_model()).items()
        if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str] | None = None) -> int:
    """Prints the paths that differ; with --write writes them. Exit code 1 when --check finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true")
    what.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    paths = differing()
    for path in paths:
        print(path)
        if options.write:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(generated(read_model())[path], encoding="utf-8")
    return 1 if options.check and paths else 0


if __name__ == "__main__":
    sys.exit(main())
