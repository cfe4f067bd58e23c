"""Graphs by name."""

import warnings
from collections.abc import Callable

from pdecourse.choices import choose
from pdecourse.graphs.bundled import digits, karate
from pdecourse.graphs.components import largest_component as take_largest_component
from pdecourse.graphs.graph import Graph
from pdecourse.graphs.planetoid import CORA, DatasetUnavailable

DATASETS: dict[str, Callable[[], Graph]] = {
    "karate": karate,
    "digits": digits,
    "cora": CORA.load,
}


def load(name: str, *, offline: str | None = None, largest_component: bool = False) -> Graph:
    """Return the graph called ``name`` in ``DATASETS``.

    ``offline`` names the graph to return, with a warning, when this one is not on the machine and cannot be
    downloaded: ``load("cora", offline="digits")``. ``largest_component`` drops all other components.
    The environment variable ``PDECOURSE_DATA`` names a folder of data in PyTorch Geometric's layout.

    Raises ``ValueError`` for an unknown name; ``DatasetUnavailable`` without network; ``DatasetCorrupt``,
    whatever ``offline`` says, for files that are not the published ones.
    """
    read = choose(DATASETS, name, "graph")
    stand_in = None if offline is None else choose(DATASETS, offline, "stand-in graph")
    try:
        graph = read()
    except DatasetUnavailable:
        if stand_in is None:
            raise
        graph = stand_in()
        warnings.warn(f"{name!r} is not available offline; this is its stand-in, {graph!r}", stacklevel=2)
    return take_largest_component(graph) if largest_component else graph
