"""Which addresses may be asked about keys, and which are this machine's own."""

import ipaddress
import socket
from urllib.parse import urlsplit


def is_safe(address: str) -> bool:
    """Whether nobody on the way can change what that address answers: https, or http on this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not host or parts.username is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host))


def is_this_machine(host: str) -> bool:
    """Whether that host is reached from this machine alone, by its number or by the name `localhost`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listens_to_others(host: str) -> bool:
    """Whether a server that listens on that host can be reached from another machine; raises `OSError`."""
    if is_this_machine(host):
        return False
    found = socket.getaddrinfo(host or None, 0, flags=socket.AI_PASSIVE)
    return not all(is_this_machine(str(address[0]).partition("%")[0]) for *_, address in found)
