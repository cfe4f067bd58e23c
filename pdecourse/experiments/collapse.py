"""Why a deep GCN fails: lost information, shrunken features and failed optimisation told apart. Chapter 5."""

import math
from dataclasses import replace
from functools import cache
from itertools import product
from statistics import median

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from pdecourse.experiments.classification import accuracies
from pdecourse.experiments.course_models import load_graph
from pdecourse.experiments.hidden_features import hidden_features, last_hidden, smoothness
from pdecourse.experiments.interventions import INTERVENTIONS, first_weight, without_any_edges
from pdecourse.experiments.linear_probe import SCALINGS, solved_probe, trained_probe
from pdecourse.experiments.study import Size, Study, Value
from pdecourse.graphs import Graph, normalized_adjacency
from pdecourse.training import TrainConfig, fit

DEEP = 32
PRECISIONS = {"single": torch.float32, "double": torch.float64}
CLASSIFIERS = ("trained", "solved")
"""Linear classifiers: trained by Adam like a network, or solved as the convex problem they are."""

PROBE = TrainConfig(learning_rate=0.01, weight_decay=5e-4, epochs=150, patience=150)
"""How the trained one is trained: as the networks are, so that the size of the features matters."""


def plan(size: Size) -> list[dict[str, Value]]:
    """Return the linear runs, then what untrained networks show, then training, each one seed after the other."""
    if size == "full":
        graph, seeds, epochs, trained = "cora", range(3), 100, tuple(INTERVENTIONS)
        powers, depths = (2, 8, 16, 32, 64, 128, 256, 512), (2, 4, 8, 16, 32, 64)
    else:
        trained = ("none", "batch norm, no dropout or decay", "no graph")
        graph, seeds, epochs, powers, depths = "digits", range(1), 20, (2, 32, 512), (2, 32)
    linear = [
        dict(part="linear", graph=graph, power=power, scaling=scaling, classifier=classifier, seed=0)
        for classifier, power, scaling in product(CLASSIFIERS, powers, ("raw", "standardised"))
    ]
    # Decay and dropout change nothing before training.
    untrained = [name for name in trained if INTERVENTIONS[name].dropout]
    start = [
        dict(part="start", graph=graph, intervention=name, depth=depth, precision=precision, seed=seed)
        for seed in seeds
        for name, precision in [("none", "double"), *product(untrained, ["single"])]
        for depth in depths
    ]
    choices = product(seeds, CLASSIFIERS, depths, PRECISIONS, SCALINGS)
    probed = [
        dict(part="probe", graph=graph, depth=depth, precision=precision, scaling=scaling,
             classifier=classifier, seed=seed)
        for seed, classifier, depth, precision, scaling in choices
    ]  # fmt: skip
    training = [
        dict(part="training", graph=graph, intervention=name, depth=depth, epochs=epochs, seed=seed)
        for seed in seeds
        for name, depth in [("none", 2), ("no graph", 2), *product(trained, [DEEP])]
    ]
    return [*linear, *start, *probed, *training]


def run(part: str, graph: str, seed: int, **settings: Value) -> dict[str, Value]:
    """Carry out one run of one of the four parts."""
    parts = {"linear": linear, "start": start, "probe": frozen, "training": training}
    return parts[part](graph, seed, **settings)


def linear(graph: str, seed: int, power: int, scaling: str, classifier: str) -> dict[str, Value]:
    r"""Classify :math:`\tilde A^K X` by a linear map: no weights or non-linearity on the way."""
    x = propagated(graph, power)
    nodes = load_graph(graph)
    return {**classified(nodes, SCALINGS[scaling](x).float(), classifier, seed), **smoothness(nodes, x)}


def classified(nodes: Graph, x: Tensor, classifier: str, seed: int) -> dict[str, float]:
    """Return the accuracies of a linear classifier of the features ``x``."""
    if classifier == "trained":
        return trained_probe(nodes, x, replace(PROBE, seed=seed))
    return solved_probe(nodes, x)


@cache
def propagated(graph: str, power: int) -> Tensor:
    r"""Return :math:`\tilde A^K X` in double precision, from half the power on."""
    nodes = load_graph(graph)
    if power == 0:
        return nodes.x.double()
    a, x = normalized_adjacency(nodes, self_loops=True), propagated(graph, power // 2).numpy()
    for _ in range(power - power // 2):
        x = a @ x
    return torch.from_numpy(x)


def start(graph: str, seed: int, intervention: str, depth: int, precision: str) -> dict[str, Value]:
    """Measure a network with its first weights: its features, and the gradient that reaches its first layer."""
    nodes, model = _network(graph, seed, intervention, depth, precision)
    weight = first_weight(model)
    loss = cross_entropy(model.eval().bind(nodes)(nodes.x)[nodes.train_mask], nodes.y[nodes.train_mask])
    gradient = torch.autograd.grad(loss, weight)[0]
    return {"first_gradient": gradient.norm().item(), **features_of(model, nodes, load_graph(graph))}


def frozen(
    graph: str, seed: int, depth: int, precision: str, scaling: str, classifier: str
) -> dict[str, Value]:
    """Classify the last hidden features of a GCN that is not trained, by a linear map."""
    nodes, model = _network(graph, seed, "none", depth, precision)
    return classified(nodes, SCALINGS[scaling](last_hidden(model, nodes)), classifier, seed)


def training(graph: str, seed: int, intervention: str, depth: int, epochs: int) -> dict[str, Value]:
    """Train for all ``epochs`` and measure accuracy, features before and after, and first gradients on the way."""
    nodes, model = _network(graph, seed, intervention, depth, "single")
    before = features_of(model, nodes, load_graph(graph))
    gradients: list[float] = []
    first_weight(model).register_hook(lambda gradient: gradients.append(gradient.norm().item()))
    change = INTERVENTIONS[intervention]
    config = TrainConfig(change.learning_rate, change.weight_decay, epochs, patience=epochs, seed=seed)
    history = fit(model, nodes, config)
    after = features_of(model, nodes, load_graph(graph))
    return {
        **accuracies(model, nodes),
        "best_epoch": history.best_epoch,
        "lowest_loss": min(history.loss),
        "first_gradient_start": gradients[0],
        "first_gradient_median": median(gradients),
        **{f"{name}_start": value for name, value in before.items()},
        **{f"{name}_end": value for name, value in after.items()},
    }


def features_of(model: nn.Module, nodes: Graph, graph: Graph) -> dict[str, float]:
    """Return the smoothness of the last hidden features on ``graph``, and their size against the first ones.

    ``nodes`` is what the network sees: the same graph, or its nodes alone.
    """
    hidden = hidden_features(model, nodes)
    last, first = smoothness(graph, hidden[-1]), smoothness(graph, hidden[1])
    # A layer whose units are all dead has no size to compare with.
    ratio = last["feature_norm"] / first["feature_norm"] if first["feature_norm"] else math.nan
    return {**last, "norm_ratio": ratio}


def _network(graph: str, seed: int, intervention: str, depth: int, precision: str) -> tuple[Graph, nn.Module]:
    """Return the graph as the network sees it, and the network with its first weights."""
    change, dtype = INTERVENTIONS[intervention], PRECISIONS[precision]
    nodes = load_graph(graph) if change.on_graph else without_any_edges(graph)
    torch.manual_seed(seed)
    model = change.make(nodes, depth, change.dropout).to(dtype)
    return (nodes if nodes.x.dtype == dtype else replace(nodes, x=nodes.x.to(dtype))), model


STUDY = Study(
    name="collapse",
    question="Why does a deep GCN fail: is information lost, are features too small, or can it not be trained?",
    protocol=(
        f"Cora, public split, features as published, width 64, {DEEP} layers unless said, 3 seeds. "
        "Networks and trained linear classifiers: Adam with learning rate 0.01 "
        "(small steps: 0.001) and, but where said, weight decay 0.0005, for 100 and 150 epochs, none stopped early; the "
        "weights kept are those of the best validation accuracy. Solved linear classifiers: logistic regression to its "
        "minimum, with that of five penalties that is best in validation. Test accuracy is read once. One change at a "
        "time; nothing else is tuned."
    ),
    plan=plan,
    run=run,
)
