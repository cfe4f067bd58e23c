"""Graphs by name."""

import inspect
import warnings
from collections.abc import Callable
from functools import partial

from pdecourse.choices import choose
from pdecourse.graphs import synthetic
from pdecourse.graphs.archives import cleaned, heterophilous, syn_cora
from pdecourse.graphs.bundled import digits, karate
from pdecourse.graphs.components import largest_component as take_largest_component
from pdecourse.graphs.files import DatasetUnavailable
from pdecourse.graphs.geom_gcn import actor, webkb
from pdecourse.graphs.graph import Graph
from pdecourse.graphs.minesweeper import minesweeper_like
from pdecourse.graphs.planetoid import planetoid
from pdecourse.graphs.random_graphs import barabasi_albert, csbm, stochastic_block_model

DATASETS: dict[str, Callable[..., Graph]] = {
    # Inside a library.
    "karate": karate,
    "digits": digits,
    # Made on the spot.
    "path": synthetic.path,
    "ring": synthetic.ring,
    "star": synthetic.star,
    "complete": synthetic.complete,
    "grid": synthetic.grid,
    "barabasi_albert": barabasi_albert,
    "stochastic_block_model": stochastic_block_model,
    "csbm": csbm,
    "minesweeper_like": minesweeper_like,
    # Published: below $PDECOURSE_DATA, or downloaded.
    "cora": partial(planetoid, "Cora"),
    "citeseer": partial(planetoid, "CiteSeer"),
    "pubmed": partial(planetoid, "PubMed"),
    "texas": partial(webkb, "texas"),
    "wisconsin": partial(webkb, "wisconsin"),
    "cornell": partial(cleaned, "cornell"),
    "chameleon_filtered": partial(cleaned, "chameleon_filtered"),
    "squirrel_filtered": partial(cleaned, "squirrel_filtered"),
    "actor": actor,
    "minesweeper": partial(heterophilous, "minesweeper"),
    "roman_empire": partial(heterophilous, "roman_empire"),
    "amazon_ratings": partial(heterophilous, "amazon_ratings"),
    "tolokers": partial(heterophilous, "tolokers"),
    "questions": partial(heterophilous, "questions"),
    "syn_cora": syn_cora,
}
"""Graphs by name; each is made by a function with parameters of its own, such as ``shape`` or ``split``."""


def load(name: str, *, offline: str | None = None, largest_component: bool = False, **parameters) -> Graph:
    """Return the graph called ``name`` in ``DATASETS``, made with its own ``parameters``.

    ``load("grid", shape=(32, 32), periodic=True)``, ``load("texas", split=3)``. ``offline`` names the graph to
    return, with a warning, when this one is not on the machine and cannot be downloaded:
    ``load("cora", offline="digits")``. ``largest_component`` drops all other components.
    The environment variable ``PDECOURSE_DATA`` names a folder of data in PyTorch Geometric's layout.

    Raises ``ValueError`` for an unknown name; ``TypeError`` for a parameter the graph does not have;
    ``DatasetUnavailable`` without network; ``DatasetCorrupt``, whatever ``offline`` says, for files that are
    not the published ones.
    """
    make = choose(DATASETS, name, "graph")
    stand_in = None if offline is None else choose(DATASETS, offline, "stand-in graph")
    accepted = list(inspect.signature(make).parameters)
    if unknown := [parameter for parameter in parameters if parameter not in accepted]:
        raise TypeError(f"graph {name!r} has no parameter {', '.join(unknown)}; its own are {accepted}")
    try:
        graph = make(**parameters)
    except DatasetUnavailable:
        if stand_in is None:
            raise
        graph = stand_in()
        warnings.warn(f"{name!r} is not available offline; this is its stand-in, {graph!r}", stacklevel=2)
    return take_largest_component(graph) if largest_component else graph
