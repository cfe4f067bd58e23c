"""Accuracy of every model of the course by depth, at equal tuning. Chapters 5 to 8."""

import time

import torch

from pdecourse.experiments.classification import train_and_measure
from pdecourse.experiments.course_models import MODELS, WIDTH, build, load_graph
from pdecourse.experiments.hidden_features import last_hidden, smoothness
from pdecourse.experiments.search import best
from pdecourse.experiments.study import Size, Study, Value
from pdecourse.training import TrainConfig

DEPTHS = (2, 4, 8, 16, 32, 64)
SEEDS = 5


def plan(size: Size) -> list[dict[str, Value]]:
    """Return a whole figure with the first seed, then with the next one."""
    if size == "full":
        graph, models, depths = "cora", tuple(MODELS), DEPTHS
        seeds, epochs, patience = SEEDS, 100, 30
    else:
        graph, models, depths = "digits", ("gcn", "appnp", "rdgnn"), (2, 8, 32)
        seeds, epochs, patience = 1, 25, 15
    return [
        {
            "graph": graph,
            "model": model,
            "depth": depth,
            "seed": seed,
            "max_epochs": epochs,
            "patience": patience,
            **best(graph=graph, model=model, depth=depth),
        }
        for seed in range(seeds)
        for model in models
        for depth in depths
    ]


def run(
    graph: str,
    model: str,
    depth: int,
    seed: int,
    max_epochs: int,
    patience: int,
    learning_rate: float,
    weight_decay: float,
    dropout: float,
    **numbers: float,
) -> dict[str, Value]:
    """Train one network; measure its accuracy, its size and the smoothness of its last hidden features."""
    nodes = load_graph(graph)
    torch.manual_seed(seed)
    network = build(model, nodes, depth, dropout=dropout, **numbers)
    start = time.process_time()
    measured = train_and_measure(
        network, nodes, TrainConfig(learning_rate, weight_decay, max_epochs, patience, seed)
    )
    per_epoch = (time.process_time() - start) / measured["epochs"]
    return {
        **measured,
        "cpu_seconds_per_epoch": round(per_epoch, 4),
        **smoothness(nodes, last_hidden(network, nodes)),
    }


STUDY = Study(
    name="depth",
    question="How deep can each model be, when all are tuned with the same effort?",
    protocol=(
        f"Cora, public split, features as published, width {WIDTH}, {SEEDS} seeds; "
        "hyper-parameters from the study 'search', five trials per model at depth 8 (for depths up to 8) and at depth 32 "
        "(for deeper ones); at most 100 epochs, 30 without improvement; weights chosen by validation accuracy, test "
        "accuracy read once. Depth is the number of layers, of Euler steps where the model is an equation "
        "(symplectic Euler for the two of second order, explicit Euler for the others). "
        "Weights are shared by all layers but in GCN, residual GCN, GAT and GCNII, whose parameters grow with depth. CPU "
        "seconds per epoch were taken on a busy machine."
    ),
    plan=plan,
    run=run,
)
