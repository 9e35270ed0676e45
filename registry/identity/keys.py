"""The key that tokens are signed with: an Ed25519 key in a file that only its owner reads.

There is none until somebody makes it; `registry.identity.key_file` says where it lies.
"""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from registry.errors import Misuse, NoSigningKey
from registry.identity.keeping import keep_entry
from registry.identity.key_file import key_file
from registry.settings import Settings

_OTHERS: Final = 0o077
"""The permissions of everybody but the owner."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key with the name that tokens know it by."""

    id: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> Ed25519PublicKey:
        """What signatures are checked with."""
        return self.private.public_key()


def read_key(settings: Settings) -> SigningKey:
    """The key; raises `NoSigningKey` where there is none, `Misuse` for a file that is none or that others may read."""
    path = key_file(settings)
    try:
        mode, data = path.stat().st_mode, path.read_bytes()
    except FileNotFoundError as error:
        raise NoSigningKey(f"There is no signing key at {path}.") from error
    except OSError as error:
        raise Misuse(f"The signing key {path} cannot be read: {error.strerror}.") from error
    if mode & _OTHERS:
        raise Misuse(f"Others than its owner may read or change the signing key {path}; `chmod 600` it.")
    try:
        private = serialization.load_pem_private_key(data, password=None)
    except (ValueError, TypeError) as error:
        raise Misuse(f"{path} is no private key in PEM without a password.") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise Misuse(f"{path} is no Ed25519 key; `openssl genpkey -algorithm ed25519` makes one.")
    return _named(private)


def make_key(settings: Settings, *, replace: bool = False) -> SigningKey:
    """Makes a key and puts it there for good; raises `Misuse` where there is one that is not to be replaced."""
    path = key_file(settings)
    if path.exists() and not replace:
        raise Misuse(f"There is a signing key at {path} already; with --replace all tokens that it signed end.")
    private = Ed25519PrivateKey.generate()
    text = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        _put(path, text)
    except OSError as error:
        raise Misuse(f"The signing key {path} cannot be written: {error.strerror}.") from error
    return _named(private)


def _put(path: Path, data: bytes) -> None:
    """A new file in one step, on the disk before this returns."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(file, data)
        os.fsync(file)
    finally:
        os.close(file)
    new.replace(path)
    keep_entry(path)


def _named(private: Ed25519PrivateKey) -> SigningKey:
    public = private.public_key().public_bytes_raw()
    return SigningKey(sha256(public).hexdigest()[:16], private)
