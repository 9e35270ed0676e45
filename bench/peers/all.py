"""The servers that are measured, in the order in which they are measured."""

from bench.kept import Kept
from bench.peers.oxigraph import OxigraphPeer
from bench.peers.peer import Peer
from bench.peers.postgraphile import PostGraphilePeer
from bench.peers.registry import RegistryPeer
from bench.peers.uvicorn_apps import EmptyPeer, StrawberryPeer
from registry.model.spec import Model


def peers(kept: Kept, model: Model) -> list[Peer]:
    """All of them; the registry comes first, and what it answers is what the others' answers are held against."""
    return [
        RegistryPeer(kept, model),
        PostGraphilePeer(kept, model),
        StrawberryPeer(kept, model),
        OxigraphPeer(kept, model),
        EmptyPeer(),
    ]
