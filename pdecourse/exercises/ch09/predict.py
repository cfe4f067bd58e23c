"""Exercise 9.1, the capstone: predict hidden labels with a deep network around a right-hand side of your own."""

import numpy as np

from pdecourse.capstone.task import CLASSES, draw_task
from pdecourse.exercises.drawn_graphs import on_nodes
from pdecourse.exercises.feedback import Wrong, call
from pdecourse.exercises.record import Check, Exercise

HOMOPHILIC, HETEROPHILIC = 0.85, 0.05
GUESSES, FEATURES_ALONE, CLOSE = 0.45, 0.72, 0.8


def predict(edges: np.ndarray, features: np.ndarray, labels: np.ndarray, seed: int) -> np.ndarray:
    """Return classes by the bounded flow Ẋ = tanh(ĀXW + X₀) − X with symmetric W, which attracts or repels."""
    import torch
    from torch import nn

    from pdecourse.capstone.deep import classify
    from pdecourse.dynamics import Dynamics
    from pdecourse.dynamics.operators import propagation

    class Bounded(Dynamics):
        def __init__(self, channels):
            super().__init__()
            self.v = nn.Parameter(0.3 * torch.randn(channels, channels))

        def bind(self, graph, x0):
            a, w = propagation(graph, x0, self_loops=False), (self.v + self.v.T) / 2
            return lambda t, x: torch.tanh(a @ (x @ w) + x0) - x

    return classify(Bounded, edges, features, labels, seed)


def agreeing(answer, rng):
    """Neighbours mostly agree; a GCN with 32 layers guesses."""
    judge(answer, rng, HOMOPHILIC, GUESSES)


def agreeing_well(answer, rng):
    """Neighbours mostly agree, and tell more than a node's own features."""
    judge(answer, rng, HOMOPHILIC, CLOSE)


def differing(answer, rng):
    """Neighbours mostly differ, and tell more than a node's own features."""
    judge(answer, rng, HETEROPHILIC, FEATURES_ALONE)


def differing_well(answer, rng):
    """As before, near what the reference reaches."""
    judge(answer, rng, HETEROPHILIC, CLOSE)


def judge(answer, rng, homophily, wanted):
    """Draw a task, ask for its classes, and compare the accuracy on hidden labels with what is wanted."""
    task = draw_task(rng, homophily)
    got = call(answer, task.edges, task.features, task.labels, int(rng.integers(2**31)))
    if np.shape(got) == (len(task.truth), CLASSES):
        raise Wrong("these are scores of the classes: return the class, `.argmax(axis=1)`")
    if np.shape(got) == ((task.labels < 0).sum(),):
        raise Wrong("these are the hidden nodes alone: return a class for every node")
    classes = on_nodes(got, task.truth.shape, "the prediction")
    if not np.isin(classes, np.arange(CLASSES)).all():
        raise Wrong("a class is a whole number, 0, 1 or 2, for hidden nodes too")
    found = task.accuracy(classes)
    if found >= wanted:
        return
    detail = f"{100 * found:.4g} % of the hidden labels are right, {100 * wanted:.4g} % are wanted"
    near = "agree" if homophily > 0.5 else "differ"
    if found < GUESSES:
        raise Wrong(
            f"no better than a GCN with 32 layers, which guesses, where neighbours mostly {near}: can nodes still "
            "be told apart after the last step?",
            detail,
        )
    if found < FEATURES_ALONE:
        raise Wrong(
            f"no better than a network without edges where neighbours mostly {near}: let them attract or repel, "
            "and let training choose the sign",
            detail,
        )
    raise Wrong(
        f"better than without edges where neighbours mostly {near}, but the graph knows more: try more epochs, "
        "another time, or a coupling that mixes channels",
        detail,
    )


PREDICT = Exercise(
    number="9.1",
    title="A right-hand side of your own",
    minutes=60,
    seconds=30.0,
    reference=predict,
    hints=(
        "Start from the heat equation above and ask what goes wrong on each of the two kinds of graph. What keeps "
        "a node from forgetting its own features? Which parameter decides whether neighbours attract or repel?",
        "A coupling `a @ (x @ w)` with a symmetric `w = (v + v.T)/2` that is learned, without self-loops in `a`; a "
        "source `x0`; and a decay `-x`. A tanh around the first two keeps features bounded: tanh(ĀXW + X₀) − X.",
    ),
    checks=(
        Check("neighbours agree: 45 %, more than a GCN with 32 layers", 1, agreeing),
        Check("neighbours agree: 80 %", 2, agreeing_well),
        Check("neighbours differ: 72 %, more than without edges", 3, differing),
        Check("neighbours differ: 80 %", 4, differing_well),
    ),
)
