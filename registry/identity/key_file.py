"""Where the signing key lies, and whether it is there: all that can be asked without loading any cryptography."""

from pathlib import Path

from registry.settings import Settings


def key_file(settings: Settings) -> Path:
    """Where the key is, or would be: where the setting `signing_key` says, else in the data directory."""
    return settings.signing_key or settings.data_dir / "identity" / "signing-key.pem"


def key_stamp(settings: Settings) -> tuple[int, ...] | None:
    """Changes with the key; None where there is none."""
    try:
        found = key_file(settings).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
