"""The karate club's features, propagated up to 64 times: they collapse. Chapter 5."""

import numpy as np
import traitlets as t

from pdecourse.graphs import Graph, dirichlet_energy, load, normalized_adjacency, second_modulus
from pdecourse.plots import FIELD_MAP, INK, ORANGE
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.drawn_graphs import MARKERS
from pdecourse.widgets.stills import BASICS, line, sheet

DEEPEST = 64


class KarateDepth(LiveFigure):
    r"""Two ``features`` per member after ``depth`` products with the propagation matrix.

    .. math:: X^{(L)} = \tilde A^L X^{(0)}, \qquad \tilde A = \tilde D^{-1/2}(A + I)\tilde D^{-1/2}, \qquad
              E(X^{(L)}) \le \mu^{2L} E(X^{(0)})

    E is the normalised energy ½⟨X, (I − Ã)X⟩ and μ the second largest modulus of an eigenvalue of Ã. Features
    end on a line, each member at a distance proportional to √(degree + 1). With ``normalization`` random_walk,
    D̃⁻¹(A + I) takes the place of Ã; then all become equal and the bound holds for the raw energy ½⟨X, LX⟩.
    Oono & Suzuki (2020), Cai & Wang (2020), chapter 5.
    """

    figure_name = "karate_depth"
    _esm = module_source(*BASICS, "graph_matrices", "eigen", "graph_view", "karate_depth")

    depth = t.Int(0, min=0, max=DEEPEST, help="number of products").tag(sync=True, state=True)
    normalization = t.Enum(("symmetric", "random_walk"), "symmetric", help="of the propagation").tag(
        sync=True, state=True
    )
    features = t.List(
        t.List(t.Float(), minlen=2, maxlen=2), minlen=34, maxlen=34, help="two numbers per member"
    ).tag(sync=True, state=True)
    picture = t.Dict(help="edges of the club, and the club each member joined").tag(sync=True, state=True)

    @t.default("features")
    def _features(self):
        """Return noise around (−1, 1) for one club and (1, 1) for the other."""
        centre = np.stack([2 * load("karate").y.numpy() - 1, np.ones(34)], axis=1)
        return np.round(centre + 0.5 * np.random.default_rng(0).normal(size=(34, 2)), 3).tolist()

    @t.default("picture")
    def _picture(self):
        club = load("karate")
        return {"edges": club.edges.T.tolist(), "groups": club.y.tolist()}

    def graph(self) -> Graph:
        """Return the club."""
        return load("karate")

    def layers(self) -> np.ndarray:
        """Return the features (depth 0 … 64, node, 2)."""
        matrix = normalized_adjacency(self.graph(), self.normalization, self_loops=True)
        found = [np.array(self.features)]
        for _ in range(DEEPEST):
            found.append(matrix @ found[-1])
        return np.array(found)

    def energies(self) -> dict[str, np.ndarray]:
        """Return the ``"normalised"`` and the ``"raw"`` energy and the ``"bound"``, each (depth 0 … 64,)."""
        kinds = {"normalised": "symmetric", "raw": "combinatorial"}
        found = {
            name: np.array([dirichlet_energy(self.graph(), x, kind, self_loops=True) for x in self.layers()])
            for name, kind in kinds.items()
        }
        falling = found["normalised" if self.normalization == "symmetric" else "raw"]
        bound = falling[0] * second_modulus(self.graph()) ** (2 * np.arange(DEEPEST + 1))
        return found | {"bound": bound}

    def limit(self) -> np.ndarray:
        """Return what the features (node, 2) tend to."""
        weight = self.graph().degree.numpy() + 1.0
        x = np.array(self.features)
        if self.normalization == "random_walk":
            return np.tile(weight @ x / weight.sum(), (34, 1))
        root = np.sqrt(weight / weight.sum())
        return np.outer(root, root @ x)

    def poster(self):
        """Return the features as points, against √(degree + 1), and the energies against depth."""
        x, energies = self.layers()[self.depth], self.energies()
        root = np.sqrt(self.graph().degree.numpy() + 1.0)
        figure, axes = sheet([["points", "degree"], ["points", "energy"]], width_ratios=[1.25, 1])
        limit = self.limit()
        groups = self.graph().y.numpy()
        for across, place in ((x[:, 0], "points"), (root, "degree")):
            ends = limit[:, 0] if place == "points" else root
            axes[place].plot(ends, limit[:, 1], color=INK, lw=1, alpha=0.6)
            for group in (0, 1):
                here = groups == group
                axes[place].scatter(
                    across[here], x[here, 1], c=groups[here], marker=MARKERS[group], cmap=FIELD_MAP,
                    vmin=0, vmax=1, edgecolors=INK, linewidths=0.7, s=40, zorder=2,
                )  # fmt: skip
        axes["points"].set(xlim=(-2.5, 2.5), ylim=(-0.5, 3), xlabel="feature 1", ylabel="feature 2")
        axes["degree"].set(
            xlim=(1, 4.5), ylim=(-0.5, 3), xlabel=r"$\sqrt{\mathrm{degree} + 1}$", ylabel="feature 2"
        )
        axes["energy"].semilogy(energies["normalised"], color=ORANGE, lw=2, label="normalised")
        axes["energy"].semilogy(energies["raw"], color=INK, ls="--", lw=1.5, label="raw")
        axes["energy"].semilogy(energies["bound"], color=INK, lw=1, alpha=0.6, label=r"bound $\mu^{2L} E(0)$")
        axes["energy"].legend(frameon=False, fontsize=8)
        line(axes["energy"], vertical=self.depth)
        axes["energy"].set(xlim=(0, DEEPEST), xlabel="depth $L$", ylabel="Dirichlet energy")
        return figure
