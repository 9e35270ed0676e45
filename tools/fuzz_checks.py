"""What Schemathesis holds every answer to: a refusal may name the question's fault, but never a fault of the server.

`tools.fuzz_graphql` runs this in Schemathesis's own environment.
"""

from typing import Any

import schemathesis  # type: ignore[import-not-found]


@schemathesis.check  # type: ignore[untyped-decorator]
def no_fault_of_the_server(context: Any, response: Any, case: Any) -> None:  # noqa: ARG001
    """An answer of GraphQL over HTTP, every error in it with a code that is not the server's own."""
    answer = response.json()
    codes = [error["extensions"]["code"] for error in answer.get("errors", [])]
    is_answer = response.status_code in (200, 400) and answer.keys() <= {"data", "errors", "extensions"}
    if not is_answer or "internal-error" in codes or not (codes or answer["data"]):
        raise AssertionError(response.text[:1_000])
