"""Graphs as live figures need them: edges once, places in the unit square, groups; and the same drawing for posters."""

import numpy as np

from pdecourse.graphs import Graph, layout, load
from pdecourse.plots import FIELD_MAP, INK

MARKERS = "os^D"
"""Shapes of the groups 0, 1, 2, 3, as in graph_view.js."""


def drawn(graph: Graph, positions: np.ndarray, groups: np.ndarray | None = None) -> dict:
    """Return ``graph`` with the places (node, 2) of its nodes, JSON-ready: what ``graphView`` in JavaScript takes.

    Places are stretched over the unit square and rounded to a thousandth, ``groups`` (node,) are 0, 1, … or absent.
    """
    low, high = positions.min(axis=0), positions.max(axis=0)
    width = np.where(high > low, high - low, 1.0)
    places = np.where(high > low, (positions - low) / width, 0.5)
    picture = {"positions": places.round(3).tolist(), "edges": graph.edges.T.tolist()}
    return picture if groups is None else picture | {"groups": np.asarray(groups).tolist()}


def spring_layout(graph: Graph) -> np.ndarray:
    """Return the places (node, 2) of ``graphs.layout``, turned so that the karate club splits left and right."""
    return layout(graph)[:, ::-1]


def karate_picture() -> dict:
    """Return the karate club, drawn; its groups are the two clubs it split into."""
    club = load("karate")
    return drawn(club, spring_layout(club), club.y.numpy())


def noisy_groups(groups) -> list[float]:
    """Return values around −0.6 for group 0 and 0.6 for group 1, between −1 and 1."""
    groups = np.asarray(groups, dtype=float)
    noise = 0.3 * np.random.default_rng(0).normal(size=len(groups))
    return np.clip(1.2 * groups - 0.6 + noise, -1, 1).round(3).tolist()


def ring_layout(num_nodes: int) -> np.ndarray:
    """Return places (node, 2) on a circle, node 0 at the top."""
    angle = 2 * np.pi * np.arange(num_nodes) / num_nodes
    return np.stack([np.sin(angle), np.cos(angle)], axis=1)


def grid_layout(shape: tuple[int, int]) -> np.ndarray:
    """Return places (node, 2) of the cells of ``graphs.load("grid", shape=shape)``, row 0 at the bottom."""
    row, column = np.indices(shape)
    return np.stack([column.ravel(), row.ravel()], axis=1).astype(float)


def graph_of(picture: dict) -> Graph:
    """Return the graph in a picture made by ``drawn``."""
    edges = np.array(picture["edges"], dtype=np.int64).reshape(-1, 2)
    return Graph.from_edges(edges.T, len(picture["positions"]))


def draw_graph(axes, picture: dict, values, limits: tuple[float, float], size: float = 90, widths=None):
    """Draw a picture made by ``drawn`` with the colours of ``values`` (node,) between ``limits``.

    ``widths`` (edge,) are those of the edges. Returns the last points drawn, from which a colour bar can be made.
    """
    places = np.array(picture["positions"])
    for edge, (a, b) in enumerate(picture["edges"]):
        width = 0.9 if widths is None else widths[edge]
        axes.plot(*places[[a, b]].T, color=INK, lw=width, alpha=0.35, zorder=1)
    groups = np.array(picture.get("groups", np.zeros(len(places), int)))
    for group in np.unique(groups):
        here = groups == group
        points = axes.scatter(
            *places[here].T, c=np.asarray(values)[here], s=size, marker=MARKERS[group], cmap=FIELD_MAP,
            vmin=limits[0], vmax=limits[1], edgecolors=INK, linewidths=0.7, zorder=2,
        )  # fmt: skip
    axes.set_axis_off()
    axes.margins(0.08)
    return points
