"""Explicit Euler on a graph whose step can be raised through the graph's own limit. Chapter 6."""

import numpy as np
import traitlets as t

from pdecourse.graphs import adjacency, load
from pdecourse.plots import INK, ORANGE
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.drawn_graphs import (
    draw_graph,
    drawn,
    graph_of,
    grid_layout,
    karate_picture,
    noisy_groups,
)
from pdecourse.widgets.stills import BASICS, colour_bar, line, sheet

GRID = (3, 5)


class GraphStep(LiveFigure):
    r"""Explicit Euler with step ``tau`` for diffusion by a matrix A whose rows sum to 1.

    .. math:: x^{n+1} = (1 - \tau)\,x^n + \tau A x^n, \qquad A = (D + wI)^{-1}(A_0 + wI)

    The mode with eigenvalue μ of A is multiplied by 1 − τ(1 − μ): the lowest flips beyond 1/(1 − μ_min) and
    grows beyond 2/(1 − μ_min). ``graph`` is the karate club, with w = 0 or (``loops``) w = 1, or a bipartite grid,
    where μ_min = −1. Entries of the matrix of a step are non-negative up to 1/(1 − min a_ii).
    Chamberlain et al. (2021), chapter 6.
    """

    figure_name = "graph_step"
    _esm = module_source(
        *(*BASICS, "timeline", "slider_marks", "graph_matrices", "eigen", "graph_walk"),
        *("graph_view", "graph_step"),
    )

    graph = t.Enum(("karate", "loops", "grid"), "karate", help="which graph").tag(sync=True, state=True)
    tau = t.Float(0.5, min=0.05, max=1.6, help="step τ").tag(sync=True, state=True)
    speed = t.Int(4, min=1, max=6, help="steps per second; faster flips would flash").tag(
        sync=True, state=True
    )
    still = t.Int(6, min=1, max=60, help="steps until the poster").tag(sync=True, state=True)
    pictures = t.Dict(help="the graphs: places, edges, groups, weight of loops, first values").tag(
        sync=True, state=True
    )

    @t.default("pictures")
    def _pictures(self):
        club = karate_picture()
        checkered = np.indices(GRID).sum(axis=0).ravel() % 2
        grid = drawn(load("grid", shape=GRID), grid_layout(GRID), checkered)
        left = np.indices(GRID)[1].ravel() >= GRID[1] / 2
        return {
            "karate": club | {"loops": 0, "first": noisy_groups(club["groups"])},
            "loops": club | {"loops": 1, "first": noisy_groups(club["groups"])},
            "grid": grid | {"loops": 0, "first": noisy_groups(left)},
        }

    def matrix(self) -> np.ndarray:
        """Return A (node, node)."""
        a = self._weights()
        return a / a.sum(axis=1, keepdims=True)

    def eigenvalues(self) -> np.ndarray:
        """Return the eigenvalues μ of A, increasing."""
        root = np.sqrt(self._weights().sum(axis=1))
        return np.linalg.eigvalsh(self._weights() / np.outer(root, root))

    def limits(self) -> tuple[float, float]:
        """Return the largest τ at which a step takes means, and the largest at which no mode grows."""
        return float(1 / (1 - self.matrix().diagonal().min())), float(2 / (1 - self.eigenvalues()[0]))

    def run(self, steps: int) -> np.ndarray:
        """Return the values (step 0 … ``steps``, node)."""
        values = [np.array(self.pictures[self.graph]["first"])]
        for _ in range(steps):
            values.append(values[-1] + self.tau * (self.matrix() @ values[-1] - values[-1]))
        return np.array(values)

    def deviation(self, x: np.ndarray) -> np.ndarray:
        """Return the standard deviation of x (…, node), nodes weighted by the row sums of A₀ + wI."""
        share = self._weights().sum(axis=1) / self._weights().sum()
        return np.sqrt((x - (x @ share)[..., None]) ** 2 @ share)

    def _weights(self) -> np.ndarray:
        picture = self.pictures[self.graph]
        a = adjacency(graph_of(picture)).toarray()
        return a + picture["loops"] * np.eye(len(a))

    def poster(self):
        """Return the graph after ``still`` steps, the factors of all modes, and the deviation step by step."""
        run, (_, limit) = self.run(60), self.limits()
        figure, axes = sheet([["graph", "factors"], ["graph", "deviation"]], width_ratios=[1.25, 1])
        points = draw_graph(axes["graph"], self.pictures[self.graph], run[self.still], (-1, 1))
        colour_bar(figure, axes["graph"], points, f"values after {self.still} steps of {self.tau:g}")
        tau, mu = np.array([0, 1.6]), self.eigenvalues()[:-1]
        factors = 1 - np.outer(tau, 1 - mu)
        axes["factors"].axhspan(-1, 1, color=ORANGE, alpha=0.12, lw=0)
        axes["factors"].plot(tau, factors, color=INK, lw=0.6, alpha=0.6)
        axes["factors"].plot(tau, factors[:, [0, -1]], color=ORANGE, lw=2)
        axes["factors"].plot(
            [self.tau] * 2, 1 - self.tau * (1 - mu[[0, -1]]), "o", ms=8, color=ORANGE, mec="white"
        )
        line(axes["factors"], vertical=limit)
        axes["factors"].text(limit + 0.02, -1.9, f"limit {limit:.3f}", fontsize=9, color=INK)
        axes["factors"].set(xlim=tau, ylim=(-2, 1), xlabel=r"step $\tau$", ylabel="factor per step")
        axes["deviation"].semilogy(np.maximum(self.deviation(run), 1e-12), color=ORANGE, lw=2)
        line(axes["deviation"], horizontal=1)
        axes["deviation"].set(xlim=(0, 60), ylim=(1e-5, 1e3), xlabel="step", ylabel="deviation")
        return figure
