"""All wiring in one place: from settings to an open registry, with its store and the index that it is read through.

Commands and the web application take what they need from here and make nothing themselves.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from registry.finders import INDEX, empty_finder, finder_over, recipe_of
from registry.graphql.schema import build_schema
from registry.graphql.sdl import print_sdl
from registry.identity.authenticator import Authenticator
from registry.identity.person import Person
from registry.index.building import Watch, unwatched
from registry.index.following import Index
from registry.model.reader import read_model
from registry.model.spec import Model
from registry.namespaces import PUBLISHED, RDF_TYPE
from registry.services.compare.compare import Comparing
from registry.services.compare.desk import ComparisonDesk
from registry.services.compare.past import Past
from registry.services.compare.warming import Warming
from registry.services.describe import StoreDescriber
from registry.services.dumps.keeping import Dumps
from registry.services.dumps.making import open_dumps
from registry.services.feeds.changes import ChangeFeed
from registry.services.feeds.moves import Moves
from registry.services.find import PageLimits
from registry.services.following import Follower
from registry.services.history import History
from registry.services.indexed import IndexFinder
from registry.services.seed import load_vocabulary, read_seed
from registry.services.webhooks.delivering import Deliverer
from registry.services.webhooks.ledger import WebhookLedger
from registry.settings import Settings
from registry.store.open import open_store
from registry.store.port import Store
from registry.store.sparql.opening import Sparql, open_sparql
from registry.store.sparql.question import Limits

# pySHACL and rdflib take as long to import as everything else together, and a server that starts judges nothing yet.
if TYPE_CHECKING:
    from registry.services.contribute.contributions import Contributions
    from registry.services.contribute.desk import Desk
    from registry.services.contribute.verdict import Judging
    from registry.services.importing.jobs import Jobs
    from registry.services.importing.ledger import Ledger
    from registry.services.importing.opening import Order, Parts
    from registry.services.importing.running import Run
    from registry.validation.neighbourhood import Neighbours
    from registry.validation.parallel import ParallelValidator
    from registry.validation.validator import Validator


WEBHOOKS: Final = "webhooks"
"""The folder of webhooks in the data directory."""
IMPORTS: Final = "imports"
"""The folder of imports in the data directory."""
_STARTING_S: Final = 2.0
"""So long a server has better things to do than to read ahead."""


def open_writer(settings: Settings) -> Store:
    """The store, open for writing; raises leaves of `StoreError`."""
    return open_store(settings)


def open_reader(settings: Settings) -> Store:
    """The store, open for reading; raises leaves of `StoreError`."""
    return open_store(settings, read_only=True)


def open_asking(store: Store, settings: Settings) -> Sparql:
    """What answers users' SPARQL queries over this store, within the limits of the settings."""
    limits = Limits(settings.sparql_seconds, settings.sparql_megabytes, settings.sparql_answer_megabytes)
    return open_sparql(store, settings.data_dir, limits, settings.sparql_workers)


def webhook_ledger(settings: Settings) -> WebhookLedger:
    """The webhooks of this data directory."""
    return WebhookLedger(settings.data_dir / WEBHOOKS)


def comparison_desk(store: Store, model: Model, settings: Settings, history: History | None = None) -> ComparisonDesk:
    """Where comparisons are asked for, of now and of the past."""
    limits, languages = PageLimits(settings.page_size, settings.max_page_size), settings.languages
    known, published = history or History(store, model), partial(store.quads, PUBLISHED)
    past = Past(model, known, published, settings.record_base, limits, languages)
    return ComparisonDesk(Comparing(model, settings.record_base), past)


def printed_schema(model: Model, settings: Settings) -> str:
    """The GraphQL schema of a model as text."""
    return print_sdl(build_schema(model, empty_finder(model, settings), settings))


def known_neighbours(settings: Settings, validator: "Validator") -> "Neighbours":
    """The records that a file may link to when no store can be asked: what the rules need of the packaged seed."""
    from registry.validation.neighbourhood import NAMES, KnownTriples

    return KnownTriples(
        read_seed(settings.record_base, only={RDF_TYPE, *NAMES, *validator.reach.facts, *validator.reach.chains})
    )


@dataclass(frozen=True)
class Registry:
    """An open registry. `close` lets go of the store and the index."""

    settings: Settings
    model: Model
    store: Store
    index: Index
    finder: IndexFinder
    moves: Moves = field(default_factory=Moves)
    """Tells whoever follows that something was written."""
    _refreshing: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def open(cls, settings: Settings, fill: Callable[[Store], None] | None = None, watch: Watch = unwatched) -> Self:
        """Opens the store, brings its vocabulary up to date and opens the index, which is built if need be.

        `fill` may put records into the store before. Raises leaves of `StoreError`, and `ModelError` for an ontology
        or shapes that cannot be used.
        """
        model = read_model()
        store = open_writer(settings)
        try:
            if fill is not None:
                fill(store)
            load_vocabulary(store, model)
            index = Index.open(recipe_of(model, settings), store, settings.data_dir / INDEX, watch)
        except BaseException:
            store.close()
            raise
        registry = cls(settings, model, store, index, finder_over(model, index.engine, settings))
        if settings.store != "embedded":  # nobody else writes to the embedded one
            registry.follower.start()
        return registry

    @cached_property
    def follower(self) -> Follower:
        """What looks whether others have written to the store."""
        return Follower(self.refresh, self.settings.follow_seconds)

    @cached_property
    def authenticator(self) -> Authenticator:
        """What tells who asks."""
        return Authenticator.of(self.settings)

    @cached_property
    def sparql(self) -> Sparql:
        """What answers users' SPARQL queries."""
        return open_asking(self.store, self.settings)

    @cached_property
    def dumps(self) -> Dumps:
        """All records, or a country's, as files."""
        settings = self.settings
        return open_dumps(self.store, self.model, self.sparql.source, settings.data_dir, settings.dump_megabytes)

    @cached_property
    def validator(self) -> "ParallelValidator":
        """What judges records; made when it is first asked for, because reading shapes takes a while."""
        from registry.validation.parallel import ParallelValidator

        settings = self.settings
        return ParallelValidator.read_with(settings.judging_processes, self.model, languages=settings.languages)

    @cached_property
    def neighbours(self) -> "Neighbours":
        """The records that a submission may link to."""
        from registry.validation.stored import StoredRecords

        return StoredRecords(self.store)

    @cached_property
    def history(self) -> History:
        """What happened to the published records."""
        return History(self.store, self.model)

    @cached_property
    def feed(self) -> ChangeFeed:
        """The changes of published records, as far as they can be read."""
        return ChangeFeed(self.history, lambda: self.finder.revision)

    @cached_property
    def webhooks(self) -> Deliverer:
        """What tells other servers of changes."""
        return Deliverer(webhook_ledger(self.settings), self.feed, self.moves)

    @cached_property
    def judging(self) -> "Judging":
        """What gives verdicts on proposals."""
        from registry.services.contribute.verdict import Judging

        base, most = self.settings.record_base, self.settings.max_parts
        return Judging(self.validator, self.store, self.finder, record_base=base, history=self.history, most_parts=most)

    @cached_property
    def contributions(self) -> "Contributions":
        """What people want done to records, and what becomes of it."""
        from registry.services.contribute.contributions import Contributions

        return Contributions(self.store, self.history, self.judging, self.model, self.settings, self.refresh)

    @cached_property
    def desk(self) -> "Desk":
        """Where every face hands in what people send."""
        from registry.services.contribute.desk import Desk

        limit, base = self.settings.max_input_bytes, self.settings.record_base
        return Desk(self.model, self.store, self.history, self.judging, self.contributions, limit, base)

    @cached_property
    def imports(self) -> "Jobs":
        """The imports that come over HTTP."""
        from registry.services.importing.jobs import Jobs
        from registry.services.importing.opening import open_run

        def opened(job: str, path: Path, order: "Order", who: Person, ledger: "Ledger") -> "Run":
            return open_run(path, order, who, importing_parts(self), ledger, job)

        return Jobs(self.settings.data_dir / IMPORTS, opened)

    @cached_property
    def comparisons(self) -> ComparisonDesk:
        """Where comparisons are asked for."""
        return comparison_desk(self.store, self.model, self.settings, self.history)

    @cached_property
    def warming(self) -> Warming:
        """What reads for comparisons before anybody compares."""
        return Warming(self.finder, self.comparisons.comparing.plan, after_s=_STARTING_S)

    @cached_property
    def describer(self) -> StoreDescriber:
        """What is said about one IRI."""
        return StoreDescriber(self.store, self.settings.record_base)

    def refresh(self, until: int | None = None) -> None:
        """Moves what is read to the store's last revision: whoever reads from now on sees every write before.

        With `until` only where that revision is not seen yet: of many who have written at once the first moves it for
        all. Raises what `Index.catch_up` does; then the records that were read before still are.
        """
        with self._refreshing:
            if until is not None and self.finder.revision >= until:
                return
            changed = self.index.catch_up()
            if changed is None or self.finder.revision != self.index.mark.revision:
                self.finder.refresh(changed)
                self.moves.tell()

    def close(self) -> None:
        """Lets go of the store and the index."""
        if self.settings.store != "embedded":
            self.follower.stop()
        if "warming" in vars(self):
            self.warming.stop()
        self.webhooks.stop()
        self.imports.close()
        if "validator" in vars(self):
            self.validator.close()
        self.dumps.close()
        self.sparql.close()
        self.index.close()
        self.store.close()


def importing_parts(registry: Registry) -> "Parts":
    """What an import needs of an open registry."""
    from registry.services.importing.opening import Parts

    settings = registry.settings
    return Parts(
        registry.model,
        registry.store,
        registry.finder,
        registry.contributions,
        registry.history,
        settings.languages,
        settings.record_base,
        settings.max_input_bytes,
        settings.max_parts,
    )
