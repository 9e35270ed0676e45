"""Nothing in an input, and nothing in a shape, makes the registry open an address."""

import json
import socket
from collections.abc import Iterator

import pytest

from registry.errors import InputError, ModelError
from registry.model.spec import Model
from registry.namespaces import OWL, SH, TERMS
from registry.rdf.parsing import parse
from registry.validation.judge import Judge
from registry.validation.validator import Validator
from tests.unit.validation.conftest import IRI, MISSION, Judged
from tests.unit.validation.test_judge import ontology, shapes


class Listener:
    """A port that somebody would knock at, were a door open."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/it"

    def was_reached(self) -> bool:
        try:
            connection, _ = self._socket.accept()
        except BlockingIOError:
            return False
        connection.close()
        return True

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    assert not listening.was_reached()
    listening.close()


def test_the_listener_notices_a_knock() -> None:
    listening = Listener()
    host, port = listening.address.removeprefix("http://").removesuffix("/it").split(":")
    socket.create_connection((host, int(port))).close()
    assert listening.was_reached()
    listening.close()


def test_imports_in_the_data_are_not_followed(judged: Judged, listener: Listener) -> None:
    report = judged(f"{MISSION} . <> a owl:Ontology ; owl:imports <{listener.address}> .")
    assert report.conforms
    assert any("owl:imports" in finding.message for finding in report.findings)


def test_imports_on_a_record_are_not_followed(judged: Judged, listener: Listener) -> None:
    assert not judged(f"{MISSION} ; owl:imports <{listener.address}> .").conforms


@pytest.mark.parametrize("key", ["@context", "@import"])
def test_a_context_elsewhere_is_not_opened(judged: Judged, listener: Listener, key: str) -> None:
    context = listener.address if key == "@context" else {"@import": listener.address}
    with pytest.raises(InputError):
        judged(json.dumps({"@context": context, "@id": IRI, "@type": TERMS + "Mission"}), "json-ld")


def test_a_context_elsewhere_in_an_array_or_below_is_not_opened(judged: Judged, listener: Listener) -> None:
    for document in ({"@context": [{}, listener.address]}, {"@context": {"a": {"@context": listener.address}}}):
        with pytest.raises(InputError):
            judged(json.dumps(document | {"@id": IRI}), "json-ld")


def test_entities_elsewhere_are_not_opened(judged: Judged, listener: Listener) -> None:
    for doctype in (
        f'<!DOCTYPE r SYSTEM "{listener.address}">',
        f'<!DOCTYPE r [<!ENTITY e SYSTEM "{listener.address}">]>',
    ):
        text = f"""{doctype}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:mr="{TERMS}">
            <mr:Mission rdf:about="{IRI}"/></rdf:RDF>"""
        try:
            judged(text, "rdf-xml")
        except InputError:
            continue


def test_rules_and_scripts_in_the_data_are_not_run(judged: Judged, listener: Listener) -> None:
    report = judged(f"""{MISSION} .
        <s> a sh:NodeShape ; sh:targetClass mr:Mission ; sh:sparql [
            sh:select "SELECT $this {{ SERVICE <{listener.address}> {{ ?s ?p ?o }} }}" ] ;
            sh:js [ sh:jsFunctionName "f" ; sh:jsLibrary [ sh:jsLibraryURL "{listener.address}"^^xsd:anyURI ] ] .""")
    assert report.conforms


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        "SELECT $this WHERE {{ FILTER NOT EXISTS {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }} }}",
        "SELECT $this FROM <{address}> WHERE {{ ?s ?p ?o }}",
        "SELECT $this FROM NAMED <{address}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "LOAD <{address}>",
    ],
)
def test_a_rule_that_would_call_out_is_refused(listener: Listener, query: str) -> None:
    text = f"""@prefix sh: <{SH}> . <http://x/s> a sh:NodeShape ; sh:targetClass <{TERMS}Mission> ;
        sh:sparql [ sh:message "m" ; sh:select \"\"\"{query.format(address=listener.address)}\"\"\" ] ."""
    with pytest.raises(ModelError):
        Judge(quad.triple for quad in parse(text.encode()))


def test_imports_and_scripts_in_the_shapes_are_not_followed(model: Model, listener: Listener) -> None:
    text = f"""@prefix sh: <{SH}> . @prefix owl: <{OWL}> .
        <http://x/> a owl:Ontology ; owl:imports <{listener.address}> .
        <https://w3id.org/mission-registry/shape/MissionShape> sh:js [
            sh:jsFunctionName "f" ; sh:jsLibrary [ sh:jsLibraryURL "{listener.address}" ] ] ."""
    added = [quad.triple for quad in parse(text.encode())]
    validator = Validator(model, [*shapes(), *added], [*ontology(), *added])
    assert validator.model is model
