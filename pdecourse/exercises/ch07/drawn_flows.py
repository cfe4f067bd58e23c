"""What the checks of chapter 7 draw: symmetric matrices of any sign."""

import numpy as np


def symmetric_with(rng: np.random.Generator, eigenvalues: np.ndarray) -> np.ndarray:
    """Return a symmetric matrix with these eigenvalues and random eigenvectors.

    Its first entry off the diagonal has the sign that most eigenvalues do not have, so the signs of entries mislead.
    """
    vectors = np.linalg.qr(rng.normal(size=(len(eigenvalues), len(eigenvalues))))[0]
    w = vectors * eigenvalues @ vectors.T
    if w[0, 1] * eigenvalues.sum() > 0:
        w[0, 1:], w[1:, 0] = -w[0, 1:], -w[1:, 0]  # the same eigenvalues: one axis is turned round
    return (w + w.T) / 2
