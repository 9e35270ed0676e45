"""A request that could have been answered, but came too slowly, too often, or when there was too much to do."""

from registry.errors.kinds import RegistryError


class BodyTooSlow(RegistryError):
    """The body of a request did not arrive in time."""

    status = 408
    advice = "Send the body at once, or raise the setting body_seconds where you run the server."

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The request's body did not arrive within {seconds:g} seconds.")


class TooManyRequests(RegistryError):
    """One caller asks more often than the setting `rate_limit` allows."""

    status = 429
    advice = "Wait as long as the header Retry-After says; ask for more records in each request."

    def __init__(self, limit: int, seconds: int) -> None:
        super().__init__(f"More than {limit:,} requests a minute; wait {seconds:,} s.")
        self.seconds = seconds
        """How long to wait before the next request is taken."""


class DumpNotReady(RegistryError):
    """A dump that takes a while is still being made."""

    status = 503
    advice = "Ask again in half a minute; the dump is being made meanwhile."

    def __init__(self, name: str) -> None:
        super().__init__(f"The dump {name} is being made.")


class ServerBusy(RegistryError):
    """So many large requests are being answered that no further one is taken."""

    status = 503
    advice = "Try again in a moment, or ask for less in one request."

    def __init__(self) -> None:
        super().__init__("The server is busy with other large requests.")


class BatchTooLarge(RegistryError):
    """More questions in one request than the setting `max_reconciliation_queries` allows."""

    status = 413
    advice = "Send less at once, or raise the setting max_reconciliation_queries where you run the server."

    def __init__(self, size: int, what: str, limit: int) -> None:
        super().__init__(f"The request has {size:,} {what}; the limit is {limit:,}.")
