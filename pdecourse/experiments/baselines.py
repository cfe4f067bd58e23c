"""What a new model must beat: the GCN as published, the same well tuned, and a network that sees no edges. Chapter 5."""

from dataclasses import replace
from functools import cache

import torch

from pdecourse.dynamics import GCN
from pdecourse.experiments.classification import train_and_measure
from pdecourse.experiments.course_models import WIDTH, build, load_graph
from pdecourse.experiments.interventions import without_any_edges
from pdecourse.experiments.study import Size, Study, Value
from pdecourse.graphs import Graph
from pdecourse.training import TrainConfig

AS_PUBLISHED = {"layers": 2, "width": 16, "learning_rate": 0.01, "weight_decay": 5e-4, "dropout": 0.5}
"""The GCN of Kipf & Welling (2017) on citation graphs. (They decay the first weight only.)"""

TUNED = (
    {"layers": 2, "width": 64, "learning_rate": 0.01, "weight_decay": 5e-4, "dropout": 0.5},
    {"layers": 2, "width": 64, "learning_rate": 0.01, "weight_decay": 5e-4, "dropout": 0.8},
    {"layers": 2, "width": 64, "learning_rate": 0.01, "weight_decay": 1e-3, "dropout": 0.8},
    {"layers": 3, "width": 64, "learning_rate": 0.01, "weight_decay": 5e-4, "dropout": 0.7},
    {"layers": 3, "width": 64, "learning_rate": 0.005, "weight_decay": 1e-3, "dropout": 0.8},
)
"""Trials for the tuned GCN, in the direction of Luo et al. (2024): wider, and with more dropout."""

GRAFF_64 = tuple(
    {"layers": 64, "width": WIDTH, "learning_rate": 0.01, "weight_decay": 0.02, "dropout": 0.8, "step": step}
    for step in (1 / 20, 1 / 32)
)
"""Trials for GRAFF with 64 steps, shorter ones than those of the study "search", which is made at 32 steps."""


def rows_of_sum_one(graph: Graph) -> Graph:
    """Return the graph with every node's features divided by their sum, as Kipf & Welling feed them."""
    return replace(graph, x=graph.x / graph.x.sum(dim=1, keepdim=True).clamp(min=1))


@cache
def prepared(graph: str, model: str) -> Graph:
    """Return what the model sees: of Cora rows of sum 1, but as published for GRAFF; no edges for "mlp"."""
    if model == "graff":
        return load_graph(graph)
    nodes = without_any_edges(graph) if model == "mlp" else load_graph(graph)
    return rows_of_sum_one(nodes) if graph == "cora" else nodes


def plan(size: Size) -> list[dict[str, Value]]:
    """Return every baseline with the first seed, then with the next one; GRAFF at the end."""
    wide = AS_PUBLISHED | {"width": WIDTH}
    baselines = [("digits", "gcn", 0, wide), ("digits", "mlp", 0, wide)]
    if size == "full":
        baselines += [("cora", "gcn", 0, AS_PUBLISHED), ("cora", "mlp", 0, AS_PUBLISHED)]
        baselines += [("cora", "tuned_gcn", trial, setting) for trial, setting in enumerate(TUNED)]
        deep = [("cora", "graff", *trial) for trial in enumerate(GRAFF_64)]
        seeds, deep_seeds, epochs = 10, 5, 200
    else:
        deep, seeds, deep_seeds, epochs = [], 2, 0, 100
    return [
        {"graph": graph, "model": model, "trial": trial, "seed": seed, "max_epochs": epochs, **setting}
        for settings, number in ((baselines, seeds), (deep, deep_seeds))
        for seed in range(number)
        for graph, model, trial, setting in settings
    ]


def run(
    graph: str,
    model: str,
    trial: int,
    seed: int,
    max_epochs: int,
    layers: int,
    width: int,
    learning_rate: float,
    weight_decay: float,
    dropout: float,
    step: float | None = None,
) -> dict[str, Value]:
    """Train once and measure accuracies and size."""
    nodes = prepared(graph, model)
    torch.manual_seed(seed)
    if model == "graff":
        network = build(model, nodes, layers, dropout=dropout, step=step)
    else:
        network = GCN((nodes.x.shape[1], *[width] * (layers - 1), nodes.num_classes), dropout)
    return train_and_measure(network, nodes, TrainConfig(learning_rate, weight_decay, max_epochs, 50, seed))


STUDY = Study(
    name="baselines",
    question="How well do a GCN as published, a tuned one, a network without edges, and GRAFF at depth 64 do?",
    protocol=(
        "Cora with its public split and rows of features divided by their sum (for GRAFF as published); digits with 20 "
        "labels per class; 10 seeds (5 for GRAFF); at most 200 epochs, 50 without improvement; weights chosen by "
        f"validation accuracy, test accuracy read once. Of the {len(TUNED)} trials of the tuned GCN and the "
        f"{len(GRAFF_64)} of GRAFF the one with the highest mean validation accuracy counts."
    ),
    plan=plan,
    run=run,
)
