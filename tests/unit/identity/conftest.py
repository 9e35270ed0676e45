from collections.abc import Iterator

import pytest

from tests.unit.identity.issuer import RSA_KEY, LocalIssuer, jwk


@pytest.fixture
def issuer() -> Iterator[LocalIssuer]:
    with LocalIssuer() as running:
        running.publish([jwk(RSA_KEY, "first")])
        yield running
