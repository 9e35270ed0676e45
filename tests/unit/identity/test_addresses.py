import pytest

from registry.identity.addresses import is_safe, listens_to_others


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://login.example.org/x", True),
        ("http://localhost:8080/realm", True),
        ("http://127.0.0.1/realm", True),
        ("http://[::1]/realm", True),
        ("http://localhost.example.org/", False),
        ("http://login.example.org/", False),
        ("https://user:secret@login.example.org/", False),
        ("https:///x", False),
        ("http://[", False),
        ("file:///etc/passwd", False),
    ],
)
def test_keys_come_over_https_or_from_this_machine(address: str, safe: bool) -> None:
    assert is_safe(address) is safe


@pytest.mark.parametrize(
    ("host", "reachable"),
    [
        ("127.0.0.1", False),
        ("127.1.2.3", False),
        ("localhost", False),
        ("::1", False),
        ("0.0.0.0", True),
        ("::", True),
        ("", True),
        ("10.0.0.1", True),
    ],
)
def test_a_server_knows_whether_others_reach_it(host: str, reachable: bool) -> None:
    assert listens_to_others(host) is reachable
