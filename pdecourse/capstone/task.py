"""A graph in three classes, features that know a little, and labels of which half are hidden."""

from dataclasses import dataclass

import numpy as np

NODES, CLASSES, DEGREE, FEATURES, SIGNAL = 400, 3, 10.0, 20, 1.2


@dataclass(frozen=True)
class Task:
    """What a network is given, and ``truth`` (n,), the classes it is asked for.

    ``edges`` (2, m), each once; ``features`` (n, 20); ``labels`` (n,), the class or −1 where it is hidden.
    """

    edges: np.ndarray
    features: np.ndarray
    labels: np.ndarray
    truth: np.ndarray

    def accuracy(self, predicted: np.ndarray) -> float:
        """Return the share of the hidden labels that are right."""
        hidden = self.labels < 0
        return float((np.asarray(predicted) == self.truth)[hidden].mean())


def draw_task(rng: np.random.Generator, homophily: float) -> Task:
    """Draw 400 nodes with 10 neighbours on average, a share ``homophily`` of them in the node's own class.

    Every class has a mean feature of length 1.2, at right angles to the others; the noise has variance 1 in each of the 20
    features. Labels of 200 nodes are hidden.
    """
    truth = rng.permutation(np.arange(NODES) % CLASSES)
    pairs = np.array(np.triu_indices(NODES, 1))
    same = truth[pairs[0]] == truth[pairs[1]]
    own = homophily * DEGREE * CLASSES / NODES
    other = (1 - homophily) * DEGREE * CLASSES / (NODES * (CLASSES - 1))
    edges = pairs[:, rng.random(len(same)) < np.where(same, own, other)]
    means = SIGNAL * np.linalg.qr(rng.normal(size=(FEATURES, CLASSES)))[0].T
    labels = truth.copy()
    labels[rng.permutation(NODES)[: NODES // 2]] = -1
    return Task(edges, means[truth] + rng.normal(size=(NODES, FEATURES)), labels, truth)
