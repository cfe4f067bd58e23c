"""Hyper-parameters of every model: the same number of trials for each, judged by validation accuracy."""

from itertools import cycle, product
from pathlib import Path

import torch

from pdecourse.choices import choose
from pdecourse.experiments.course_models import MODELS, build, load_graph
from pdecourse.experiments.result import Result
from pdecourse.experiments.study import Size, Study, Value
from pdecourse.graphs import Graph
from pdecourse.training import TrainConfig, accuracy, fit

STORED = Path(__file__).parent / "results" / "search-full.json"

RECIPES: tuple[dict[str, float], ...] = tuple(
    dict(zip(("learning_rate", "weight_decay", "dropout"), values))
    for values in (
        (0.01, 5e-4, 0.5),
        (0.01, 2e-2, 0.8),
        (0.01, 5e-3, 0.5),
        (0.02, 5e-3, 0.8),
        (0.01, 5e-5, 0.2),
    )
)
"""How to train: the same for every model, one trial each. The first, that of the GCN paper, is the default."""

DEPTHS = (8, 32)
"""Depths that are searched. The choice at 8 serves all depths up to 8, the choice at 32 all deeper ones."""


def trials(model: str) -> list[dict[str, float]]:
    """Return the hyper-parameters tried for ``model``: each recipe, with the model's own numbers taken in turn."""
    numbers = choose(MODELS, model, "model").numbers
    combinations = cycle(dict(zip(numbers, values)) for values in product(*numbers.values()))
    return [recipe | own for recipe, own in zip(RECIPES, combinations)]


def searched_depth(depth: int) -> int:
    """Return the depth whose search serves ``depth``."""
    return DEPTHS[0] if depth <= DEPTHS[0] else DEPTHS[1]


def best(*, graph: str, model: str, depth: int) -> dict[str, float]:
    """Return the hyper-parameters with the highest validation accuracy in the stored search.

    The first trial wins a tie. Where nothing is stored for this graph, model and depth the defaults are returned,
    the first trial.
    """
    defaults = trials(model)[0]
    runs = Result.read(STORED).runs if STORED.exists() else []
    found = [
        run
        for run in runs
        if (run["graph"], run["model"], run["depth"]) == (graph, model, searched_depth(depth))
        and "failed" not in run
    ]
    if not found:
        return defaults
    winner = max(found, key=lambda run: (run["val"], -run["trial"]))
    return {name: winner[name] for name in defaults}


def plan(size: Size) -> list[dict[str, Value]]:
    """Return the trials, the first of every model before the second of any."""
    if size == "full":
        graph, models, depths, number, epochs = "cora", tuple(MODELS), DEPTHS, len(RECIPES), 50
    else:
        graph, models, depths, number, epochs = "digits", ("gcn", "rdgnn"), (8,), 2, 15
    return [
        {
            "graph": graph,
            "model": model,
            "depth": depth,
            "trial": trial,
            "epochs": epochs,
            **trials(model)[trial],
        }
        for trial in range(number)
        for depth in depths
        for model in models
    ]


def run(
    graph: str,
    model: str,
    depth: int,
    trial: int,
    epochs: int,
    learning_rate: float,
    weight_decay: float,
    dropout: float,
    **numbers: float,
) -> dict[str, Value]:
    """Train once, seed 0, and return the best validation accuracy. The test labels are not read."""
    nodes: Graph = load_graph(graph)
    torch.manual_seed(0)
    network = build(model, nodes, depth, dropout=dropout, **numbers)
    history = fit(network, nodes, TrainConfig(learning_rate, weight_decay, epochs, patience=2 * epochs // 5))
    return {
        "val": accuracy(network, nodes, nodes.val_mask),
        "best_epoch": history.best_epoch,
        "epochs_run": len(history.loss),
    }


STUDY = Study(
    name="search",
    question="Which hyper-parameters suit each model, at small and at large depth?",
    protocol=(
        f"Cora, public split, features as published; {len(RECIPES)} trials for every model at depth {DEPTHS[0]} and "
        f"at depth {DEPTHS[1]}: the same {len(RECIPES)} choices of learning rate, weight decay and dropout, with the "
        "model's own numbers taken in turn; at most 50 epochs, 20 without improvement; seed 0; chosen by validation "
        "accuracy, the test labels unread."
    ),
    plan=plan,
    run=run,
)
