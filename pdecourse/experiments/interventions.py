"""One change at a time to a deep GCN, to see which of them brings it back. Chapter 5."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import torch
from torch import Tensor, nn

from pdecourse.dynamics import GCN, DropEdge
from pdecourse.experiments.course_models import WIDTH, build, layers, load_graph
from pdecourse.graphs import Graph

Maker = Callable[[Graph, int, float], nn.Module]


@dataclass(frozen=True)
class Intervention:
    """How a network is made, ``make(graph, depth, dropout)``, and trained; and whether nodes meet at all."""

    make: Maker
    dropout: float = 0.5
    weight_decay: float = 5e-4
    on_graph: bool = True
    learning_rate: float = 0.01


def _with_weights(fill: Callable[[Tensor], Tensor]) -> Maker:
    """Return the maker of a GCN whose square weights are filled by ``fill``."""

    def make(graph: Graph, depth: int, dropout: float) -> GCN:
        model = layers(graph, depth, dropout)
        for layer in model.layers[1:-1]:
            fill(layer.weight)
        return model

    return make


def _he(weight: Tensor) -> Tensor:
    return nn.init.kaiming_uniform_(weight, nonlinearity="relu")


def _near_identity(weight: Tensor) -> Tensor:
    with torch.no_grad():
        return nn.init.eye_(weight).add_(0.01 * torch.randn_like(weight))


def _batch_norm(graph: Graph, depth: int, dropout: float) -> GCN:
    # All nodes are in the batch, in prediction too, so there are no running averages to keep.
    return layers(graph, depth, dropout, nn.BatchNorm1d(WIDTH, affine=False, track_running_stats=False))


def _model(name: str, **numbers: float) -> Maker:
    """Return the maker of a model of ``course_models``."""
    return lambda graph, depth, dropout: build(name, graph, depth, dropout=dropout, **numbers)


def _small_residual(graph: Graph, depth: int, dropout: float) -> nn.Module:
    return build("residual_gcn", graph, depth, dropout=dropout, step=1 / depth)


INTERVENTIONS: dict[str, Intervention] = {
    "none": Intervention(layers),
    "no dropout or decay": Intervention(layers, dropout=0.0, weight_decay=0.0),
    "He initialisation": Intervention(_with_weights(_he)),
    "near-identity initialisation": Intervention(_with_weights(_near_identity)),
    "near-identity, no dropout or decay, small steps": Intervention(
        _with_weights(_near_identity), 0.0, 0.0, learning_rate=0.001
    ),
    "batch norm": Intervention(_batch_norm),
    "batch norm, no dropout or decay": Intervention(_batch_norm, dropout=0.0, weight_decay=0.0),
    "PairNorm": Intervention(_model("gcn_pair_norm", scale=1.0)),
    "DropEdge": Intervention(_model("gcn_drop_edge", rate=0.5)),
    "residual": Intervention(_model("residual_gcn", step=1.0)),
    "residual / L": Intervention(_small_residual),
    "GCNII": Intervention(_model("gcnii", alpha=0.1, lambda_=0.5)),
    "no graph": Intervention(layers, on_graph=False),
    "no graph, batch norm, no dropout or decay": Intervention(_batch_norm, 0.0, 0.0, on_graph=False),
    "no graph, near-identity, no dropout or decay, small steps": Intervention(
        _with_weights(_near_identity), 0.0, 0.0, on_graph=False, learning_rate=0.001
    ),
}
"""What is changed in a GCN. "no graph" is the same network with every node alone: a multilayer perceptron."""


@cache
def without_any_edges(name: str) -> Graph:
    """Return the nodes of a graph, each alone."""
    graph = load_graph(name)
    return replace(graph, edge_index=graph.edge_index[:, :0])


def first_weight(model: nn.Module) -> nn.Parameter:
    """Return the weight that the features of the nodes meet first."""
    if isinstance(model, DropEdge):
        return first_weight(model.model)
    return model.layers[0].weight if isinstance(model, GCN) else model.encoder[1].weight
