"""The models of the course as the studies compare them: one width, one way to count depth."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from torch import nn

from pdecourse import graphs
from pdecourse.choices import choose
from pdecourse.dynamics import (
    APPNP,
    GAT,
    GCN,
    GCNII,
    GRAFF,
    GREAD,
    RDGNN,
    DropEdge,
    Dynamics,
    GRANDLinear,
    GRANDNonlinear,
    GraphCON,
    HeatFlow,
    PairNorm,
    PDEGCNWave,
    ResidualGCN,
)
from pdecourse.graph_ode import GraphODE, linear_ends
from pdecourse.graphs import Graph
from pdecourse.solvers import SymplecticEuler

WIDTH = 64
"""Channels of every hidden layer."""


@dataclass(frozen=True)
class Candidate:
    """A model in a comparison: its name in figures, how it is made, and the numbers of its own to choose.

    ``make(graph, depth, dropout, **numbers)`` returns the network. ``numbers`` lists the values tried for each
    number; the first is the default.
    """

    title: str
    make: Callable[..., nn.Module]
    numbers: dict[str, tuple[float, ...]] = field(default_factory=dict)


def build(model: str, graph: Graph, depth: int, *, dropout: float = 0.5, **numbers: float) -> nn.Module:
    """Return ``model``, a name in ``MODELS``, with ``depth`` layers, or Euler steps, on ``graph``.

    Each carries messages across one edge; only the reaction of GREAD looks two edges far. The two models of second
    order take steps of symplectic Euler, as their papers do: explicit Euler blows waves up, however small the step.
    """
    candidate = choose(MODELS, model, "model")
    defaults = {name: values[0] for name, values in candidate.numbers.items()}
    return candidate.make(graph, depth, dropout, **(defaults | numbers))


@cache
def load_graph(name: str, largest_component: bool = False) -> Graph:
    """Return a graph by name, the same object every time: its operators are then built once."""
    return graphs.load(name, largest_component=largest_component)


def layers(graph: Graph, depth: int, dropout: float, between: nn.Module | None = None) -> GCN:
    """Return a GCN of ``depth`` layers, all hidden ones of width ``WIDTH``."""
    channels = (graph.x.shape[1], *[WIDTH] * (depth - 1), graph.num_classes)
    return GCN(channels, dropout, between)


def flow(
    dynamics: Dynamics, graph: Graph, depth: int, dropout: float, step: float = 1.0, method="euler"
) -> GraphODE:
    """Return ``dynamics`` between a linear encoder and decoder, for ``depth`` steps of ``method``."""
    return GraphODE(
        dynamics,
        *linear_ends(graph, WIDTH, dropout),
        method=method,
        time=depth * step,
        step=step,
    )


def _with_pair_norm(graph, depth, dropout, scale):
    return layers(graph, depth, dropout, between=PairNorm(scale))


def _with_drop_edge(graph, depth, dropout, rate):
    return DropEdge(layers(graph, depth, dropout), rate)


def _residual(graph, depth, dropout, step):
    return flow(ResidualGCN(WIDTH, depth, step), graph, depth, dropout, step)


def _gat(graph, depth, dropout):
    return flow(GAT(WIDTH, depth), graph, depth, dropout)


def _gcnii(graph, depth, dropout, alpha, lambda_):
    return flow(GCNII(WIDTH, depth, alpha, lambda_), graph, depth, dropout)


def _appnp(graph, depth, dropout, alpha):
    return flow(APPNP(WIDTH, alpha), graph, depth, dropout)


def _flow_of(make: type[Dynamics], method="euler") -> Callable[..., GraphODE]:
    """Return the maker of a model whose layers share their parameters."""
    return lambda graph, depth, dropout, step: flow(make(WIDTH), graph, depth, dropout, step, method)


STEPS = (0.3, 1.0, 0.1)

MODELS: dict[str, Candidate] = {
    "gcn": Candidate("GCN", layers),
    "gcn_pair_norm": Candidate("GCN + PairNorm", _with_pair_norm, {"scale": (1.0, 5.0)}),
    "gcn_drop_edge": Candidate("GCN + DropEdge", _with_drop_edge, {"rate": (0.2, 0.5, 0.8)}),
    "residual_gcn": Candidate("residual GCN", _residual, {"step": STEPS}),
    "heat": Candidate("linear propagation", _flow_of(HeatFlow), {"step": (1.0,)}),
    "appnp": Candidate("APPNP", _appnp, {"alpha": (0.1, 0.05, 0.2)}),
    "gcnii": Candidate("GCNII", _gcnii, {"alpha": (0.1, 0.2), "lambda_": (0.5, 1.0)}),
    "grand_l": Candidate("GRAND-l", _flow_of(GRANDLinear), {"step": STEPS}),
    "graff": Candidate("GRAFF", _flow_of(GRAFF), {"step": STEPS}),
    "rdgnn": Candidate("RDGNN", _flow_of(RDGNN), {"step": STEPS}),
    "gread": Candidate("GREAD", _flow_of(GREAD), {"step": STEPS}),
    "graphcon": Candidate("GraphCON", _flow_of(GraphCON, SymplecticEuler()), {"step": STEPS}),
    "gat": Candidate("GAT", _gat),
    "grand_nl": Candidate("GRAND-nl", _flow_of(GRANDNonlinear), {"step": STEPS}),
    "pde_gcn_wave": Candidate("PDE-GCN (wave)", _flow_of(PDEGCNWave, SymplecticEuler()), {"step": STEPS}),
}
"""The models of the course by name."""
