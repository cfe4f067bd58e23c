"""What the checks of chapter 7 draw: the normalised adjacency matrix, and symmetric matrices of any sign."""

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of


def normalised_of(edges: np.ndarray, num_nodes: int) -> np.ndarray:
    """Return D^(-1/2) A D^(-1/2), without self-loops."""
    a = adjacency_of(edges, num_nodes)
    root = np.sqrt(a.sum(axis=1))
    return a / np.outer(root, root)


def symmetric_with(rng: np.random.Generator, eigenvalues: np.ndarray) -> np.ndarray:
    """Return a symmetric matrix with these eigenvalues and random eigenvectors.

    Its first entry off the diagonal has the sign that most eigenvalues do not have, so the signs of entries mislead.
    """
    vectors = np.linalg.qr(rng.normal(size=(len(eigenvalues), len(eigenvalues))))[0]
    w = vectors * eigenvalues @ vectors.T
    if w[0, 1] * eigenvalues.sum() > 0:
        w[0, 1:], w[1:, 0] = -w[0, 1:], -w[1:, 0]  # the same eigenvalues: one axis is turned round
    return (w + w.T) / 2
