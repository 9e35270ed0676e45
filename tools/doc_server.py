"""A registry served over a real socket for as long as a script of the documentation runs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from registry.app import create_app
from registry.bootstrap import Registry
from registry.settings import Settings


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """Serves the registry of these settings on a free port of this machine and gives its address."""
    registry = Registry.open(settings)
    config = uvicorn.Config(
        create_app(registry), host="127.0.0.1", port=0, log_level="error", lifespan="off", ws="none"
    )
    listening = config.bind_socket()
    listening.listen()  # requests wait in line from here on, so nobody has to wait for the server
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        registry.close()
