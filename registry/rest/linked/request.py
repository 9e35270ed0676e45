"""What a request to an address of Linked Data asks for, read from its address and headers once."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final, Self

from starlette.requests import Request

from registry.errors import HostileIri
from registry.rest.addresses import HOST
from registry.rest.etags import is_among
from registry.rest.linked.profiles import Profile, wanted_profile

AS_OF: Final = "asOf"
PROFILE: Final = "_profile"


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
        if self.if_modified_since is None or modified is None:
            return False
        try:
            return parsedate_to_datetime(modified) <= parsedate_to_datetime(self.if_modified_since)
        except (ValueError, TypeError, OverflowError):
            return False  # what is no date says nothing


def address_of(request: Request) -> str:
    """Where this server was found; raises `HostileIri` when that is no address."""
    host = request.headers.get("host", "localhost")
    if not HOST.fullmatch(host):
        raise HostileIri(host)
    return f"{request.scope['scheme']}://{host}{request.scope.get('root_path', '')}"
