"""Random matrices of means for the checks of lab 6."""

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges


def walk_of(edges: np.ndarray, num_nodes: int) -> np.ndarray:
    """Return the random walk with self-loops, all neighbours alike."""
    a = adjacency_of(edges, num_nodes) + np.eye(num_nodes)
    return a / a.sum(axis=1, keepdims=True)


def drawn_attention(rng: np.random.Generator, num_nodes: int, spread: float = 1.0) -> np.ndarray:
    """Return a matrix (n, n) of means on a connected graph with self-loops; weights differ by e^±spread."""
    a = adjacency_of(drawn_edges(rng, num_nodes, num_nodes), num_nodes) + np.eye(num_nodes)
    a *= np.exp(spread * rng.uniform(-1, 1, size=a.shape))
    return a / a.sum(axis=1, keepdims=True)


def circling_attention(rng: np.random.Generator, num_nodes: int) -> np.ndarray:
    """Return a matrix of means on a ring in which every node listens to one side: complex eigenvalues."""
    one = np.eye(num_nodes)
    own, next_one, next_but_one = (
        rng.uniform(low, high, size=(num_nodes, 1)) for low, high in ((0.05, 0.3), (0.8, 1.0), (0.1, 0.2))
    )
    a = own * one + next_one * np.roll(one, 1, axis=1) + next_but_one * np.roll(one, 2, axis=1)
    return a / a.sum(axis=1, keepdims=True)
