"""Train a network on one task. The network of the capstone is a right-hand side with 32 explicit steps around it."""

from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from pdecourse.dynamics import Dynamics
from pdecourse.graph_ode import GraphODE
from pdecourse.graphs import Graph
from pdecourse.training import TrainConfig, fit, parameter_table, predict

BUDGET, LAYERS, CHANNELS = 1500, 32, 16


def classify(
    dynamics: Callable[[int], Dynamics],
    edges: np.ndarray,
    features: np.ndarray,
    labels: np.ndarray,
    seed: int,
    *,
    time: float = 4.0,
    epochs: int = 40,
) -> np.ndarray:
    """Return the classes (n,) that 32 steps of ``dynamics(16)`` learn to predict.

    The encoder is dropout and a linear map to 16 channels, the decoder a linear
    map to classes; the explicit Euler steps have length ``time`` / 32. Raises
    ``ValueError`` above 1500 trained parameters, ``FloatingPointError`` for
    features that grow beyond all numbers, and ``TypeError`` without ``bind``.
    """
    inputs, classes = features.shape[1], int(labels.max()) + 1

    def network() -> nn.Module:
        encoder = nn.Sequential(nn.Dropout(0.3), nn.Linear(inputs, CHANNELS))
        decoder = nn.Linear(CHANNELS, classes)
        flow = made(dynamics)
        net = GraphODE(flow, encoder, decoder, "euler", time, time / LAYERS)
        return within_budget(net)

    return train(network, edges, features, labels, seed, epochs=epochs)


def made(dynamics: Callable[[int], Dynamics]) -> Dynamics:
    """Return ``dynamics(16)``. Raises ``TypeError`` for an instance in the place of its class, and without ``bind``."""
    if isinstance(dynamics, nn.Module):
        name = type(dynamics).__name__
        raise TypeError(f"pass the class itself, classify({name}, ...), not the instance {name}(...)")
    flow = dynamics(CHANNELS)
    if not isinstance(flow, Dynamics) or type(flow).bind is Dynamics.bind:
        raise TypeError(
            f"{type(flow).__name__} is no right-hand side: class Yours(Dynamics) with bind(graph, x0)"
        )
    return flow


def within_budget(net: nn.Module) -> nn.Module:
    """Return ``net``. Raises ``ValueError`` if it has more than 1500 trained parameters."""
    used = parameter_table(net)["total"]
    if used > BUDGET:
        raise ValueError(
            f"the network has {used} parameters, {BUDGET} are allowed; share weights, or drop some"
        )
    return net


def train(
    network: Callable[[], nn.Module],
    edges: np.ndarray,
    features: np.ndarray,
    labels: np.ndarray,
    seed: int,
    *,
    epochs: int = 40,
) -> np.ndarray:
    """Train ``network()`` on three quarters of the known labels and return its classes (n,), stopped by the rest.

    Raises ``FloatingPointError`` if the loss is no longer a number.
    """
    known = np.random.default_rng(seed).permutation(np.flatnonzero(labels >= 0))
    cut = 3 * len(known) // 4
    mask = torch.zeros(2, len(labels), dtype=torch.bool)
    mask[0, known[:cut]] = mask[1, known[cut:]] = True
    graph = Graph.from_edges(
        torch.tensor(edges), len(labels), x=torch.tensor(features).float(), y=torch.tensor(labels),
        train_mask=mask[0], val_mask=mask[1],
    )  # fmt: skip
    torch.manual_seed(seed)
    net = network()
    try:
        fit(net, graph, TrainConfig(epochs=epochs, patience=epochs, seed=seed))
    except FloatingPointError as error:  # its advice is about settings that are fixed here
        raise FloatingPointError(
            "the features grew beyond all numbers: bound the right-hand side, or let it decay, or take a shorter time"
        ) from error
    return predict(net, graph).argmax(dim=1).numpy()
