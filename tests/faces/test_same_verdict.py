"""Every example gets the same findings from the library, the command line and the web."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from registry.bootstrap import Registry
from registry.cli.main import main
from registry.model.reader import read_model
from registry.rdf.parsing import parse
from registry.validation.check import validate_bytes
from registry.validation.formats.as_json import as_data
from registry.validation.joined import JoinedNeighbours
from registry.validation.neighbourhood import KnownTriples
from registry.validation.stored import StoredRecords
from registry.validation.validator import Validator

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "shapes" / "examples").glob("*/*.ttl"))
NEIGHBOURS = ROOT / "shapes" / "examples" / "neighbours.ttl"


def test_the_command_line_and_the_library_agree_on_every_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, registry: Registry
) -> None:
    monkeypatch.setenv("MISSION_REGISTRY_DATA_DIR", str(tmp_path / "empty"))
    main(["validate", *map(str, EXAMPLES), str(NEIGHBOURS), "--format", "json"])
    told = {given["input"]: given for given in json.loads(capsys.readouterr().out)["inputs"]}
    validator, known = Validator.read(read_model()), [quad.triple for quad in parse(NEIGHBOURS.read_bytes())]
    neighbours = JoinedNeighbours(KnownTriples(known), StoredRecords(registry.store))
    for path in EXAMPLES:
        report = validate_bytes(validator, path.read_bytes(), "turtle", neighbours, 10_000_000)
        assert told[str(path)] == {"input": str(path), **as_data(report)}, path.name
        assert report.conforms is not path.name.startswith("invalid") or "nodeKind" in path.name


def test_the_web_and_the_library_agree(client: TestClient, registry: Registry) -> None:
    for path in EXAMPLES[::10]:
        body = path.read_bytes()
        answer = client.post("/validate", content=body, headers={"Content-Type": "text/turtle"})
        report = validate_bytes(registry.validator, body, "turtle", registry.neighbours, 10_000_000)
        assert answer.json() == as_data(report), path.name
