"""The exact flow of a linear field of tensors, as a polynomial in its matrix."""

import math
from functools import cache

import numpy as np
import torch
from numpy.polynomial import chebyshev, legendre
from scipy.special import gammaln
from torch import Tensor

from pdecourse.graphs.sparse import SparseMatrix


def flow(field, x: Tensor, dt: float) -> Tensor:
    r"""Return the solution of the ``LinearField`` :math:`\dot x = B x + b` a time ``dt`` after ``x``, chapter 6.

    .. math:: x(t + \Delta t) = x + \Delta t\, \varphi_1(\Delta t\, B)\, (B x + b), \qquad
              \varphi_1(z) = \frac{e^z - 1}{z} = \sum_k a_k\, p_k\Big(\frac{z - c}{r}\Big)

    Gershgorin's discs bound the eigenvalues by c ± r on the real line, where Chebyshev polynomials :math:`p_k`
    serve a symmetric matrix: about :math:`9 \sqrt{r}` products reach round-off. Attention is not symmetric, and
    Chebyshev polynomials grow beyond the line; powers are at most 1 on the whole disc. They need
    :math:`r + 8 \sqrt r` products, all with positive weights: for :math:`B = A - I` these are the chances that a
    random walker has made k steps. Gradients flow through the products, to the entries of the matrix too.
    Sources: Tal-Ezer & Kosloff (1984); Jensen (1953), uniformisation.
    """
    low, high = spectral_interval(field)
    centre, radius = (low + high) / 2, max((high - low) / 2, 1e-12)
    symmetric = field.matrix.is_symmetric
    # Where the bound is above the largest eigenvalue, terms of size exp(dt · bound) would have to cancel.
    num_parts = max(1, math.ceil(dt * high / 2), 1 if symmetric else math.ceil(dt * radius / 32))
    h = dt / num_parts
    expand, evaluate = (chebyshev_coefficients, clenshaw) if symmetric else (power_coefficients, horner)
    scaled, coefficients = scaled_field(field, centre, radius), expand(h * centre, h * radius)
    coefficients = coefficients[
        : 1 + np.flatnonzero(coefficients > torch.finfo(x.dtype).eps * coefficients.max())[-1]
    ]
    for _ in range(num_parts):
        x = x + h * evaluate(scaled, coefficients.tolist(), field.slope(x))
    return x


def scaled_field(field, centre: float, radius: float):
    """Return the map y ↦ (B y − c y) / r: one product, unless the rates differ or the diagonal is not stored."""
    values, pattern = field.matrix.values, field.matrix.pattern
    if field.rates is None and pattern.on_diagonal.sum().item() == pattern.num_rows:
        shifted = (values - centre * pattern.on_diagonal.to(values)) / radius
        return SparseMatrix(pattern, shifted).__matmul__
    return lambda y: (field.apply(y) - centre * y) / radius


def spectral_interval(field) -> tuple[float, float]:
    """Return bounds on the real parts of the eigenvalues: those of the matrix, times the rates."""
    ends = field.matrix.spectral_interval()
    rates = (1.0,) if field.rates is None else (field.rates.min().item(), field.rates.max().item())
    products = [end * rate for end in ends for rate in rates]
    return min(products), max(products)


def chebyshev_coefficients(centre: float, radius: float) -> np.ndarray:
    """Return the coefficients of φ₁ on centre ± radius, which are positive and fall like exp(−k²/2r)."""

    def phi1(s: np.ndarray) -> np.ndarray:
        z = centre + radius * s
        nonzero = np.where(z == 0, 1.0, z)
        return np.where(z == 0, 1.0, np.expm1(nonzero) / nonzero)

    return chebyshev.chebinterpolate(phi1, 30 + math.ceil(12 * radius**0.5))


def power_coefficients(centre: float, radius: float) -> np.ndarray:
    r"""Return the Taylor coefficients of φ₁ at the centre, :math:`a_k = \int_0^1 e^{sc} (sr)^k / k!\, ds`.

    The integrand is positive, so quadrature gives each of them to round-off, however small.
    """
    s, weights = _quadrature()
    k = np.arange(30 + math.ceil(radius + 10 * radius**0.5))[:, None]
    return np.exp(s * centre + k * np.log(s * radius) - gammaln(k + 1)) @ weights


@cache
def _quadrature() -> tuple[np.ndarray, np.ndarray]:
    """Return the nodes and weights of Gauss and Legendre on the interval from 0 to 1."""
    nodes, weights = legendre.leggauss(96)
    return (1 + nodes) / 2, weights / 2


def clenshaw(scaled, coefficients: list[float], x: Tensor) -> Tensor:
    """Return Σ a_k T_k(scaled) x by the recurrence b_k = a_k x + 2 scaled(b_{k+1}) − b_{k+2}."""
    last, before = 0 * x, 0 * x
    for a in coefficients[:0:-1]:
        last, before = torch.add(2 * scaled(last) - before, x, alpha=a), last
    return coefficients[0] * x + scaled(last) - before


def horner(scaled, coefficients: list[float], x: Tensor) -> Tensor:
    """Return Σ a_k scaledᵏ x by the recurrence b_k = a_k x + scaled(b_{k+1})."""
    total = coefficients[-1] * x
    for a in coefficients[-2::-1]:
        total = torch.add(scaled(total), x, alpha=a)
    return total
