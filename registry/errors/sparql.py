"""A SPARQL query that was stopped, or whose answer was not sent."""

from registry.errors.queries import QueryError


class QueryTooHeavy(QueryError):
    """A SPARQL query needed more memory than it may have; its process was ended."""

    status = 503
    advice = "Narrow the query: fewer rows to sort, to group or to tell apart at once."

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"The query needed more than {megabytes:,} MB of memory, which is the limit.")


class AnswerTooLarge(QueryError):
    """The answer to a SPARQL query is larger than an answer may be; nothing of it was sent."""

    advice = "Ask for it in pages with ORDER BY, LIMIT and OFFSET, name fewer columns, or load a whole graph instead."

    def __init__(self, megabytes: float) -> None:
        super().__init__(f"The answer has more than {megabytes:,g} MB, which is the limit.")
