"""All that tells of the registry as a whole, made in one place from the parts of an open registry."""

from fastapi import APIRouter

from registry.model.spec import Model
from registry.rest.addresses import Addresses
from registry.rest.catalogue.crawlers import Crawlers, crawler_router
from registry.rest.catalogue.face import CatalogueFace, catalogue_router
from registry.rest.catalogue.stip import stip_router
from registry.rest.dumps.face import DumpFace, dump_router
from registry.rest.html import Pages
from registry.rest.linked.answering import Answering
from registry.rest.linked.citations import DatasetCitations, citation_router
from registry.rest.linked.past import Past
from registry.services.catalogue.figures import Counting
from registry.services.dumps.keeping import Dumps
from registry.services.dumps.places import Countries
from registry.services.find import Finder
from registry.settings import Settings
from registry.store.port import Store
from registry.store.sparql.answering import Answers


def catalogue_routers(
    model: Model,
    store: Store,
    finder: Finder,
    past: Past,
    dumps: Dumps,
    answers: Answers,
    pages: Pages,
    addresses: Addresses,
    settings: Settings,
) -> list[APIRouter]:
    """The routes of dumps, catalogue, statistics, sitemap, robots.txt and security.txt."""
    counting = Counting(model, store, finder, past, answers, settings.languages)
    face = CatalogueFace(
        counting,
        dumps,
        pages,
        Answering(model),
        settings.publisher,
        settings.contact,
        settings.public_address,
        settings.record_base,
    )
    crawlers = Crawlers(
        model, store, counting, addresses, settings.contact, settings.languages, settings.public_address
    )
    countries = Countries(store, lambda: finder.revision)
    citations = DatasetCitations(past, lambda: finder.revision, settings.publisher, settings.public_address)
    return [
        dump_router(DumpFace(dumps, countries, past, pages)),
        catalogue_router(face),
        crawler_router(crawlers),
        stip_router(finder, model, countries.all, settings.max_page_size),
        citation_router(citations),
    ]
