"""What a request to change something says: who asks, how far it is to go, on what it is based, and what it brings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request

from registry.errors import InvalidArgument, MalformedInput, UnknownFormat
from registry.identity.person import Person
from registry.rest.bodies import Bodies
from registry.rest.etags import base_revision
from registry.rest.sign_in import asker
from registry.rest.validate import format_of
from registry.services.contribute.desk import Sending
from registry.services.contribute.goals import Goal
from registry.validation.intake import Input

PATCHES: Final = ("application/merge-patch+json", "application/json")
_NAME: Final = "The request's body"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, its body read."""

    request: Request
    body: bytes

    @classmethod
    async def of(cls, request: Request, bodies: Bodies) -> "Asked":
        """The request with its body; raises what `Bodies.read` does."""
        announced = request.headers.get("content-length", "").encode("latin-1")
        return cls(request, await bodies.read(request.receive, announced))

    @property
    def who(self) -> Person:
        """Who asks."""
        return asker(self.request)

    @property
    def base(self) -> int | None:
        """The revision that the sender has seen, by the header If-Match; raises `InvalidArgument`."""
        return base_revision(self.request.headers.get("if-match"))

    @property
    def key(self) -> str | None:
        """What tells a retry from a new request."""
        return self.request.headers.get("idempotency-key")

    def sending(self, submission: str | None = None, reason: str | None = None) -> Sending:
        """How far it is to go, and why; raises `InvalidArgument`."""
        given = self.request.query_params.get("state", Goal.SUBMITTED)
        if given not in set(Goal):
            raise InvalidArgument(f"`state` is {given[:100]!r}; it must be one of {', '.join(Goal)}.")
        message = reason if reason is not None else self.request.query_params.get("message", "")
        merge = self.request.query_params.get("merge", "false")
        if merge not in ("true", "false"):
            raise InvalidArgument(f"`merge` is {merge[:100]!r}; it must be true or false.")
        return Sending(Goal(given), message, self.key, submission, merge == "true")

    def record(self) -> Input:
        """The record in the body; raises `UnknownFormat`."""
        return Input(self.body, format_of(self.request.headers.get("content-type", "")), _NAME)

    def patch(self) -> Mapping[str, Any]:
        """The patch in the body; raises `UnknownFormat` and `MalformedInput`."""
        media_type = self.request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type not in PATCHES:
            raise UnknownFormat(media_type[:100], list(PATCHES))
        return read_object(self.body)

    def parameter(self, name: str) -> str:
        """A parameter that must be there; raises `InvalidArgument`."""
        found = self.request.query_params.get(name)
        if not found:
            raise InvalidArgument(f"The parameter `{name}` is missing.")
        return found

    def number(self, name: str, otherwise: int | None = None) -> int:
        """A parameter that is a number; raises `InvalidArgument` where it is none, or not there and needed."""
        given = self.request.query_params.get(name)
        if given is None and otherwise is not None:
            return otherwise
        if given is None or not given.isascii() or not given.isdigit() or len(given) > 9:
            raise InvalidArgument(f"The parameter `{name}` must be a number, such as 17.")
        return int(given)


def read_object(data: bytes) -> Mapping[str, Any]:
    """A JSON object; an empty body is an empty one. Raises `MalformedInput`."""
    if not data.strip():
        return {}
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise MalformedInput(error.msg, error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:
        raise MalformedInput("it is no JSON that can be taken") from error
    if not isinstance(found, dict):
        many = isinstance(found, list)
        raise MalformedInput("it is a JSON array; send one object per request" if many else "it is no JSON object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise MalformedInput(f"the key {json.dumps(twice)[:100]} stands twice in one object")
    return found
