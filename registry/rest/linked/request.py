"""What a request to an address of Linked Data asks for, read from its address and headers once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, Self

from starlette.requests import Request

from registry.errors import HostileIri, InvalidArgument
from registry.rest.addresses import HOST
from registry.rest.etags import is_among
from registry.rest.linked.profiles import Profile, wanted_profile

AS_OF: Final = "asOf"
PROFILE: Final = "_profile"
_SETTLED: Final = timedelta(seconds=2)
"""HTTP dates have whole seconds. Within one, and while a write that began in it lands, there may be another change."""


@dataclass(frozen=True)
class Asked:
    """One request. `address` is where the server was found, such as http://localhost:8000."""

    accept: str | None = None
    profile_named: str | None = None
    accept_profile: str | None = None
    as_of: str | None = None
    accept_datetime: str | None = None
    if_none_match: str | None = None
    if_modified_since: str | None = None
    address: str = ""
    parameters: Mapping[str, str] | None = None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @classmethod
    def of(cls, request: Request, address: str = "") -> Self:
        """What this request asks; `address` is the setting, the request's own host where it is empty."""
        header, parameter = request.headers.get, request.query_params.get
        return cls(
            accept=header("accept"),
            profile_named=parameter(PROFILE),
            accept_profile=header("accept-profile"),
            as_of=parameter(AS_OF),
            accept_datetime=header("accept-datetime"),
            if_none_match=header("if-none-match"),
            if_modified_since=header("if-modified-since"),
            address=address or address_of(request),
            parameters=dict(request.query_params),
        )

    @property
    def profile(self) -> Profile:
        """The profile asked for; raises `NotAcceptable`."""
        return wanted_profile(self.profile_named, self.accept_profile)

    def has(self, tag: str | None, modified: str | None) -> bool:
        """Whether the asker has the answer already (RFC 9110 section 13.2.2: the tag goes before the date)."""
        if self.if_none_match is not None:
            return tag is not None and is_among(self.if_none_match, tag)
        if self.if_modified_since is None or modified is None or not self.is_settled(modified):
            return False
        try:
            since = parsedate_to_datetime(self.if_modified_since)
            return parsedate_to_datetime(modified) <= since <= self.now
        except (ValueError, TypeError, OverflowError):
            return False  # what is no date says nothing, and nobody has an answer of tomorrow

    def is_settled(self, modified: str) -> bool:
        """Whether an HTTP date is old enough to stand for one state alone (RFC 9110 section 8.8.2.2).

        Before, nobody is told it, and so it is never later than the header Date.
        """
        return parsedate_to_datetime(modified) + _SETTLED <= self.now

    def refuse_state_and_profile(self) -> None:
        """Raises `InvalidArgument` for `asOf` and `_profile` at an address where they mean nothing."""
        for name, given in ((AS_OF, self.as_of), (PROFILE, self.profile_named)):
            if given is not None:
                raise InvalidArgument(
                    f"`{name}` means nothing at this address; only single records have states and profiles."
                )


def address_of(request: Request) -> str:
    """Where this server was found; raises `HostileIri` when that is no address."""
    host = request.headers.get("host", "localhost")
    if not HOST.fullmatch(host):
        raise HostileIri(host)
    return f"{request.scope['scheme']}://{host}{request.scope.get('root_path', '')}"
