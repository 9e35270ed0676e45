"""Terms, shapes, codes, code lists and profiles at their addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi.responses import RedirectResponse, Response

from registry.errors import NotFound
from registry.model.spec import CodeList, Model
from registry.namespaces import DCTERMS, RDF_TYPE, SITE, SKOS, VOCABULARY
from registry.rdf.terms import Iri, Literal, Triple, text
from registry.rest.addresses import Addresses
from registry.rest.html import Pages
from registry.rest.linked.answering import OPEN, Answering, Description
from registry.rest.linked.order import in_order
from registry.rest.linked.profiles import PROFILES, PROFILES_PATH
from registry.rest.linked.request import Asked
from registry.rest.negotiate import FORMS, LIST_FORMS, split_ending
from registry.services.describe import Describer
from registry.services.dumps.cells import csv_text

ONTOLOGY_PATH: Final = "/def/"
_PROF: Final = "http://www.w3.org/ns/dx/prof/"


@dataclass(frozen=True)
class Terms:
    """Answers with what the vocabulary says."""

    model: Model
    describer: Describer
    addresses: Addresses
    pages: Pages
    answering: Answering

    def answer(self, kind: str, name: str, asked: Asked) -> Response:
        """What `/<kind>/<name>` stands for; raises `NotFound` and `NotAcceptable`."""
        if kind == "def" and name == self.model.version:
            # A version of the ontology is named, and the one that is here is the one that is used.
            return RedirectResponse(ONTOLOGY_PATH, status_code=303, headers=OPEN)
        asked.refuse_state_and_profile()
        name, form = split_ending(name)
        iri, path = self.addresses.iri_of(kind, name), f"/{kind}/{name}"
        triples = in_order(self.describer.describe(iri))
        if not triples:
            raise NotFound(f"The registry has nothing at {path!r}.")
        code_list = next((each for each in self.model.code_lists if each.scheme == iri), None)
        return self.answering.of(
            Description(
                iri=iri,
                path=path,
                triples=lambda: triples,
                graph=VOCABULARY,
                form=form,
                page=lambda found: self.pages.term(iri, path, found, forms=LIST_FORMS if code_list else FORMS),
                table=(lambda: csv_text(_rows(code_list))) if code_list else None,
                forms=LIST_FORMS if code_list else FORMS,
                links=[f'<{iri}>; rel="canonical"', f'<{ONTOLOGY_PATH}>; rel="describedby"; type="text/turtle"'],
            ),
            asked,
        )

    def profile(self, token: str, asked: Asked) -> Response:
        """What a profile tells of records."""
        asked.refuse_state_and_profile()
        token, form = split_ending(token)
        profile = next((each for each in PROFILES if each.token == token), None)
        if profile is None:
            raise NotFound(f"There is no profile {token[:100]!r}.")
        iri, path = Iri(profile.iri), f"{PROFILES_PATH}/{token}"
        triples = [
            Triple(iri, Iri(RDF_TYPE), Iri(_PROF + "Profile")),
            Triple(iri, Iri(_PROF + "hasToken"), Literal(token)),
            Triple(iri, Iri(DCTERMS + "title"), text(profile.title, "en")),
            Triple(iri, Iri(SKOS + "prefLabel"), text(profile.title, "en")),
            Triple(iri, Iri(DCTERMS + "description"), text(profile.meaning, "en")),
            Triple(iri, Iri(_PROF + "isProfileOf"), Iri(SITE + "def/")),
        ]
        return self.answering.of(
            Description(
                iri=profile.iri,
                path=path,
                triples=lambda: triples,
                graph=VOCABULARY,
                form=form,
                page=lambda found: self.pages.term(profile.iri, path, found),
                links=[f'<{profile.iri}>; rel="canonical"'],
            ),
            asked,
        )


def _rows(code_list: CodeList) -> list[Sequence[str]]:
    """A code list as a table: a column for each language that labels come in."""
    languages = sorted({language for code in code_list.codes for language in code.label})
    head = ["iri", "notation", *(f"label@{language}" for language in languages), "definition@en", "broader"]
    rows: list[Sequence[str]] = [head]
    for code in code_list.codes:
        labels = [code.label.get(language, "") for language in languages]
        rows.append([code.iri, code.notation, *labels, code.definition.get("en", ""), code.broader or ""])
    return rows
