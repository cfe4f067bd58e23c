"""Where neighbours disagree: every model on ten splits of each graph, at equal search effort."""

import random
from functools import cache

import torch
from sklearn.metrics import roc_auc_score
from torch import nn

from pdecourse import graphs
from pdecourse.experiments.classification import train_and_measure
from pdecourse.experiments.course_models import WIDTH
from pdecourse.experiments.networks import network
from pdecourse.experiments.study import Size, Study, Value
from pdecourse.graphs import Graph
from pdecourse.training import TrainConfig, predict

MODELS = ("mlp", "gcn", "gat", "grand_l", "graff", "rdgnn", "gread")

CHOICES: dict[str, tuple[float, ...]] = {
    "learning_rate": (0.005, 0.01, 0.02),
    "weight_decay": (5e-5, 5e-4, 5e-3, 2e-2, 5e-2),
    "dropout": (0.1, 0.3, 0.5, 0.7),
    "depth": (2, 4, 8),
    "step": (0.1, 0.3, 1.0),
}
"""What a trial is drawn from, for every graph and every model."""

GRAPHS: dict[str, tuple[int, int, int, int]] = {
    "texas": (8, 10, 150, 30),
    "wisconsin": (8, 10, 150, 30),
    "cornell": (8, 10, 150, 30),
    "cora": (6, 10, 100, 20),
    "chameleon_filtered": (4, 10, 100, 20),
    "actor": (3, 3, 60, 15),
    "minesweeper": (5, 3, 150, 150),
}
"""For each graph: trials, splits, epochs at most, patience."""

SMALL = {"minesweeper_like": (1, 1, 60, 60), "csbm": (1, 1, 60, 20)}
GENTLE = {"learning_rate": 0.01, "weight_decay": 5e-5, "dropout": 0.1, "depth": 4, "step": 0.3}
"""The one trial of the small size."""


def trials(number: int) -> list[dict[str, float]]:
    """Return ``number`` settings drawn at random, always the same: a longer list begins with the shorter one."""
    draw = random.Random(0)
    return [{name: draw.choice(values) for name, values in CHOICES.items()} for _ in range(number)]


def plan(size: Size) -> list[dict[str, Value]]:
    """Return the first trial of all models on all graphs, then the second, and so on."""
    settings = GRAPHS if size == "full" else SMALL
    tried = trials(max(number for number, *_ in settings.values())) if size == "full" else [GENTLE]
    return [
        {"graph": graph, "model": model, "trial": trial, "split": split, **setting}
        for trial, setting in enumerate(tried)
        for graph, (number, splits, _, _) in settings.items()
        if trial < number
        for model in MODELS
        for split in range(splits)
    ]


def run(
    graph: str, model: str, trial: int, split: int,
    learning_rate: float, weight_decay: float, dropout: float, depth: int, step: float,
) -> dict[str, Value]:  # fmt: skip
    """Train one model on one split."""
    data = _load(graph, split)
    _, _, epochs, patience = (GRAPHS | SMALL)[graph]
    torch.manual_seed(split)
    net = network(model, data, depth=depth, step=step, dropout=dropout)
    config = TrainConfig(learning_rate, weight_decay, epochs, patience, seed=split)
    return {**train_and_measure(net, data, config), "test_auc": _area(net, data)}


@cache
def _load(name: str, split: int) -> Graph:
    """Return a graph with its published split; of a random graph, another one for each split."""
    return graphs.load(name, **({"seed": split} if name in SMALL else {"split": split}))


def _area(net: nn.Module, data: Graph) -> float | None:
    """Return the area under the ROC curve on the test nodes, for graphs of two classes."""
    if data.num_classes != 2:
        return None
    logits = predict(net, data)
    score = (logits[:, 1] - logits[:, 0])[data.test_mask]
    return float(roc_auc_score(data.y[data.test_mask], score))


STUDY = Study(
    name="heterophily",
    question="Which models use a graph whose neighbours disagree, and beat a network that does not see it?",
    protocol=(
        "Published splits (10 of Texas, Wisconsin, Cornell, chameleon without duplicates, and of Cora those of Pei et "
        f"al.; 3 of Actor and minesweeper), whole graphs, features as published, {WIDTH} channels, Adam. Learning rate, "
        "weight decay, dropout, depth and step are drawn at random from fixed lists, the same draws for every model (8 "
        "on Texas, Wisconsin and Cornell, 6 on Cora, 4 on chameleon, 5 on minesweeper, 3 on Actor), each carried out on "
        "all splits; the trial with the best mean validation accuracy counts (best_trial). Weights of the epoch best "
        "in validation; accuracy on all graphs, and the area under the ROC curve too on graphs of two classes. The "
        "draws were fixed before any of them was run, but the lists they are drawn from were chosen after smaller studies "
        "of the same graphs, and minesweeper got its last three trials after a look at the first two. "
        "The small size has random graphs, "
        "1 trial and 1 split."
    ),
    plan=plan,
    run=run,
)
