"""The weight of self-loops moves the eigenvalues of propagation: alternation ends, mixing slows. Chapter 5."""

import numpy as np
import traitlets as t

from pdecourse.graphs import adjacency, load
from pdecourse.plots import FIELD_MAP, INK, ORANGE
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.drawn_graphs import (
    draw_graph,
    drawn,
    graph_of,
    grid_layout,
    karate_picture,
    ring_layout,
)
from pdecourse.widgets.stills import BASICS, line, sheet

STEPS = 24
RING = 12
GRID = (3, 5)


class SelfLoops(LiveFigure):
    r"""Propagation with self-loops of ``weight`` w on an even ring, a grid (both bipartite) or the karate club.

    .. math:: \tilde A_w = (D + wI)^{-1/2}(A + wI)(D + wI)^{-1/2}, \qquad
              \text{ring: } \mu_k = \frac{w + 2\cos(2\pi k/n)}{w + 2}

    It starts in the lowest mode of w = 0. On a bipartite graph that mode has μ = −1 and changes its sign in
    every step for ever; any w > 0 ends it, and raises the second eigenvalue too, so smooth modes decay more
    slowly. Wu et al. (2019), chapter 5.
    """

    figure_name = "self_loops"
    _esm = module_source(*BASICS, "graph_matrices", "eigen", "graph_view", "self_loops")

    graph = t.Enum(("ring", "grid", "karate"), "ring", help="which graph").tag(sync=True, state=True)
    weight = t.Float(0.0, min=0.0, max=2.0, help="w of every self-loop").tag(sync=True, state=True)
    step = t.Int(0, min=0, max=STEPS, help="number of products shown").tag(sync=True, state=True)
    pictures = t.Dict(help="the graphs: places, edges, groups").tag(sync=True, state=True)

    @t.default("pictures")
    def _pictures(self):
        return {
            "ring": drawn(load("ring", num_nodes=RING), ring_layout(RING), np.arange(RING) % 2),
            "grid": drawn(
                load("grid", shape=GRID), grid_layout(GRID), np.indices(GRID).sum(axis=0).ravel() % 2
            ),
            "karate": karate_picture(),
        }

    def matrix(self, weight: float | None = None) -> np.ndarray:
        """Return Ã (node, node) with loops of ``weight`` (default: the present one)."""
        a = adjacency(graph_of(self.pictures[self.graph])).toarray()
        a = a + (self.weight if weight is None else weight) * np.eye(len(a))
        root = np.sqrt(a.sum(axis=1))
        return a / np.outer(root, root)

    def eigenvalues(self, weight: float | None = None) -> np.ndarray:
        """Return the eigenvalues of Ã in increasing order."""
        return np.linalg.eigvalsh(self.matrix(weight))

    def run(self) -> np.ndarray:
        """Return the values (step 0 … 24, node) that begin in the lowest mode without loops."""
        lowest = np.linalg.eigh(self.matrix(0.0))[1][:, 0]
        first = lowest / lowest[np.argmax(np.abs(lowest) > (1 - 1e-6) * np.abs(lowest).max())]
        values = [first]
        for _ in range(STEPS):
            values.append(self.matrix() @ values[-1])
        return np.array(values)

    def poster(self):
        """Return the graph, the values of all nodes step by step, and the eigenvalues against the weight."""
        run = self.run()
        figure, axes = sheet([["graph", "eigenvalues"], ["strip", "eigenvalues"]], width_ratios=[1.25, 1])
        draw_graph(axes["graph"], self.pictures[self.graph], run[self.step], (-1, 1))
        axes["strip"].imshow(run.T, cmap=FIELD_MAP, vmin=-1, vmax=1, aspect="auto", interpolation="nearest")
        axes["strip"].set(xlabel="step", ylabel="node")
        weights = np.linspace(0, 2, 81)
        values = np.array([self.eigenvalues(weight) for weight in weights])
        axes["eigenvalues"].plot(weights, values, color=INK, lw=0.8, alpha=0.7)
        axes["eigenvalues"].plot(weights, values[:, [0, -2]], color=ORANGE, lw=2)
        present = self.eigenvalues()
        axes["eigenvalues"].plot(np.full(len(present), self.weight), present, "o", ms=5, mfc="white", mec=INK)
        axes["eigenvalues"].plot([self.weight] * 2, present[[0, -2]], "o", ms=8, color=ORANGE, mec="white")
        line(axes["eigenvalues"], horizontal=0)
        axes["eigenvalues"].set(
            xlim=(0, 2), ylim=(-1.08, 1.08), xlabel="weight of self-loops", ylabel="eigenvalues"
        )
        return figure
