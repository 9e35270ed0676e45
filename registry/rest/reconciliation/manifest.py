"""What the service says of itself: where everything is, and which types there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from registry.model.spec import Model, RecordClass
from registry.namespaces import TERMS
from registry.validation.spelling import preferred

PATH: Final = "/reconcile"
PREVIEW_SIZE: Final = (430, 300)


@dataclass(frozen=True)
class Identifiers:
    """Identifiers of records: what follows the base of all of them, e.g. `actor/vinnova`; a whole IRI is one too."""

    record_base: str

    def id_of(self, iri: str) -> str:
        """The identifier of a record."""
        return iri.removeprefix(self.record_base)

    def iri_of(self, identifier: str) -> str:
        """The record of an identifier, whether or not there is one."""
        return identifier if identifier.startswith(self.record_base) else self.record_base + identifier


def type_data(record_class: RecordClass, languages: Sequence[str], *, described: bool = False) -> dict[str, Any]:
    """A class as the specification has types."""
    data = {"id": record_class.name, "name": preferred(record_class.label, languages) or record_class.name}
    if described:
        data["description"] = preferred(record_class.description, languages)
    return data


def manifest(model: Model, address: str, record_base: str, languages: Sequence[str]) -> dict[str, Any]:
    """The manifest; `address` is what the server is reached at, without a slash at its end."""
    width, height = PREVIEW_SIZE

    def completing(what: str) -> dict[str, str]:
        return {
            "service_url": address,
            "service_path": f"{PATH}/suggest/{what}",
            "flyout_service_url": address,
            "flyout_service_path": f"{PATH}/flyout/{what}?id=${{id}}",
        }

    return {
        "versions": ["0.2"],
        "name": "Mission Registry",
        "identifierSpace": record_base,
        "schemaSpace": TERMS,
        "defaultTypes": [type_data(each, languages) for each in model.records],
        "view": {"url": f"{address}/id/{{{{id}}}}"},
        "suggest": {what: completing(what) for what in ("entity", "property", "type")},
        "preview": {"url": f"{address}{PATH}/preview?id={{{{id}}}}", "width": width, "height": height},
        "extend": {
            "propose_properties": {"service_url": address, "service_path": f"{PATH}/extend/propose"},
            "property_settings": [
                {"name": "limit", "label": "Most values", "type": "number", "default": 0, "help_text": "0 for all"},
                {
                    "name": "language",
                    "label": "Language",
                    "type": "text",
                    "default": languages[0],
                    "help_text": "of texts that there are in several",
                },
            ],
        },
    }
