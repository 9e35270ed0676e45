"""`GET /assess`: what records show on criteria, helix, targets and barriers, and signs of mission washing."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from registry import __version__
from registry.errors import InvalidArgument, NotFound
from registry.rest.etags import entity_tag, is_among
from registry.rest.graphql.languages import preferred_languages
from registry.rest.negotiate import Form, content_type, required
from registry.rest.routing import readable
from registry.services.assess.as_json import as_json
from registry.services.assess.as_text import as_markdown
from registry.services.assess.assessor import Assessor
from registry.services.find import Finder

PATH: Final = "/assess"
_JSON: Final = Form("json", "application/json", ".json")
_MARKDOWN: Final = Form("markdown", "text/markdown", ".md")
FORMS: Final = (_JSON, _MARKDOWN)
ROLES: Final = (4, 5)
_OPEN: Final = {
    "Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff",
    "Vary": "Accept, Accept-Language",
}  # fmt: skip
_EXAMPLE: Final = "mission/sustainable-streets"


@dataclass(frozen=True, slots=True)
class Assessing:
    """Assesses what an address names."""

    assessor: Assessor
    finder: Finder
    languages: tuple[str, ...]
    record_base: str
    most: int
    """So many records at most are assessed at once."""

    def answer(self, ids: list[str], roles: int, form: Form | None, request: Request) -> Response:
        """The assessments; raises `InvalidArgument`, `NotFound` and `NotAcceptable`."""
        chosen = required(form, request.headers.get("accept"), FORMS)
        iris = self._iris(ids)
        if roles not in ROLES:
            raise InvalidArgument(f"`roles` is {roles}; the helix is counted with 4 or with 5 roles.")
        finder = self.finder.pinned()
        accepted = request.headers.get("accept-language", "")
        languages = preferred_languages(accepted, self.languages) or self.languages
        tag = entity_tag(finder.revision, iris, roles, chosen.ending, languages, __version__)
        headers = {**_OPEN, "ETag": tag}
        if is_among(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        found = self.assessor.assess(finder, iris, languages=languages, helix_roles=roles)
        missing = [iri for iri in iris if iri not in found]
        if missing:
            raise NotFound(f"There is no record {', '.join(missing)[:500]}.")
        text = as_json(found.values()) if chosen == _JSON else as_markdown(found.values())
        return Response(text.encode("utf-8", "replace"), media_type=content_type(chosen), headers=headers)

    def _iris(self, ids: list[str]) -> list[str]:
        """The IRIs, each once; `mission/slug` is short for one."""
        named = dict.fromkeys(each.strip() for joined in ids for each in joined.split(",") if each.strip())
        if not named:
            raise InvalidArgument(f"Name at least one record: `?id={_EXAMPLE}`, or with its whole IRI.")
        if len(named) > self.most:
            raise InvalidArgument(f"{len(named):,} records are named; {self.most:,} are assessed at once at most.")
        return [each if ":" in each else f"{self.record_base}{each.removeprefix('/id/')}" for each in named]


def assessing_router(assessing: Assessing) -> APIRouter:
    """The routes of `/assess`, `/assess.json` and `/assess.md`."""
    router = APIRouter(tags=["Assessment"])
    ids = Annotated[list[str], Query(alias="id", description=f"a record, such as {_EXAMPLE}; may come several times")]
    counted = Annotated[int, Query(description="with how many roles the helix is counted: 4 or 5")]

    def assess(request: Request, id: ids = [], roles: counted = 5) -> Response:  # noqa: B006  # never changed
        """What records show, each with its sources: criteria, signs, helix, targets, barriers, completeness."""
        return assessing.answer(id, roles, None, request)

    def assess_json(request: Request, id: ids = [], roles: counted = 5) -> Response:  # noqa: B006
        """The same as JSON."""
        return assessing.answer(id, roles, _JSON, request)

    def assess_markdown(request: Request, id: ids = [], roles: counted = 5) -> Response:  # noqa: B006
        """The same in words."""
        return assessing.answer(id, roles, _MARKDOWN, request)

    readable(router, PATH, assess)
    readable(router, PATH + _JSON.ending, assess_json)
    readable(router, PATH + _MARKDOWN.ending, assess_markdown)
    return router
