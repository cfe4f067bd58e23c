"""Nodes as particles in the plane of two features, edges as springs that pull or push. Chapter 7."""

import numpy as np
import traitlets as t

from pdecourse.graphs import Graph, normalized_adjacency
from pdecourse.plots import FIELD_MAP, INK, ORANGE
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.drawn_graphs import MARKERS
from pdecourse.widgets.stills import BASICS, line, sheet

REACH = 2.0
WINDOW = 10.0


class Particles(LiveFigure):
    r"""GRAFF with Ω = W = diag(``across``, ``up``) on a graph whose nodes all have three neighbours.

    .. math:: \dot X = -X W + \bar A X W = -L_{sym} X W, \qquad
              \dot x_i = \tfrac13 W \sum_{j \in N(i)} (x_j - x_i)

    Along an eigenvector of W neighbours attract if its eigenvalue is positive and repel if it is negative.
    Explicit Euler with step ``dt``; what leaves the square [−2, 2]² is scaled down as a whole, which a linear
    flow does not notice. Di Giovanni et al. (2023), chapter 7.
    """

    figure_name = "particles"
    _esm = module_source(*BASICS, "timeline", "graph_matrices", "graph_view", "particles")

    graph = t.Enum(("cube", "petersen"), "cube", help="which graph").tag(sync=True, state=True)
    across = t.Float(1.0, min=-1.5, max=1.5, help="eigenvalue of W along feature 1").tag(
        sync=True, state=True
    )
    up = t.Float(-1.0, min=-1.5, max=1.5, help="eigenvalue of W along feature 2").tag(sync=True, state=True)
    dt = t.Float(0.01, min=0.001, max=0.1, help="time per step").tag(sync=True, state=True)
    speed = t.Int(2, min=1, max=20, help="steps per frame").tag(sync=True, state=True)
    still = t.Int(50, min=1, max=2000, help="steps until the poster").tag(sync=True, state=True)
    graphs = t.Dict(help="edges, groups and first places of the particles").tag(sync=True, state=True)

    @t.default("graphs")
    def _graphs(self):
        cube = [[i, i ^ bit] for bit in (1, 2, 4) for i in range(8) if not i & bit]
        petersen = [
            edge
            for i in range(5)
            for edge in ([i, (i + 1) % 5], [i, i + 5], [i + 5, (i + 2) % 5 + 5])  # ring, spokes, star
        ]
        return {
            "cube": _placed(cube, [i.bit_count() % 2 for i in range(8)]),
            "petersen": _placed(petersen, [0] * 10),
        }

    def matrix(self) -> np.ndarray:
        """Return Ā (node, node)."""
        edges, first = (np.array(self.graphs[self.graph][name]) for name in ("edges", "first"))
        return normalized_adjacency(Graph.from_edges(edges.T, len(first))).toarray()

    def run(self, steps: int) -> np.ndarray:
        """Return the places (step 0 … ``steps``, node, 2)."""
        places, a = [np.array(self.graphs[self.graph]["first"])], self.matrix()
        for _ in range(steps):
            x = places[-1] + self.dt * (a @ places[-1] - places[-1]) * [self.across, self.up]
            places.append(x * min(1.0, REACH / np.abs(x).max()))
        return np.array(places)

    def energy(self, x: np.ndarray) -> float:
        """Return ½⟨X, (I − Ā)XW⟩ / ‖X‖² of X (node, 2)."""
        return float((x * (x - self.matrix() @ x) * [self.across, self.up]).sum() / (2 * (x**2).sum()))

    def poster(self):
        """Return the particles after ``still`` steps with their way so far, and the energy over time."""
        steps = round(WINDOW / self.dt)
        run, graph = self.run(max(steps, self.still)), self.graphs[self.graph]
        x, groups = run[self.still], np.array(graph["groups"])
        figure, axes = sheet([["plane", "energy"]], width_ratios=[1.1, 1])
        for i, j in graph["edges"]:
            axes["plane"].plot(*x[[i, j]].T, color=INK, lw=0.9, alpha=0.5)
        axes["plane"].plot(*run[: self.still + 1].transpose(2, 0, 1), color=ORANGE, lw=0.8, alpha=0.6)
        for group in np.unique(groups):
            axes["plane"].scatter(
                *x[groups == group].T, c=groups[groups == group], marker=MARKERS[group], cmap=FIELD_MAP, vmin=0,
                vmax=1, edgecolors=INK, linewidths=0.7, s=70, zorder=2,
            )  # fmt: skip
        axes["plane"].set(xlim=(-2, 2), ylim=(-2, 2), xlabel="feature across", ylabel="feature up")
        times = self.dt * np.arange(0, steps + 1, 10)
        axes["energy"].plot(
            times, [self.energy(places) for places in run[: steps + 1 : 10]], color=ORANGE, lw=2
        )
        line(axes["energy"], horizontal=0)
        line(axes["energy"], vertical=self.still * self.dt)
        axes["energy"].set(xlim=(0, WINDOW), ylim=(-1.5, 1.5), xlabel="time", ylabel=r"energy of $X/\|X\|$")
        return figure


def _placed(edges: list[list[int]], groups: list[int]) -> dict:
    """Return the graph with the first places of its nodes, JSON-ready."""
    first = np.random.default_rng(2).uniform(-1, 1, size=(len(groups), 2)).round(3)
    return {"edges": edges, "groups": groups, "first": first.tolist()}
