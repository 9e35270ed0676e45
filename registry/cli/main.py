"""From what was typed to an exit code: finds the command, runs it, and tells errors as one sentence and a way out."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Final

from registry.cli.arguments import argument_parser
from registry.errors import FINE, MISUSE, RegistryError
from registry.settings import Settings, read_settings

Command = Callable[[argparse.Namespace, Settings], int]

# Modules are imported when their command is run, so that `--help` and small commands start at once.
_MODULES: Final[Mapping[str, str]] = {
    "serve": "registry.cli.serving",
    "seed": "registry.cli.seeding",
    "validate": "registry.cli.validating",
    "query": "registry.cli.querying",
    "export": "registry.cli.exporting",
    "schema": "registry.cli.printing",
    "import": "registry.cli.importing",
    "template": "registry.cli.templating",
    "compare": "registry.cli.comparing",
    "assess": "registry.cli.assessing",
    "check": "registry.cli.checking",
    "reindex": "registry.cli.reindexing",
    "backup": "registry.cli.backing_up",
    "restore": "registry.cli.restoring",
    "verify": "registry.cli.proving",
    "token": "registry.cli.tokens",
    "webhook": "registry.cli.webhooks",
    "submit": "registry.cli.contributing",
    "review": "registry.cli.contributing",
    "withdraw": "registry.cli.contributing",
    "history": "registry.cli.contributing",
}
_OVERRIDES: Final = ("data_dir", "store", "host", "port")


def main(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code; prints errors to standard error."""
    try:
        options = argument_parser().parse_args(arguments)
        overrides = {name: getattr(options, name, None) for name in _OVERRIDES}
        run: Command = import_module(_MODULES[options.command]).run
        code = run(options, read_settings(**overrides))
        sys.stdout.flush()  # here, where a disk that is full can still be told
        return code
    except SystemExit as leaving:  # argparse leaves after --help and --version
        return leaving.code if isinstance(leaving.code, int) else FINE
    except RegistryError as error:
        print(f"error: {error.message}\n{error.advice}".strip(), file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader of a pipe has seen enough; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:  # standard output that takes nothing, above all; stores tell their own errors
        print(f"error: The answer cannot be written: {error.strerror or error}.", file=sys.stderr)
        return MISUSE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return MISUSE
