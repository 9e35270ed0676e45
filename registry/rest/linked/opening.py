"""All that answers IRIs, made in one place from the parts of an open registry."""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b

from registry import __version__
from registry.model.spec import Model
from registry.namespaces import VOCABULARY
from registry.rest.addresses import Addresses
from registry.rest.html import Pages
from registry.rest.linked.answering import Answering
from registry.rest.linked.lists import Lists
from registry.rest.linked.past import Past
from registry.rest.linked.records import Records
from registry.rest.linked.revisions import Revisions
from registry.rest.linked.terms import Terms
from registry.rest.linked.wholes import Wholes, of_ontology
from registry.rest.records import Descriptions
from registry.rest.words import Words
from registry.services.describe import Describer, StoreDescriber
from registry.services.find import Finder
from registry.store.port import Store


def open_descriptions(
    model: Model,
    store: Store,
    finder: Finder,
    past: Past,
    pages: Pages,
    addresses: Addresses,
    *,
    languages: Sequence[str] = ("en",),
    largest: int = 100,
    address: str = "",
    describer: Describer | None = None,
) -> Descriptions:
    """What answers every IRI of this registry; descriptions come from the store unless another `describer` is given."""
    describer = describer or StoreDescriber(store, addresses.record_base)
    answering = Answering(model)
    records = Records(
        model=model,
        describer=describer,
        past=past,
        addresses=addresses,
        pages=pages,
        answering=answering,
        revision=lambda: finder.revision,
        stamp=stamp_of(model, languages),
        languages=languages,
    )
    return Descriptions(
        model=model,
        pages=pages,
        records=records,
        lists=Lists(model, finder, store, addresses, pages, answering, largest),
        wholes=Wholes(
            model,
            Words(model, addresses, languages),
            pages,
            answering,
            cache(lambda: of_ontology([quad.triple for quad in store.quads(VOCABULARY)])),  # read once: it stays
            addresses.record_base,
        ),
        terms=Terms(model, describer, addresses, pages, answering),
        revisions=Revisions(past, pages, answering),
        address=address,
    )


def stamp_of(model: Model, languages: Sequence[str]) -> str:
    """What every description depends on beside the records: the software, the model and the preferred languages."""
    return blake2b(repr((__version__, model.digest, tuple(languages))).encode(), digest_size=8).hexdigest()
