"""Heat on the karate club, with a reaction to switch on. Chapter 8."""

import numpy as np
import traitlets as t

from pdecourse.graphs import dirichlet_energy, laplacian
from pdecourse.plots import INK, ORANGE
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.drawn_graphs import draw_graph, graph_of, karate_picture, noisy_groups
from pdecourse.widgets.stills import BASICS, colour_bar, line, sheet

LASTS = 40.0
STYLES = {
    "none": {"color": INK, "ls": "--"},
    "allen_cahn": {"color": ORANGE, "lw": 2.5},
    "source": {"color": INK, "lw": 1.2, "alpha": 0.6},
}


class GraphReaction(LiveFigure):
    r"""One feature per member of the karate club, diffusion by L = I − D⁻¹A and a ``reaction`` of ``strength`` r.

    .. math:: \dot x = -Lx + R(x, x_0), \qquad R = 0, \quad r\,(x - x^3), \quad r\,(x_0 - x)

    Near a uniform state the mode with eigenvalue λ of L grows at the rate σ(λ) = −λ, r − λ (near 0; −2r − λ near
    ±1) or −λ − r. Explicit Euler with step ``dt``. Allen & Cahn (1979), Chamberlain et al. (2021), chapter 8.
    """

    figure_name = "graph_reaction"
    _esm = module_source(
        *(*BASICS, "timeline", "slider_marks", "graph_matrices", "eigen", "graph_walk"),
        *("graph_view", "graph_reaction"),
    )

    reaction = t.Enum(tuple(STYLES), "none", help="which reaction").tag(sync=True, state=True)
    strength = t.Float(0.7, min=0.0, max=1.5, help="strength r of the reaction").tag(sync=True, state=True)
    dt = t.Float(0.05, min=0.001, max=0.2, help="time per step").tag(sync=True, state=True)
    speed = t.Int(2, min=1, max=50, help="steps per frame").tag(sync=True, state=True)
    still = t.Int(800, min=1, max=4000, help="steps until the poster").tag(sync=True, state=True)
    features = t.List(t.Float(), minlen=34, maxlen=34, help="first value of every member").tag(
        sync=True, state=True
    )
    picture = t.Dict(help="places, edges and groups of the club").tag(sync=True, state=True)

    @t.default("features")
    def _features(self):
        return noisy_groups(self.picture["groups"])

    @t.default("picture")
    def _picture(self):
        return karate_picture()

    def laplacian(self) -> np.ndarray:
        """Return I − D⁻¹A (node, node)."""
        return laplacian(graph_of(self.picture), "random_walk").toarray()

    def eigenvalues(self) -> np.ndarray:
        """Return the eigenvalues λ of I − D⁻¹A, increasing."""
        return np.linalg.eigvalsh(laplacian(graph_of(self.picture), "symmetric").toarray())

    def growth_rate(self, eigenvalue, near: float = 0.0):
        """Return σ(λ) at the uniform state ``near``."""
        slopes = {"none": 0.0, "allen_cahn": self.strength * (1 - 3 * near**2), "source": -self.strength}
        return slopes[self.reaction] - np.asarray(eigenvalue)

    def react(self, x: np.ndarray) -> np.ndarray:
        """Return R(x, x₀) of the values x (node,)."""
        if self.reaction == "none":
            return np.zeros_like(x)
        if self.reaction == "allen_cahn":
            return self.strength * (x - x**3)
        return self.strength * (np.array(self.features) - x)

    def run(self, steps: int, x: np.ndarray | None = None) -> np.ndarray:
        """Return the values (step 0 … ``steps``, node), from ``x`` (default: the first values)."""
        values = [np.array(self.features if x is None else x, dtype=float)]
        spread = self.laplacian()
        for _ in range(steps):
            values.append(values[-1] + self.dt * (self.react(values[-1]) - spread @ values[-1]))
        return np.array(values)

    def energy(self, x: np.ndarray) -> np.ndarray:
        """Return ½ Σ (x_i − x_j)² over the edges, of values x (…, node)."""
        graph = graph_of(self.picture)
        return np.apply_along_axis(lambda values: dirichlet_energy(graph, values, "combinatorial"), -1, x)

    def with_reaction(self, reaction: str) -> "GraphReaction":
        """Return this figure with another reaction."""
        return GraphReaction(**self.state() | {"reaction": reaction})

    def poster(self):
        """Return the club after ``still`` steps, σ at its eigenvalues, and the energy under every reaction."""
        figure, axes = sheet([["graph", "rates"], ["graph", "energy"]], width_ratios=[1.25, 1])
        points = draw_graph(axes["graph"], self.picture, self.run(self.still)[-1], (-1, 1))
        colour_bar(figure, axes["graph"], points, f"values at time {self.still * self.dt:g}")
        eigenvalues = self.eigenvalues()
        rates = self.growth_rate(eigenvalues)
        axes["rates"].plot([0, 2], self.growth_rate([0, 2]), color=ORANGE)
        if self.reaction == "allen_cahn":
            axes["rates"].plot([0, 2], self.growth_rate([0, 2], near=1.0), "--", color=INK, lw=1.2)
            axes["rates"].text(0.05, -3.9, r"dashed: near $\pm1$", fontsize=9, color=INK)
        for grows, style in ((rates > 0, {"color": ORANGE}), (rates <= 0, {"mfc": "white", "mec": INK})):
            axes["rates"].plot(eigenvalues[grows], rates[grows], "o", ms=6, **style)
        line(axes["rates"], horizontal=0)
        axes["rates"].set(
            xlim=(-0.03, 2),
            ylim=(-4.2, 1.6),
            xlabel=r"eigenvalue $\lambda$",
            ylabel=r"rate $\sigma(\lambda)$",
        )
        steps = round(LASTS / self.dt)
        for reaction, style in STYLES.items():
            energies = self.energy(self.with_reaction(reaction).run(steps)[::10])
            label = {"none": "diffusion alone", "allen_cahn": "Allen–Cahn"}.get(reaction, reaction)
            axes["energy"].semilogy(self.dt * np.arange(0, steps + 1, 10), energies, label=label, **style)
        axes["energy"].legend(frameon=False, fontsize=8)
        axes["energy"].set(xlim=(0, LASTS), xlabel="time", ylabel="Dirichlet energy")
        return figure
