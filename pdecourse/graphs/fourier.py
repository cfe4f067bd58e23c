"""Signals on a graph as sums of Laplacian eigenvectors, and filters that act on each of them."""

from collections.abc import Callable

import numpy as np
from jaxtyping import Float

from pdecourse.graphs.spectrum import Spectrum


def fourier(basis: Spectrum, f: np.ndarray) -> np.ndarray:
    r"""Return the coefficients of ``f`` (node,) or (node, channel) in the eigenvectors. Chapter 4.

    .. math:: \hat f_k = \langle \phi_k, f \rangle_w, \qquad \|\hat f\|^2 = \langle f, f \rangle_w

    ``basis`` is ``graphs.spectrum(graph)``. On a ring it is the discrete Fourier transform in sines and cosines.
    Raises ``ValueError`` for another number of rows.
    """
    f = np.asarray(f)
    if len(f) != len(basis.eigenvectors):
        raise ValueError(f"f has {len(f)} rows for {len(basis.eigenvectors)} nodes; give one row per node")
    return (basis.weights[:, None] * basis.eigenvectors).T @ f


def inverse_fourier(basis: Spectrum, coefficients: np.ndarray) -> np.ndarray:
    r"""Return the signal :math:`f = \sum_k \hat f_k \phi_k` with the given ``coefficients``. Chapter 4."""
    return basis.eigenvectors @ coefficients


def spectral_filter(
    basis: Spectrum, f: np.ndarray, response: Callable[[Float[np.ndarray, " mode"]], np.ndarray]
) -> np.ndarray:
    r"""Return ``f`` with each mode multiplied by the response to its eigenvalue. Chapter 4.

    .. math:: g(L) f = \sum_k g(\lambda_k)\, \hat f_k\, \phi_k

    ``lambda eigenvalues: np.exp(-t * eigenvalues)`` is the heat equation after time t, and
    ``lambda eigenvalues: 1 - eigenvalues`` of the symmetric Laplacian one layer of a linear GCN.

    Raises ``ValueError`` unless ``basis`` has all the eigenvectors: a missing one would be filtered out too.
    """
    nodes, modes = basis.eigenvectors.shape
    if modes < nodes:
        raise ValueError(
            f"a filter needs all {nodes} eigenvectors and the basis has {modes}; take spectrum(graph) without k"
        )
    coefficients = fourier(basis, f)
    gains = np.asarray(response(basis.eigenvalues)).reshape(-1, *(1,) * (coefficients.ndim - 1))
    return inverse_fourier(basis, gains * coefficients)


def low_pass(basis: Spectrum, f: np.ndarray, cutoff: float) -> np.ndarray:
    r"""Return the smooth part of ``f``: its modes with :math:`\lambda_k \le` ``cutoff``. Chapter 4."""
    return spectral_filter(basis, f, lambda eigenvalues: eigenvalues <= cutoff)


def high_pass(basis: Spectrum, f: np.ndarray, cutoff: float) -> np.ndarray:
    r"""Return the rough part of ``f``: its modes with :math:`\lambda_k >` ``cutoff``. Chapter 4."""
    return spectral_filter(basis, f, lambda eigenvalues: eigenvalues > cutoff)
