"""Depth of GRAND: does it escape the collapse, or put it off? GRAND's Figure 2, continued to T = 128."""

import numpy as np
import torch
from scipy.sparse.linalg import eigs
from torch import Tensor, nn

from pdecourse.dynamics import GRANDLinear
from pdecourse.dynamics.operators import edges_and_loops
from pdecourse.experiments.classification import train_and_measure
from pdecourse.experiments.course_models import WIDTH, build, flow, load_graph
from pdecourse.experiments.hidden_features import last_hidden
from pdecourse.experiments.study import Size, Study, Value
from pdecourse.graph_ode import GraphODE
from pdecourse.graphs import Graph, SparseMatrix, dirichlet_energy
from pdecourse.training import TrainConfig

MODELS = ("grand_l", "grand_uniform", "gcn", "residual_gcn", "grand_nl")
DEPTHS = (2, 4, 8, 16, 32, 64, 128)
STEPS = {"residual_gcn": 0.1}
"""Length of a step where it is not 1: unscaled residuals explode."""


def plan(size: Size) -> list[dict[str, Value]]:
    """Return all depths of the cheap models with the first seed, then further seeds, then GRAND-nl."""
    if size == "small":
        return _runs("digits", ("grand_l", "grand_uniform", "gcn"), (2, 32), (0,))
    return [
        *_runs("cora", MODELS[:4], DEPTHS, (0,)),
        *_runs("cora", MODELS[4:], DEPTHS[:4], (0,)),
        *_runs("cora", MODELS[:4], DEPTHS, (1,)),
    ]


def _runs(graph: str, models, depths, seeds) -> list[dict[str, Value]]:
    return [
        {"graph": graph, "model": model, "depth": depth, "seed": seed}
        for seed in seeds
        for depth in depths
        for model in models
    ]


def run(graph: str, model: str, depth: int, seed: int) -> dict[str, Value]:
    """Train one model of one depth; measure accuracy, smoothness of the last features, and the attention."""
    data = load_graph(graph, largest_component=True)
    torch.manual_seed(seed)
    network = _network(model, data, depth)
    measured = train_and_measure(
        network, data, TrainConfig(learning_rate=0.01, weight_decay=5e-4, epochs=60, patience=20, seed=seed)
    )
    measured |= flatness(data, last_hidden(network, data))
    if isinstance(network, GraphODE) and isinstance(network.dynamics, GRANDLinear):
        measured |= about_attention(network, data)
    return measured


def _network(model: str, data: Graph, depth: int) -> nn.Module:
    if model != "grand_uniform":
        return build(
            model, data, depth, dropout=0.5, **({} if model == "gcn" else {"step": STEPS.get(model, 1.0)})
        )
    network = flow(GRANDLinear(WIDTH), data, depth, dropout=0.5)
    for parameter in network.dynamics.parameters():
        nn.init.zeros_(parameter).requires_grad_(False)
    return network


def flatness(graph: Graph, x: Tensor) -> dict[str, float]:
    r"""Return how far features X are from being the same at every node, the limit of GRAND on a connected graph.

    ``energy`` is :math:`\tfrac12 \langle X, L X \rangle / \|X\|^2` with the combinatorial Laplacian, ``spread`` is
    :math:`\|X - \bar x\| / \|X\|`, between 0 (all nodes equal) and 1.
    """
    x = x.detach().double()
    square = (x**2).sum().clamp(min=1e-300)
    return {
        "energy": (dirichlet_energy(graph, x, "combinatorial") / square).item(),
        "spread": ((x - x.mean(dim=0)).norm() / square.sqrt()).item(),
    }


def about_attention(network: GraphODE, graph: Graph) -> dict[str, float]:
    r"""Return what the attention of the encoded features does at class borders, and its slowest modes.

    ``border`` is the mean, over nodes that have neighbours of another class, of the share of attention to other nodes
    that goes to them; ``border_uniform`` is the same for equal attention. ``to_itself`` is the mean attention of a
    node to itself. ``mu_2`` and ``mu_7`` are the second and the seventh largest real part of an eigenvalue: a mode
    decays like :math:`e^{-(1 - \mu) t}`, and as many eigenvalues near 1 as there are classes mean that the graph
    has nearly fallen apart into so many pieces.
    """
    network.eval()
    with torch.no_grad():
        attention = network.dynamics.attention(edges_and_loops(graph), network.encoder(graph.x))
    leading = np.sort(
        eigs(attention.to_scipy(), k=7, which="LR", tol=1e-4, v0=np.linspace(1, 2, graph.num_nodes))[0].real
    )
    row, col = attention.pattern.row, attention.pattern.col
    uniform = torch.ones_like(attention.values)
    return {
        "border": _border(attention, attention.values, graph),
        "border_uniform": _border(attention, uniform, graph),
        "to_itself": attention.values[row == col].mean().item(),
        "mu_2": float(leading[-2]),
        "mu_7": float(leading[0]),
    }


def _border(matrix: SparseMatrix, weights: Tensor, graph: Graph) -> float:
    """Return the mean share of the weights between different nodes that crosses into another class."""
    row, col = matrix.pattern.row, matrix.pattern.col
    zero = torch.zeros(graph.num_nodes, dtype=torch.float64)
    others = zero.index_add(0, row, (weights * (row != col)).double())
    across = zero.index_add(0, row, (weights * (graph.y[row] != graph.y[col])).double())
    return (across / others)[across > 0].mean().item()


STUDY = Study(
    name="grand_depth",
    question="Does diffusion with learned attention keep its accuracy at depth, or only lose it later?",
    protocol=(
        f"Cora, largest component, public split, {WIDTH} channels; Adam, learning rate 0.01, weight decay 0.0005, "
        "dropout 0.5, at most 60 epochs, patience 20, the same for all models and depths (GRAND's Figure 2 also holds "
        "them fixed); weights of the epoch best in validation. Depth is the number of explicit Euler steps of length 1 "
        "(0.1 in the residual GCN), so T = depth. “grand_uniform” is GRAND-l with all attention equal. 2 seeds, "
        "GRAND-nl 1 seed up to depth 16. The small size is the digits graph, 1 seed."
    ),
    plan=plan,
    run=run,
)
