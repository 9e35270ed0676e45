"""Whether the process lives, and whether it can work."""

from registry.errors import StoreLocked, StoreUnreachable
from tests.unit.rest.conftest import Site


def test_a_living_process_says_so_even_when_its_store_is_gone(site: Site) -> None:
    site.not_ready = StoreUnreachable("The store does not answer.")
    answer = site.client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


def test_a_ready_process_names_store_revision_and_count(site: Site) -> None:
    answer = site.client.get("/ready")
    assert answer.json() == {"status": "ready", "store": "embedded", "revision": 7, "records": 3}


def test_a_process_that_cannot_work_gives_the_reason(site: Site) -> None:
    site.not_ready = StoreLocked("/data", "process 12")
    answer = site.client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "The store at /data is in use by process 12."
    assert answer.headers["content-type"] == "application/problem+json"


def test_any_accident_while_asking_means_not_ready(site: Site) -> None:
    site.not_ready = OSError("secret path")
    answer = site.client.get("/ready")
    assert answer.status_code == 503
    assert "secret" not in answer.text
