"""Diffusion between two groups by attention, from even to sharp. Chapter 6."""

import numpy as np
import traitlets as t

from pdecourse.graphs import Graph, adjacency
from pdecourse.plots import INK, ORANGE
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.drawn_graphs import draw_graph, drawn, graph_of, spring_layout
from pdecourse.widgets.stills import BASICS, colour_bar, line, sheet

MEMBERS = 10
LINKS = 5
END = 60.0


class AttentionTemperature(LiveFigure):
    r"""Diffusion by dot-product attention of sharpness β, the inverse of a temperature, on edges and loops.

    .. math:: \dot x = (A - I)\,x, \qquad
              a_{ij} = \frac{e^{\beta x_i x_j}}{\sum_{k \in N(i) \cup \{i\}} e^{\beta x_i x_k}}

    ``attention`` is computed once, from the first values (GRAND-l), or always, from the present ones (GRAND-nl).
    β = 0 is a random walk; a large β leaves next to nothing for the links between the groups, and their
    difference lasts long: for ever it never lasts on a connected graph. Explicit Euler with step ``dt``.
    Chamberlain et al. (2021), chapter 6.
    """

    figure_name = "attention_temperature"
    _esm = module_source(
        *BASICS, "timeline", "graph_matrices", "eigen", "graph_walk", "graph_view", "attention_temperature"
    )

    sharpness = t.Float(1.0, min=0.0, max=8.0, help="β of the attention").tag(sync=True, state=True)
    attention = t.Enum(("once", "always"), "once", help="when it is computed").tag(sync=True, state=True)
    dt = t.Float(0.1, min=0.01, max=1.0, help="time per step").tag(sync=True, state=True)
    speed = t.Int(2, min=1, max=50, help="steps per frame").tag(sync=True, state=True)
    still = t.Int(150, min=1, max=600, help="steps until the poster").tag(sync=True, state=True)
    features = t.List(t.Float(), help="the first value of every node").tag(sync=True, state=True)
    picture = t.Dict(help="places, edges and groups of the graph").tag(sync=True, state=True)

    @t.default("picture")
    def _picture(self):
        graph, groups = two_groups()
        return drawn(graph, spring_layout(graph), groups)

    @t.default("features")
    def _features(self):
        """Return noise around −0.7 for one group and 0.7 for the other."""
        groups = np.array(self.picture["groups"])
        noise = np.random.default_rng(4).normal(size=len(groups))
        return np.clip(1.4 * groups - 0.7 + 0.35 * noise, -1.0, 1.0).round(3).tolist()

    def matrix(self, x: np.ndarray) -> np.ndarray:
        """Return the attention (node, node) of the values x (node,)."""
        joined = adjacency(graph_of(self.picture)).toarray() + np.eye(len(x))
        weights = joined * np.exp(self.sharpness * np.outer(x, x))
        return weights / weights.sum(axis=1, keepdims=True)

    def run(self, steps: int) -> np.ndarray:
        """Return the values (step 0 … ``steps``, node)."""
        values = [np.array(self.features)]
        attention = self.matrix(values[0])
        for _ in range(steps):
            if self.attention == "always":
                attention = self.matrix(values[-1])
            values.append(values[-1] + self.dt * (attention @ values[-1] - values[-1]))
        return np.array(values)

    def gap(self, x: np.ndarray) -> np.ndarray:
        """Return the mean of group 1 minus that of group 0 of the values x (…, node)."""
        groups = np.array(self.picture["groups"])
        return x[..., groups == 1].mean(axis=-1) - x[..., groups == 0].mean(axis=-1)

    def across(self, attention: np.ndarray) -> float:
        """Return the share of an ``attention`` (node, node) that goes from one group to the other."""
        groups = np.array(self.picture["groups"])
        return float(attention[groups[:, None] != groups].sum() / len(groups))

    def rate(self, x: np.ndarray) -> float:
        """Return 1 − μ₂, the rate of the slowest mode of diffusion by the attention of x (node,)."""
        return float(1 - np.sort(np.linalg.eigvals(self.matrix(x)).real)[-2])

    def poster(self):
        """Return the graph with its attention, and the gap of the groups over time for three sharpnesses."""
        run = self.run(self.still)
        attention = self.matrix(run[-1] if self.attention == "always" else run[0])
        figure, axes = sheet([["graph", "across"], ["graph", "gap"]], width_ratios=[1.35, 1])
        widths = [0.3 + 7 * (attention[i, j] + attention[j, i]) for i, j in self.picture["edges"]]
        points = draw_graph(axes["graph"], self.picture, run[-1], (-1, 1), widths=widths)
        colour_bar(figure, axes["graph"], points, f"values at time {self.still * self.dt:g}")
        sharpness = np.linspace(0, 8, 41)
        others = [AttentionTemperature(**self.state() | {"sharpness": float(beta)}) for beta in sharpness]
        first = np.array(self.features)
        axes["across"].semilogy(
            sharpness, [other.across(other.matrix(first)) for other in others], color=ORANGE
        )
        line(axes["across"], vertical=self.sharpness)
        axes["across"].set(xlim=(0, 8), xlabel=r"sharpness $\beta$", ylabel="attention across")
        for beta, style in (
            (self.sharpness, {"color": ORANGE, "lw": 2.5}),
            (0.0, {"color": INK, "ls": "--"}),
        ):
            widget = AttentionTemperature(**self.state() | {"sharpness": beta})
            times = self.dt * np.arange(round(END / self.dt) + 1)
            gaps = np.abs(widget.gap(widget.run(len(times) - 1)))
            axes["gap"].semilogy(times, np.maximum(gaps, 1e-6), label=rf"$\beta$ = {beta:g}", **style)
        axes["gap"].legend(frameon=False, fontsize=8)
        axes["gap"].set(xlim=(0, END), ylim=(1e-5, 3), xlabel="time", ylabel="gap of the groups")
        return figure


def two_groups() -> tuple[Graph, np.ndarray]:
    """Return a graph of two groups (node,), each connected, with a few links between them."""
    rng = np.random.default_rng(15)
    groups = np.repeat([0, 1], MEMBERS)
    inside = np.triu((groups[:, None] == groups) & (rng.random((2 * MEMBERS,) * 2) < 0.4), 1)
    links = np.stack([rng.permutation(MEMBERS)[:LINKS], MEMBERS + rng.permutation(MEMBERS)[:LINKS]])
    return Graph.from_edges(np.concatenate([np.argwhere(inside).T, links], axis=1), 2 * MEMBERS), groups
