"""The eigenvectors of three graphs' Laplacians, one after the other. Chapter 4."""

import numpy as np
import traitlets as t

from pdecourse.graphs import Spectrum, load, spectrum
from pdecourse.plots import INK, ORANGE
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.drawn_graphs import draw_graph, drawn, graph_of, grid_layout, karate_picture
from pdecourse.widgets.stills import BASICS, colour_bar, line, sheet

PATH = 20
GRID = (5, 7)


class GraphModes(LiveFigure):
    r"""Eigenvector number ``mode`` of the Laplacian of a path, a grid or the karate club, and the spectrum.

    .. math:: L \phi_k = \lambda_k \phi_k, \qquad
              \text{path: } \phi_{ik} \propto \cos\frac{\pi k (i + 1/2)}{n}, \quad k = 0, \dots, n - 1

    On the path and the grid the cosines of chapter 1 come back; on the club mode 1, Fiedler's vector, finds the
    two sides of the quarrel. Fiedler (1973), Zachary (1977), chapter 4.
    """

    figure_name = "graph_modes"
    _esm = module_source(*BASICS, "graph_matrices", "eigen", "graph_view", "graph_modes")

    graph = t.Enum(("path", "grid", "karate"), "path", help="which graph").tag(sync=True, state=True)
    mode = t.Int(1, min=0, max=34, help="number of the eigenvector, from 0").tag(sync=True, state=True)
    pictures = t.Dict(help="the graphs: places, edges, groups").tag(sync=True, state=True)

    @t.default("pictures")
    def _pictures(self):
        row = np.stack([np.arange(PATH), np.zeros(PATH)], axis=1)
        return {
            "path": drawn(load("path", num_nodes=PATH), row),
            "grid": drawn(load("grid", shape=GRID), grid_layout(GRID)),
            "karate": karate_picture(),
        }

    def spectrum(self) -> Spectrum:
        """Return all eigenvalues and eigenvectors of the present graph's Laplacian."""
        return spectrum(graph_of(self.pictures[self.graph]))

    def agreement(self) -> int:
        """Return how many nodes the sign of the present eigenvector puts on the side of their own group."""
        positive = self.spectrum().eigenvectors[:, self.mode] > 0
        same = int((positive == np.array(self.pictures[self.graph]["groups"])).sum())
        return max(same, len(positive) - same)

    def poster(self):
        """Return the drawing in the colours of the eigenvector, its values node by node, and the spectrum."""
        modes = self.spectrum()
        mode = min(self.mode, len(modes.eigenvalues) - 1)
        vector = modes.eigenvectors[:, mode]
        shown = vector / np.abs(vector).max()
        figure, axes = sheet([["graph", "values"], ["graph", "spectrum"]], width_ratios=[1.25, 1])
        points = draw_graph(axes["graph"], self.pictures[self.graph], shown, (-1, 1))
        colour_bar(figure, axes["graph"], points, "eigenvector, largest entry ±1")
        line(axes["values"], horizontal=0)
        axes["values"].vlines(np.arange(len(shown)), 0, shown, color=ORANGE, lw=1.5)
        axes["values"].plot(shown, "o", ms=4, color=ORANGE)
        axes["values"].set(ylim=(-1.15, 1.15), xlabel="node $i$", ylabel=rf"$\phi_{{{mode}}}$")
        axes["spectrum"].plot(modes.eigenvalues, "o", ms=4, mfc="white", mec=INK)
        axes["spectrum"].plot(mode, modes.eigenvalues[mode], "o", ms=9, color=ORANGE, mec="white")
        axes["spectrum"].set(xlabel="mode $k$", ylabel=r"eigenvalue $\lambda_k$")
        return figure
