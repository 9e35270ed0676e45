"""Every setting, read once from the environment (`MISSION_REGISTRY_<NAME>`); the command line overrides some.

`docs/reference/settings.md` lists them; a test holds that list against this class.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import platformdirs

from registry.errors import Misuse
from registry.namespaces import RECORDS

PREFIX = "MISSION_REGISTRY_"


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
    host: str = field(default="127.0.0.1", metadata={"help": "address to listen on"})
    port: int = field(default=8000, metadata={"help": "port to listen on"})
    languages: tuple[str, ...] = field(
        default=("en",), metadata={"help": "preferred languages of texts, first choice first, separated by commas"}
    )
    max_input_bytes: int = field(default=10_000_000, metadata={"help": "largest record file that is taken, in bytes"})
    page_size: int = field(default=20, metadata={"help": "records on a page when the query does not say"})
    max_page_size: int = field(default=100, metadata={"help": "most records on a page"})

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


def _converted(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        match name:
            case "data_dir":
                return Path(value).expanduser()
            case "port" | "max_input_bytes" | "page_size" | "max_page_size":
                return int(value)
            case "store_timeout":
                return float(value)
            case "languages":
                return tuple(tag.strip().lower() for tag in value.split(",") if tag.strip())
            case _:
                return value
    except ValueError as error:
        raise Misuse(f"{PREFIX}{name.upper()} is {value!r}, which is not a number.") from error
