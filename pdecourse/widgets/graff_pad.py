"""Two eigenvalues of W decide which frequency of a graph wins. Chapter 7."""

import numpy as np
import traitlets as t

from pdecourse.dynamics.graff_theory import dominant_frequency
from pdecourse.graphs import load, normalized_adjacency
from pdecourse.plots import INK, ORANGE
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.drawn_graphs import draw_graph, drawn, graph_of, grid_layout, karate_picture
from pdecourse.widgets.stills import BASICS, line, sheet

GRID = (4, 5)
END = 30.0


class GraffPad(LiveFigure):
    r"""GRAFF's linear flow of two channels, one that attracts (λ₊) and one that repels (λ₋), normalised.

    .. math:: \dot X = \bar A X W, \qquad W = \operatorname{diag}(\lambda_+, \lambda_-), \qquad
              E\Big(\frac{X}{\|X\|}\Big) \to \frac{\rho}{2} \iff \lambda_+ < |\lambda_-|\,(\rho - 1), \text{ else } 0

    E is the normalised energy ½⟨X, (I − Ā)X⟩ and ρ its largest frequency, 2 on a bipartite ``graph`` only.
    Di Giovanni et al. (2023), chapter 7.
    """

    figure_name = "graff_pad"
    _esm = module_source(*BASICS, "graph_matrices", "eigen", "graph_view", "graff_pad")

    graph = t.Enum(("karate", "grid"), "karate", help="which graph").tag(sync=True, state=True)
    plus = t.Float(0.5, min=0.0, max=2.0, help="eigenvalue λ₊ of W").tag(sync=True, state=True)
    minus = t.Float(-1.0, min=-2.0, max=0.0, help="eigenvalue λ₋ of W").tag(sync=True, state=True)
    time = t.Float(10.0, min=0.0, max=END, help="time shown in the drawings").tag(sync=True, state=True)
    pictures = t.Dict(help="the graphs: places, edges, groups, first features").tag(sync=True, state=True)

    @t.default("pictures")
    def _pictures(self):
        checkered = np.indices(GRID).sum(axis=0).ravel() % 2
        found = {
            "karate": karate_picture(),
            "grid": drawn(load("grid", shape=GRID), grid_layout(GRID), checkered),
        }
        for picture in found.values():
            first = np.random.default_rng(1).normal(size=(len(picture["positions"]), 2))
            picture["first"] = first.round(3).tolist()
        return found

    def spectrum(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the eigenvalues 1 − λ of Ā, increasing, and its eigenvectors (node, mode)."""
        return np.linalg.eigh(normalized_adjacency(graph_of(self.pictures[self.graph])).toarray())

    @property
    def rho(self) -> float:
        """The largest frequency ρ."""
        return float(1 - self.spectrum()[0][0])

    def features(self, time: float) -> np.ndarray:
        """Return X / ‖X‖ (node, 2) at ``time``, exactly."""
        values, vectors = self.spectrum()
        rates = np.outer(values, [self.plus, self.minus])
        first = vectors.T @ np.array(self.pictures[self.graph]["first"])
        x = vectors @ (np.exp((rates - rates.max()) * time) * first)
        return x / np.linalg.norm(x)

    def energy(self, x: np.ndarray) -> float:
        """Return ½⟨X, (I − Ā)X⟩ of X (node, 2)."""
        values, vectors = self.spectrum()
        return float((1 - values) @ ((vectors.T @ x) ** 2).sum(axis=1) / 2)

    def winner(self) -> str:
        """Return ``"high"`` or ``"low"``, by the theorem."""
        return dominant_frequency(np.diag([self.plus, self.minus]), self.rho)

    def poster(self):
        """Return both channels on the graph, the plane with its border, and the energy over time."""
        x = self.features(self.time)
        figure, axes = sheet([["plus", "plane"], ["minus", "energy"]], width_ratios=[1.2, 1])
        for name, column, label in (("plus", 0, r"\lambda_+"), ("minus", 1, r"\lambda_-")):
            draw_graph(
                axes[name], self.pictures[self.graph], x[:, column] / np.abs(x).max(), (-1, 1), size=50
            )
            axes[name].set_title(rf"channel of ${label}$, time {self.time:g}", fontsize=9)
        end = 2 * (self.rho - 1)
        axes["plane"].fill([0, end, 0], [0, -2, -2], color=ORANGE, alpha=0.15, lw=0)
        axes["plane"].plot([0, end], [0, -2], "--", color=INK, lw=1.2)
        axes["plane"].plot(self.plus, self.minus, "o", ms=10, color=ORANGE, mec="white")
        axes["plane"].text(1.3, -0.3, "low wins", fontsize=9, color=INK)
        axes["plane"].text(0.05, -1.9, "high wins", fontsize=9, color=INK)
        axes["plane"].set(
            xlim=(0, 2), ylim=(-2, 0), xlabel=r"attraction $\lambda_+$", ylabel=r"repulsion $\lambda_-$"
        )
        times = np.linspace(0, END, 121)
        axes["energy"].plot(times, [self.energy(self.features(time)) for time in times], color=ORANGE, lw=2)
        axes["energy"].axhline(self.rho / 2, ls="--", color=INK, lw=1)
        line(axes["energy"], vertical=self.time)
        axes["energy"].set(xlim=(0, END), ylim=(0, 1.05), xlabel="time", ylabel=r"energy of $X/\|X\|$")
        return figure
