"""Real roots of polynomials, for steady states."""

import numpy as np


def real_roots(*coefficients: float) -> np.ndarray:
    """Return the real roots of a polynomial, highest power first, in ascending order.

    A double root comes out of the solver as a pair with imaginary parts of about √ε, so those count as real.
    """
    roots = np.roots(coefficients)
    return np.sort(roots.real[np.abs(roots.imag) <= 1e-7 * (1 + np.abs(roots))])
