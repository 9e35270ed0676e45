"""What was asked cannot be answered: SPARQL and GraphQL."""

from registry.errors.kinds import RegistryError


class QueryError(RegistryError):
    """A query that cannot be read, or that asks for what is not open."""

    advice = "Mend the query; `mission-registry query --help` shows one that works."


class InvalidArgument(QueryError):
    """An argument that is out of its range, or two that contradict each other."""

    advice = "Change that argument; the schema says what each one takes."


class InvalidCursor(QueryError):
    """A cursor that is damaged, made up, or belongs to another list or order."""

    advice = "Use a cursor that this list gave, as it is, or leave it out to start from the list's end."


class PageTooLarge(QueryError):
    """More records asked for at once than a page may have."""

    advice = "Ask for fewer and read on with `after` and the page's `endCursor`."

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(f"`{name}` is {size:,}; a page has at most {limit:,} records.")


class QueryTooDeep(QueryError):
    """More levels of fields inside fields than the limit."""

    advice = "Ask in two queries: take the ids of the first one's records into the second."


class TooManyAliases(QueryError):
    """More renamed fields than the limit, counted each time that a fragment repeats them."""

    advice = "Ask for lists instead of one alias for each record, or in several queries."


class QueryTooLong(QueryError):
    """More words and signs (tokens) than the limit."""

    advice = "Put values into variables and repeated selections into fragments, or ask in several queries."


class QueryTooCostly(QueryError):
    """More than one query may cost: in records and parts of its answer, each counted every time that it stands there.

    `cost` is what the sizes of the query's lists come to; without it, the answer itself turned out too large.
    """

    advice = "Ask for smaller pages, or for the inner records in a query of their own."

    def __init__(self, limit: int, cost: int | None = None) -> None:
        answer = f"The answer would hold more than {limit:,} records and parts."
        super().__init__(answer if cost is None else f"The query may cost {cost:,}; the limit is {limit:,}.")


class QueryTooSlow(QueryError):
    """The answer was not ready in time; what was found so far is dropped."""

    status = 503
    advice = "Ask for less at once: smaller pages, fewer levels, a narrower filter."

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The query took longer than {seconds:g} seconds, which is the limit.")
