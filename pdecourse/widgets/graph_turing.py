"""An activator and its substrate on a small graph: patterns begin at an eigenvalue of the graph. Chapter 8."""

import numpy as np
import traitlets as t

from pdecourse.graphs import Graph, laplacian, load
from pdecourse.kinetics import Schnakenberg
from pdecourse.plots import INK, ORANGE
from pdecourse.turing import SteadyState, analyze
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.drawn_graphs import (
    draw_graph,
    drawn,
    graph_of,
    grid_layout,
    karate_picture,
    ring_layout,
    spring_layout,
)
from pdecourse.widgets.stills import BASICS, colour_bar, line, sheet

GRID = (4, 7)
MOST = 40.0
SHOWN = (0.0, 3.0)


class GraphTuring(LiveFigure):
    r"""The Schnakenberg reaction on the nodes of a ``graph``; links pass on u at the rate ε and v at the rate εd.

    .. math:: \dot u = f(u, v) - \varepsilon L u, \qquad \dot v = g(u, v) - \varepsilon d\, L v

    The mode with eigenvalue λ of L grows if ελ lies in the band of chapter 3, so a pattern begins at the lowest of
    the ratios d at which the band reaches an eigenvalue. ``coupling`` is ε. Each run starts from noise of 1 % and
    takes diffusion implicitly: IMEX Euler with step ``dt``. Nakao & Mikhailov (2010), chapter 8.
    """

    figure_name = "graph_turing"
    _esm = module_source(
        *(*BASICS, "timeline", "slider_marks", "schnakenberg", "graph_matrices", "eigen"),
        *("graph_view", "graph_turing"),
    )

    graph = t.Enum(("karate", "ring", "grid", "hubs"), "karate", help="which graph").tag(
        sync=True, state=True
    )
    d = t.Float(12.0, min=1.0, max=MOST, help="ratio of diffusion D_v/D_u").tag(sync=True, state=True)
    coupling = t.Float(1.0, min=0.1, max=2.0, help="rate ε at which links pass on u").tag(
        sync=True, state=True
    )
    dt = t.Float(0.05, min=0.001, max=0.1, help="time per step").tag(sync=True, state=True)
    speed = t.Int(20, min=1, max=400, help="steps per frame").tag(sync=True, state=True)
    still = t.Int(6000, min=1, max=10_000, help="steps until the poster").tag(sync=True, state=True)
    pictures = t.Dict(help="the graphs: places, edges, groups, noise of u and of v").tag(
        sync=True, state=True
    )

    @t.default("pictures")
    def _pictures(self):
        ring, grid = load("ring", num_nodes=16), load("grid", shape=GRID)
        hubs = load("barabasi_albert", num_nodes=30, attached=2)
        pictures = {
            "karate": karate_picture(),
            "ring": drawn(ring, ring_layout(16)),
            "grid": drawn(grid, grid_layout(GRID)),
            "hubs": drawn(hubs, spring_layout(hubs)),
        }
        return {name: picture | {"noise": _noise(picture)} for name, picture in pictures.items()}

    def network(self) -> Graph:
        """Return the graph."""
        return graph_of(self.pictures[self.graph])

    def eigenvalues(self) -> np.ndarray:
        """Return ελ for the eigenvalues λ of L = D − A, increasing: what takes the place of k²."""
        return self.coupling * np.linalg.eigvalsh(laplacian(self.network()).toarray())

    def uniform_state(self, d: float | None = None) -> SteadyState:
        """Return the checker's verdict on the uniform state at the ratio ``d`` (default: the present one)."""
        ratio = self.d if d is None else d
        return analyze(Schnakenberg(), (1.0, ratio), eigenvalues=self.eigenvalues()).states[0]

    def onsets(self) -> np.ndarray:
        """Return, for each eigenvalue, the ratio d beyond which its mode grows; infinite if it never does.

        det(J − q diag(1, d)) is linear in d, so it changes its sign once.
        """
        state = self.uniform_state()
        (fu, _), (_, gv) = state.jacobian
        q = self.eigenvalues()
        within = (q > 1e-9) & (q < fu)
        inside = np.where(within, q, fu / 2)
        return np.where(within, (state.determinant - gv * inside) / (inside * (fu - inside)), np.inf)

    def initial(self) -> np.ndarray:
        """Return the uniform state with noise of 1 %, (node, 2)."""
        return self.uniform_state().values * (1 + np.array(self.pictures[self.graph]["noise"]).T)

    def run(self, steps: int, every: int = 1) -> np.ndarray:
        """Return the states (saved, node, 2) after 0, ``every``, 2 ``every`` … steps, up to ``steps``."""
        kinetics, matrix = Schnakenberg(), laplacian(self.network()).toarray()
        rates = self.coupling * np.array([1.0, self.d])[:, None, None]
        implicit = np.linalg.inv(np.eye(len(matrix)) + self.dt * rates * matrix)
        state = self.initial().T
        saved = [state.T]
        for step in range(1, steps + 1):
            known = state + self.dt * np.stack(kinetics.rates(*state, *kinetics.params))
            state = (implicit @ known[..., None])[..., 0]
            if step % every == 0:
                saved.append(state.T)
        return np.array(saved)

    def poster(self):
        """Return u on the graph after ``still`` steps, σ at its eigenvalues, and where every mode begins to grow."""
        final = self.run(self.still, every=self.still)[-1]
        figure, axes = sheet([["graph", "rates"], ["graph", "onsets"]], width_ratios=[1.25, 1])
        points = draw_graph(axes["graph"], self.pictures[self.graph], final[:, 0], SHOWN)
        colour_bar(figure, axes["graph"], points, f"activator $u$ at time {self.still * self.dt:g}")
        q, onsets, state = self.eigenvalues(), self.onsets(), self.uniform_state()
        rates = state.growth_rate(np.sqrt(np.maximum(q, 0)))
        place = np.linspace(0, 1, 201)
        axes["rates"].plot(place, state.growth_rate(np.sqrt(place)), color=ORANGE)
        curve = np.linspace(0.02, 0.78, 200)
        axes["onsets"].plot(curve, (1 + curve) / (curve * (0.8 - curve)), color=ORANGE)
        for grows, style in ((rates > 0, {"color": ORANGE}), (rates <= 0, {"mfc": "white", "mec": INK})):
            axes["rates"].plot(q[grows], rates[grows], "o", ms=6, **style)
            axes["onsets"].plot(q[grows], onsets[grows], "o", ms=6, **style)
        line(axes["rates"], horizontal=0)
        line(axes["onsets"], horizontal=self.d)
        axes["onsets"].text(0.02, self.d - 2.6, f"$d = {self.d:g}$", fontsize=9, color=INK)
        label = r"$\varepsilon\lambda$"
        axes["rates"].set(xlim=(-0.02, 1), ylim=(-0.6, 0.3), xlabel=label, ylabel=r"rate $\sigma$")
        axes["onsets"].set(xlim=(-0.02, 1), ylim=(0, MOST), xlabel=label, ylabel="grows beyond $d$")
        return figure


def _noise(picture: dict) -> list[list[float]]:
    """Return 1 % of noise for u and for v of every node."""
    noise = 0.01 * np.random.default_rng(0).standard_normal((2, len(picture["positions"])))
    return noise.round(5).tolist()
