"""Attraction or repulsion: how GRAFF's channel mixing serves graphs from heterophilic to homophilic."""

import dataclasses
from functools import cache

import torch
from torch import Tensor, nn

from pdecourse import graphs
from pdecourse.dynamics import GRAFF
from pdecourse.experiments.classification import train_and_measure
from pdecourse.experiments.course_models import WIDTH
from pdecourse.experiments.networks import network
from pdecourse.experiments.study import Size, Study, Value
from pdecourse.graph_ode import GraphODE
from pdecourse.graphs import Graph, edge_homophily
from pdecourse.training import TrainConfig, predict

MODELS = ("graff_sum", "graff_prod", "graff_neg_prod", "graff_diagonally_dominant", "gcn", "mlp")

TRIALS = (
    {"learning_rate": 0.01, "weight_decay": 5e-4, "dropout": 0.5, "depth": 4, "step": 0.3},
    {"learning_rate": 0.01, "weight_decay": 5e-3, "dropout": 0.5, "depth": 2, "step": 1.0},
)
"""Settings tried for every model at every homophily."""


def plan(size: Size) -> list[dict[str, Value]]:
    """Return the first trial and split at every homophily for all models, then further splits and trials."""
    if size == "small":
        models = MODELS[:3] + MODELS[-2:]
        graph, tenths, splits, trials = "csbm", (0, 5, 10), range(1), TRIALS[:1]
    else:
        graph, tenths, splits, trials, models = "syn_cora", range(11), range(2), TRIALS, MODELS
    return [
        {"graph": graph, "homophily": tenth / 10, "model": model, "trial": trial, "split": split, **settings}
        for trial, settings in enumerate(trials)
        for split in splits
        for tenth in tenths
        for model in models
    ]


def run(
    graph: str, homophily: float, model: str, trial: int, split: int,
    learning_rate: float, weight_decay: float, dropout: float, depth: int, step: float,
) -> dict[str, Value]:  # fmt: skip
    """Train one model at one homophily; measure how often it lets neighbours agree."""
    data = _load(graph, homophily, split)
    torch.manual_seed(split)
    net = network(model, data, depth=depth, step=step, dropout=dropout)
    config = TrainConfig(learning_rate, weight_decay, epochs=80, patience=20, seed=split)
    return {
        **train_and_measure(net, data, config),
        "edge_homophily": edge_homophily(data),
        **agreement(net, data),
    }


@cache
def _load(graph: str, homophily: float, split: int) -> Graph:
    return graphs.load(graph, homophily=homophily, **{"seed" if graph == "csbm" else "split": split})


@torch.no_grad()
def agreement(net: nn.Module, data: Graph) -> dict[str, float]:
    """Return the homophily of the predicted labels and, for GRAFF, what its evolution does to it.

    ``predicted`` is the edge homophily of the graph with predicted for true labels; ``encoded`` is that of the
    labels read off before any step, by the same decoder: their difference is the work of the evolution.
    ``w_min`` and ``w_max`` are the extreme eigenvalues of W: repulsion and attraction.
    """
    measured = {"predicted": _homophily_of(predict(net, data), data)}
    if isinstance(net, GraphODE) and isinstance(net.dynamics, GRAFF):
        eigenvalues = torch.linalg.eigvalsh(net.dynamics.w)
        measured |= {
            "encoded": _homophily_of(net.decoder(net.encoder(data.x)), data),
            "w_min": eigenvalues[0].item(),
            "w_max": eigenvalues[-1].item(),
        }
    return measured


def _homophily_of(logits: Tensor, data: Graph) -> float:
    return edge_homophily(dataclasses.replace(data, y=logits.argmax(dim=1)))


STUDY = Study(
    name="homophily",
    question="Which channel mixing of GRAFF works where neighbours agree, and which where they do not?",
    protocol=(
        f"The eleven synthetic graphs of Zhu et al. (2020) with Cora's features, homophily 0 to 1, a quarter of the nodes "
        f"to train and a quarter to validate, 2 splits; {WIDTH} channels, Adam, at most 80 epochs, patience 20; every "
        "model with the same two settings, of which the one with the better mean validation accuracy counts at each "
        "homophily (best_trial). The small size has contextual stochastic block models, 1 setting and 1 split."
    ),
    plan=plan,
    run=run,
)
