"""The registry as a schema.org Dataset: what search engines read in the HTML of its pages."""

from collections.abc import Mapping
from typing import Any

from registry.services.catalogue.dcat import CATALOGUE, DESCRIPTION, TITLE, Publisher, dataset_iri
from registry.services.catalogue.figures import Figures
from registry.services.dumps.keeping import Kept
from registry.services.dumps.kinds import ALL, DUMP_FORMS, LICENCE, Dump


def schema_dataset(figures: Figures, kept: Mapping[Dump, Kept], publisher: Publisher) -> dict[str, Any]:
    """The JSON-LD of the whole dataset."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": dataset_iri(ALL),
        "name": TITLE,
        "description": f"{DESCRIPTION} {figures.records:,} records.",
        "url": f"{publisher.address}/catalogue",
        "license": LICENCE,
        "version": f"revision {figures.revision}",
        **({"dateModified": figures.time.isoformat()} if figures.time else {}),
        "isAccessibleForFree": True,
        "keywords": ["mission-oriented innovation policy", "missions", "innovation policy", "linked data"],
        "creator": {"@type": "Organization", "name": publisher.name, "url": f"{publisher.address}/"},
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": CATALOGUE, "name": TITLE},
        "spatialCoverage": [country.title for country in figures.countries],
        "distribution": [_distribution(Dump(ALL, form), kept, publisher) for form in DUMP_FORMS],
    }


def _distribution(dump: Dump, kept: Mapping[Dump, Kept], publisher: Publisher) -> dict[str, Any]:
    there = kept.get(dump)
    figures = {"contentSize": f"{there.size} B", "sha256": there.sha256} if there else {}
    return {
        "@type": "DataDownload",
        "name": dump.form.title,
        "encodingFormat": dump.form.media_type,
        "contentUrl": f"{publisher.address}/dumps/{dump.name}",
        **figures,
    }
