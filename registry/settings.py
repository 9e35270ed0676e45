"""Every setting, read once from the environment (`MISSION_REGISTRY_<NAME>`); the command line overrides some.

`docs/reference/settings.md` lists them; a test holds that list against this class.
"""

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import get_type_hints

import platformdirs

from registry.errors import Misuse
from registry.namespaces import RECORDS

PREFIX = "MISSION_REGISTRY_"
_LEAST = {
    "max_input_bytes": 1,
    "max_import_bytes": 1,
    "max_reconciliation_queries": 1,
    "cache_mb": 1,
    "max_parts": 1,
    "max_query_bytes": 1,
    "max_query_depth": 1,
    "max_query_aliases": 0,
    "max_query_tokens": 1,
    "max_query_cost": 1,
    "query_seconds": 0.001,
    "body_seconds": 0.001,
    "rate_limit": 0,
    "rate_burst": 1,
    "follow_seconds": 0.01,
    "journal_megabytes": 0.001,
    "clock_skew": 0,
    "sparql_seconds": 0.001,
    "sparql_megabytes": 1,
    "sparql_answer_megabytes": 0.001,
    "sparql_workers": 1,
    "sparql_waiting": 0,
    "judging_processes": 0,
    "dump_megabytes": 1,
}


_PATTERNS = {
    "public_address": (
        r"(https?://[^\s/?#<>\"]+(/[^\s?#<>\"]*[^\s/?#<>\"])?)?",
        "write https://example.org, no slash at the end",
    ),
    "contact": (
        r"(mailto:[^\s@<>\"]+@[^\s@<>\"]+|https://[^\s<>\"]+)?",
        "write mailto: and an address, or an https address",
    ),
}


def _default_data_dir() -> Path:
    return Path(platformdirs.user_data_dir("mission-registry", appauthor=False))


@dataclass(frozen=True, slots=True)
class Settings:
    """What one running registry is told from outside. Every field has a default that works on a laptop."""

    data_dir: Path = field(default_factory=_default_data_dir, metadata={"help": "folder of the embedded store"})
    store: str = field(
        default="embedded",
        metadata={"help": "`embedded`, or the query address of a SPARQL 1.1 server, e.g. http://localhost:7878/query"},
    )
    store_update: str = field(
        default="", metadata={"help": "the server's update address; by default the query address with its end replaced"}
    )
    store_timeout: float = field(default=30.0, metadata={"help": "seconds to wait for an answer of a SPARQL server"})
    record_base: str = field(default=RECORDS, metadata={"help": "what every record's IRI begins with; ends with /"})
    public_address: str = field(
        default="",
        metadata={
            "help": "address at which others reach the server, such as https://missions.example.org; by default "
            "the one that each request was sent to"
        },
    )
    host: str = field(default="127.0.0.1", metadata={"help": "address to listen on"})
    port: int = field(default=8000, metadata={"help": "port to listen on"})
    languages: tuple[str, ...] = field(
        default=("en",), metadata={"help": "preferred languages of texts, first choice first, separated by commas"}
    )
    max_input_bytes: int = field(default=10_000_000, metadata={"help": "largest record file that is taken, in bytes"})
    max_import_bytes: int = field(
        default=200_000_000, metadata={"help": "largest file of many records that is taken over HTTP, in bytes"}
    )
    max_reconciliation_queries: int = field(
        default=500, metadata={"help": "most names to match, or values to give, in one request for reconciliation"}
    )
    max_parts: int = field(default=2_000, metadata={"help": "most parts, such as targets and citations, of one record"})
    page_size: int = field(default=20, metadata={"help": "records on a page when the query does not say"})
    max_page_size: int = field(default=100, metadata={"help": "most records on a page"})
    cache_mb: int = field(default=256, metadata={"help": "memory for records and lists read before, in MB"})
    max_query_bytes: int = field(default=1_000_000, metadata={"help": "largest GraphQL request, in bytes"})
    max_query_depth: int = field(default=15, metadata={"help": "most levels of fields inside fields in a query"})
    max_query_aliases: int = field(default=100, metadata={"help": "most renamed fields in a query"})
    max_query_tokens: int = field(default=5_000, metadata={"help": "most words and signs in a query"})
    max_query_cost: int = field(default=20_000, metadata={"help": "most records and parts that a query may give out"})
    query_seconds: float = field(default=10.0, metadata={"help": "seconds that a query may take"})
    body_seconds: float = field(default=10.0, metadata={"help": "seconds in which a request's body must arrive"})
    rate_limit: int = field(default=0, metadata={"help": "requests a minute that one caller may send; 0 for no limit"})
    rate_burst: int = field(default=50, metadata={"help": "requests that a caller may send at once under rate_limit"})
    trusted_documents: Path | None = field(
        default=None, metadata={"help": "JSON file of GraphQL documents that clients may name by their identifiers"}
    )
    trusted_only: bool = field(
        default=False, metadata={"help": "whether no other GraphQL documents than those are answered: true or false"}
    )
    follow_seconds: float = field(
        default=1.0, metadata={"help": "seconds between two looks whether others have written to a SPARQL server"}
    )
    journal_megabytes: float = field(
        default=64.0, metadata={"help": "journal of the embedded store after which a checkpoint is made, in MB"}
    )

    own_review: bool = field(
        default=False, metadata={"help": "whether reviewers may review and publish their own work: true or false"}
    )
    signing_key: Path | None = field(
        default=None, metadata={"help": "file of the key that signs tokens; in the data directory unless told"}
    )
    token_audience: str = field(
        default="mission-registry", metadata={"help": "whom this registry's own tokens are meant for (`aud`)"}
    )
    oidc_issuers: Path | None = field(
        default=None, metadata={"help": "JSON file of the OpenID Connect issuers whose tokens are taken"}
    )
    clock_skew: float = field(
        default=60.0, metadata={"help": "seconds by which the clocks of those issuers may differ from this one's"}
    )

    sparql_seconds: float = field(default=10.0, metadata={"help": "seconds that a SPARQL query may take"})
    sparql_megabytes: int = field(default=512, metadata={"help": "memory that a SPARQL query may take, in MB"})
    sparql_answer_megabytes: float = field(default=50.0, metadata={"help": "largest answer to a SPARQL query, in MB"})
    judging_processes: int = field(
        default=1, metadata={"help": "processes that help to judge many records at once; 0 for none"}
    )
    sparql_workers: int = field(default=2, metadata={"help": "SPARQL queries that run at one time, each in a process"})
    sparql_waiting: int = field(default=16, metadata={"help": "SPARQL queries that may wait for a process"})

    dump_megabytes: int = field(default=2_000, metadata={"help": "room on the disk for dumps that were made, in MB"})
    publisher: str = field(default="Mission Registry", metadata={"help": "who publishes the registry, by name"})
    contact: str = field(
        default="", metadata={"help": "where to report security holes and errors: mailto: or an https address"}
    )

    def __post_init__(self) -> None:
        if not self.record_base.startswith(("http://", "https://")) or not self.record_base.endswith("/"):
            raise Misuse(f"record_base is {self.record_base!r}; it must be an http(s) address that ends with a slash.")
        if not 0 <= self.port <= 65535:
            raise Misuse(f"port is {self.port}; it must be between 0 and 65535.")
        if not 1 <= self.page_size <= self.max_page_size:
            raise Misuse(f"page_size is {self.page_size}; it must be between 1 and max_page_size.")
        if self.store != "embedded" and not self.store.startswith(("http://", "https://")):
            raise Misuse(f"store is {self.store!r}; it must be `embedded` or an http(s) address.")
        if not self.languages:
            raise Misuse("languages is empty; name at least one, e.g. en.")
        if self.trusted_only and self.trusted_documents is None:
            raise Misuse("trusted_only is set, but trusted_documents names no file; no query would be answered.")
        self._hold_to_bounds()

    def _hold_to_bounds(self) -> None:
        for name, (pattern, advice) in _PATTERNS.items():
            if not re.fullmatch(pattern, getattr(self, name)):
                raise Misuse(f"{name} is {getattr(self, name)!r}; {advice}.")
        for name, least in _LEAST.items():
            if getattr(self, name) < least:
                raise Misuse(f"{name} is {getattr(self, name):g}; it must be at least {least:g}.")

    @property
    def store_name(self) -> str:
        """The store as it may be shown: a server's address without user and password."""
        return re.sub(r"//[^/@]*@", "//", self.store)


def read_settings(environment: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Settings from the environment, then from `overrides` that are not None; raises `Misuse` for a bad value."""
    environment = os.environ if environment is None else environment
    known = {f.name: f for f in fields(Settings)}
    for name in environment:
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() not in known | _OTHER_VARIABLES:
            raise Misuse(f"{name} is no setting. Known: {', '.join(PREFIX + n.upper() for n in known)}.")
    given: dict[str, object] = {
        name: environment[PREFIX + name.upper()] for name in known if environment.get(PREFIX + name.upper())
    }
    given |= {name: value for name, value in overrides.items() if value is not None}
    return Settings(**{name: _converted(name, value) for name, value in given.items()})  # type: ignore[arg-type]


_OTHER_VARIABLES = {"skip_web": "the build hook reads it", "suites": "the tests read it"}
_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _converted(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    kind = get_type_hints(Settings)[name]
    try:
        if kind in (Path, Path | None):
            return Path(value).expanduser()
        if kind is bool:
            return _WORDS[value.strip().lower()]
        if kind in (int, float):
            return _finite(kind(value))
        if kind == tuple[str, ...]:
            return tuple(tag.strip().lower() for tag in value.split(",") if tag.strip())
        return value
    except KeyError as error:
        raise Misuse(f"{PREFIX}{name.upper()} is {value!r}; it must be true or false.") from error
    except ValueError as error:
        raise Misuse(f"{PREFIX}{name.upper()} is {value!r}, which is not a number.") from error


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError(number)
    return number
