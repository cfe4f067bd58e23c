"""Signals on graphs, drawn as nodes and links. Chapters 4 to 8."""

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection

from pdecourse.plots.style import FIELD_MAP, INK, ORANGE, WIDTH, subplots, upright

SIGNED_MAP = "RdBu_r"
"""Colours for values around zero: blue below, white at zero, red above; safe for colour-blind readers."""


@dataclass(frozen=True)
class Drawing:
    """What is drawn in one panel: ``values`` (node,) at ``positions`` (node, 2), one for every node of a ``Graph``.

    ``marked`` (edge,) of bools, in the order of ``graph.edges``, draws some edges dashed and in orange;
    ``names`` are written into the nodes; ``label`` stands below.
    """

    graph: object
    positions: np.ndarray
    values: np.ndarray
    label: str = ""
    marked: np.ndarray | None = None
    names: list[str] | None = None


def graph_drawings(
    drawings, *, columns=3, size=2.6, nodes=45, links=0.8, limits=None, signed=False, quantity=""
):  # fmt: skip
    """Draw graphs side by side on one colour scale, nodes coloured by value.

    ``size`` is the side of a panel in inches, less where there is no room for it; ``nodes`` is the area of a node
    and ``links`` the width of an edge, in points. ``limits`` is (lowest, highest), by default those of all values;
    ``signed`` makes them symmetric about a white zero. ``quantity`` names the colour bar; without it there is none.
    """
    low, high = limits or _limits([drawing.values for drawing in drawings], signed)
    columns = min(columns, len(drawings))
    size = min(size, (WIDTH - (0.8 if quantity else 0)) / columns)
    height = max(size * _steepness(drawing.positions) + 0.3 for drawing in drawings)
    figure, axes = subplots(len(drawings), columns=columns, height=height)
    for ax, drawing in zip(axes, drawings):
        _draw_edges(ax, drawing, links)
        dots = ax.scatter(
            *np.transpose(drawing.positions), c=drawing.values, s=nodes, vmin=low, vmax=high, zorder=2,
            cmap=SIGNED_MAP if signed else FIELD_MAP, edgecolors=INK, linewidths=0.4 if nodes > 12 else 0,
            clip_on=False,
        )  # fmt: skip
        for name, place, value in zip(drawing.names or [], drawing.positions, drawing.values):
            dark = not signed and value < (low + high) / 2
            ax.text(*place, name, ha="center", va="center_baseline", color="white" if dark else INK, zorder=3)
        ax.set(xticks=[], yticks=[], xlabel=drawing.label, aspect="equal")
        ax.margins(0.15)
        ax.spines[:].set_visible(False)
    if quantity:
        rows = -(-len(drawings) // columns)
        bar = figure.colorbar(dots, ax=axes, shrink=min(0.8, 1.6 / rows), pad=0.02)
        bar.set_label(quantity, **upright(quantity))
    return figure


def _limits(values, signed):
    """Return the lowest and the highest of all values, made symmetric about zero if ``signed``."""
    low, high = min(map(np.min, values)), max(map(np.max, values))
    largest = max(-low, high)
    return (-largest, largest) if signed else (low, high)


def _steepness(positions):
    """Return height over width of what is drawn, kept between 0.6 and 1."""
    width, height = np.ptp(positions, axis=0)
    return np.clip(height / width, 0.6, 1)


def _draw_edges(ax, drawing, width):
    """Draw the edges below the nodes, the marked ones last."""
    ends = np.asarray(drawing.positions)[drawing.graph.edges.T.numpy()]
    marked = np.zeros(len(ends), bool) if drawing.marked is None else np.asarray(drawing.marked)
    ax.add_collection(LineCollection(ends[~marked], colors="#a6a6a6", linewidths=width, zorder=1))
    stroke = {"colors": ORANGE, "linewidths": 1.8 * width, "linestyles": "dashed"}
    ax.add_collection(LineCollection(ends[marked], zorder=1.5, **stroke))
