"""Persisted documents: queries that are named by an identifier instead of being sent.

Two messages are fixed by the protocol of automatic persisted queries: clients compare the whole sentence.
"""

from registry.errors.queries import QueryError


class PersistedQueryNotFound(QueryError):
    """A hash without its query, and the server does not know the query, or not any more."""

    advice = "Send the query together with its hash once; clients that speak this protocol do so by themselves."

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotFound")


class PersistedQueryNotSupported(QueryError):
    """Another version of the protocol of automatic persisted queries than 1."""

    advice = "Send version 1 with the SHA-256 hash of the query, or the query alone."

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotSupported")


class DocumentMismatch(QueryError):
    """A hash that is not that of the query it came with."""

    advice = "Hash the query's text as it is sent, in UTF-8, by SHA-256, and write the hash in lower-case hexadecimal."

    def __init__(self, given: str, actual: str) -> None:
        super().__init__(f"The hash {given[:100]!r} is not that of the query, which is {actual!r}.")


class UnknownDocument(QueryError):
    """An identifier of a document that the server does not have."""

    status = 404
    advice = "Check the identifier, or send the query itself."

    def __init__(self, identifier: str) -> None:
        super().__init__(f"There is no document under the identifier {identifier[:100]!r}.")


class DocumentNotTrusted(QueryError):
    """A server that answers a fixed list of documents alone was sent another one."""

    status = 403
    advice = "Ask the people who run this server which documents it answers, or to add yours."

    def __init__(self) -> None:
        super().__init__("This server answers the documents of its own list alone, and this is none of them.")
