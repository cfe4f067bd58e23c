"""Real graphs that need no download: their data come inside a library."""

import numpy as np
import torch

from pdecourse.graphs.graph import Graph
from pdecourse.graphs.split import planetoid_split


def karate() -> Graph:
    """Return Zachary's karate club (1977): 34 members, their friendships, and the two clubs they split into.

    Features are one-hot node numbers. The two leaders, nodes 0 and 33, train; all others test.
    """
    import networkx as nx

    club = nx.karate_club_graph()
    labels = [int(club.nodes[member]["club"] != "Mr. Hi") for member in range(34)]
    leaders = torch.zeros(34, dtype=torch.bool)
    leaders[[0, 33]] = True
    return Graph.from_edges(
        np.array(club.edges).T, 34, x=torch.eye(34), y=torch.tensor(labels),
        train_mask=leaders, test_mask=~leaders, name="karate",
    )  # fmt: skip


def digits() -> Graph:
    """Return scikit-learn's 1797 handwritten digits, each joined to the 8 images nearest to it.

    Nodes are 8 × 8 images; features are their 64 pixels in [0, 1], labels the ten digits. Two images are
    joined if either is among the 8 nearest of the other. The split is Planetoid-like: 20 training images per
    digit, 500 for validation, 1000 for testing.
    """
    from sklearn.datasets import load_digits

    pixels, labels = load_digits(return_X_y=True)
    y = torch.from_numpy(labels).long()
    x = torch.from_numpy(pixels / 16).float()
    return Graph.from_edges(
        nearest_neighbors(pixels, 8), len(y), x=x, y=y, name="digits", **planetoid_split(y)
    )


def nearest_neighbors(points: np.ndarray, k: int) -> np.ndarray:
    """Return edges (2, node · k) from every point to the ``k`` others nearest in Euclidean distance.

    Points equally far away are taken in the order of their numbers. Digits have whole-numbered pixels, so
    their squared distances are exact and the graph is the same on every machine.
    """
    squares = (points**2).sum(axis=1)
    distance = squares[:, None] + squares[None, :] - 2 * points @ points.T
    np.fill_diagonal(distance, np.inf)
    nearest = np.argsort(distance, axis=1, kind="stable")[:, :k]
    return np.stack([np.repeat(np.arange(len(points)), k), nearest.ravel()])
