"""What a straight line can still tell from features: a linear classifier on frozen ones."""

import warnings
from dataclasses import replace

import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from torch import Tensor, nn

from pdecourse.experiments.classification import accuracies
from pdecourse.graphs import Graph
from pdecourse.training import TrainConfig, fit


def raw(x: Tensor) -> Tensor:
    """Return the features as they are."""
    return x


def standardised(x: Tensor) -> Tensor:
    """Return every channel with mean 0 and variance 1 over the nodes; one that is constant becomes 0."""
    centred = x - x.mean(dim=0)
    deviation = centred.square().mean(dim=0).sqrt()
    return centred / torch.where(deviation > 0, deviation, torch.ones_like(deviation))


def whitened(x: Tensor) -> Tensor:
    """Return the left singular vectors of the centred features, each with variance 1.

    An invertible linear map of the centred features, so no information is added; directions below the precision
    of the numbers are left out.
    """
    u, s, _ = torch.linalg.svd(x - x.mean(dim=0), full_matrices=False)
    kept = s > s.max() * max(x.shape) * torch.finfo(x.dtype).eps
    return u[:, kept] * len(x) ** 0.5


SCALINGS = {"raw": raw, "standardised": standardised, "whitened": whitened}
"""What is done to the features before the line is fitted."""


class LinearHead(nn.Module):
    """Logits linear in the features; a ``bind`` to be trained by ``fit``."""

    def __init__(self, num_features: int, num_classes: int):
        super().__init__()
        self.linear = nn.Linear(num_features, num_classes)

    def bind(self, graph: Graph):
        """Return the map from features to logits; the edges play no part."""
        return self.linear


PENALTIES = (1e-3, 1e-1, 1e1, 1e3, 1e5)
"""Inverse strengths of the penalty, scikit-learn's C, that ``solved_probe`` chooses from by validation."""


def trained_probe(graph: Graph, features: Tensor, config: TrainConfig) -> dict[str, float]:
    """Return the accuracies of a linear classifier of ``features`` trained by Adam, as a network is."""
    frozen = replace(graph, x=features)
    torch.manual_seed(config.seed)
    head = LinearHead(features.shape[1], graph.num_classes).to(features.dtype)
    fit(head, frozen, config)
    return accuracies(head, frozen)


def solved_probe(graph: Graph, features: Tensor) -> dict[str, float]:
    """Return the accuracies of logistic regression on ``features``, solved to its minimum by L-BFGS.

    The problem is convex, so what it cannot tell is not in the features, or not linearly. The penalty is
    the one of ``PENALTIES`` with the best validation accuracy.
    """
    x, y = features.double().numpy(), graph.y.numpy()
    parts = {name: getattr(graph, f"{name}_mask").numpy() for name in ("test", "val", "train")}
    found = []
    for strength in PENALTIES:
        with warnings.catch_warnings():
            # The last digits of the minimum change no accuracy.
            warnings.simplefilter("ignore", ConvergenceWarning)
            line = LogisticRegression(C=strength, max_iter=300).fit(x[parts["train"]], y[parts["train"]])
        found.append({name: float(line.score(x[part], y[part])) for name, part in parts.items()})
    return max(found, key=lambda accuracy: accuracy["val"])
