"""Two clusters joined by a bridge, to draw on and to cut, with heat flowing on them. Chapter 4."""

import numpy as np
import traitlets as t

from pdecourse.graphs import Graph, spectral_filter, spectrum
from pdecourse.plots import INK, ORANGE
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.drawn_graphs import draw_graph, graph_of
from pdecourse.widgets.stills import BASICS, colour_bar, sheet

LEFT = [[0.38, 0.52], [0.27, 0.88], [0.08, 0.78], [0.02, 0.4], [0.14, 0.08], [0.32, 0.15]]
RIGHT = [[0.62, 0.48], [0.7, 0.85], [0.91, 0.9], [0.98, 0.55], [0.88, 0.12], [0.68, 0.1]]
CLUSTER = [[0, 1], [0, 5], [1, 2], [2, 3], [3, 4], [4, 5], [0, 2], [1, 3], [3, 5]]
BRIDGE = [0, 6]


class GraphCut(LiveFigure):
    r"""Heat on a graph the reader draws: nodes at ``positions`` in the unit square, joined by ``edges``.

    .. math:: \dot u = -L u, \qquad \|u(t) - \bar u\| \le e^{-\lambda_2 t} \|u(0) - \bar u\|

    It starts hot left of the middle and cold right of it. Cutting the only edge between two parts makes
    λ₂ = 0, and they keep their own means for ever. Fiedler (1973), chapter 4.
    """

    figure_name = "graph_cut"
    _esm = module_source(*BASICS, "timeline", "graph_matrices", "eigen", "graph_view", "graph_cut")

    positions = t.List(
        t.List(t.Float(min=0, max=1), minlen=2, maxlen=2), minlen=2, maxlen=40,
        help="places [x, y] of the nodes in the unit square",
    ).tag(sync=True, state=True)  # fmt: skip
    edges = t.List(t.List(t.Int(min=0), minlen=2, maxlen=2), help="pairs of nodes, each edge once").tag(
        sync=True, state=True
    )
    dt = t.Float(0.05, min=0.001, max=1.0, help="time per step").tag(sync=True, state=True)
    speed = t.Int(2, min=1, max=50, help="steps per frame").tag(sync=True, state=True)
    still = t.Int(100, min=1, max=1200, help="steps until the poster").tag(sync=True, state=True)

    @t.default("positions")
    def _positions(self):
        return [*LEFT, *RIGHT]

    @t.default("edges")
    def _edges(self):
        return [*CLUSTER, *([a + 6, b + 6] for a, b in CLUSTER), BRIDGE]

    @t.validate("edges")
    def _simple(self, proposal):
        pairs = {frozenset(edge) for edge in proposal["value"]}
        nodes = {node for pair in pairs for node in pair}
        if (
            len(pairs) < len(proposal["value"])
            or any(len(pair) != 2 for pair in pairs)
            or not nodes <= set(range(len(self.positions)))
        ):
            raise t.TraitError(
                f"edges {proposal['value']}; wanted pairs of two different nodes from 0 to "
                f"{len(self.positions) - 1}, each once"
            )
        return proposal["value"]

    def graph(self) -> Graph:
        """Return the graph as drawn."""
        return graph_of({"positions": self.positions, "edges": self.edges})

    def initial(self) -> np.ndarray:
        """Return heat (node,): 1 left of the middle, 0 right of it."""
        return (np.array(self.positions)[:, 0] < 0.5).astype(float)

    def advance(self, u: np.ndarray, time: float) -> np.ndarray:
        """Return the heat ``u`` (node,) after ``time``, exactly."""
        return spectral_filter(spectrum(self.graph()), u, lambda eigenvalues: np.exp(-eigenvalues * time))

    def without_bridge(self) -> "GraphCut":
        """Return the figure without the edge that alone joins its two most even parts; itself if there is none."""
        import networkx as nx

        network = nx.Graph(self.edges)
        found = []
        for a, b in nx.bridges(network):
            rest = network.copy()
            rest.remove_edge(a, b)
            found.append((-min(map(len, nx.connected_components(rest))), {a, b}))
        if not found:
            return self
        bridge = min(found, key=lambda pair: pair[0])[1]
        kept = [edge for edge in self.edges if set(edge) != bridge]
        return GraphCut(**self.state() | {"edges": kept})

    def poster(self):
        """Return heat and Fiedler vector on the graph, and the spread of heat with and without the bridge."""
        modes = spectrum(self.graph())
        picture = {"positions": self.positions, "edges": self.edges}
        figure, axes = sheet([["heat", "fiedler"], ["heat", "spread"]], width_ratios=[1.25, 1])
        points = draw_graph(axes["heat"], picture, self.advance(self.initial(), self.still * self.dt), (0, 1))
        colour_bar(figure, axes["heat"], points, f"heat at time {self.still * self.dt:g}")
        fiedler = modes.eigenvectors[:, 1]
        draw_graph(axes["fiedler"], picture, fiedler / np.abs(fiedler).max(), (-1, 1), size=50)
        axes["fiedler"].set_title(
            rf"Fiedler vector, $\lambda_2$ = {max(0, modes.eigenvalues[1]):.3f}", fontsize=9
        )
        times = np.linspace(0, 60, 241)
        for widget, style in (
            (self, {"color": ORANGE, "lw": 2.5}),
            (self.without_bridge(), {"color": INK, "ls": "--"}),
        ):
            spreads = [widget.advance(widget.initial(), time).std() for time in times]
            axes["spread"].semilogy(times, np.maximum(spreads, 1e-6), **style)
        axes["spread"].text(58, 0.25, "bridge cut", fontsize=9, color=INK, ha="right", va="top")
        axes["spread"].set(xlim=(0, 60), ylim=(1e-4, 1), xlabel="time", ylabel="spread of heat")
        return figure
