r"""The dispersion relation: how fast a small wave of each length grows. Chapter 3."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.linalg
import scipy.optimize
from jaxtyping import Float

ROUNDING = 1e-12
"""Growth rates below this times the largest entry of J count as zero."""


@dataclass(frozen=True, eq=False)
class Dispersion:
    r"""Growth of waves :math:`e^{\mathrm{i}kx}` on a uniform state with Jacobian J (Turing, 1952), chapter 3.

    .. math:: \sigma(k) = \max \operatorname{Re} \operatorname{eig}\bigl(J - k^2 D\bigr)

    ``jacobian`` (species, species) is J per unit time, ``diffusion`` (species,) the diagonal of D, k in
    radians per unit length. A growth rate within rounding of zero counts as no growth.
    """

    jacobian: Float[np.ndarray, "species species"]
    diffusion: Float[np.ndarray, " species"]

    def spectrum(self, k) -> np.ndarray:
        """Return the eigenvalues of J − k²D for finite wavenumbers ``k``, of shape ``(*k.shape, species)``."""
        k = np.asarray(k, dtype=float)
        return np.linalg.eigvals(self.jacobian - k[..., None, None] ** 2 * np.diag(self.diffusion))

    def growth_rate(self, k):
        """Return σ(k), a float for one wavenumber, an array for many; k = inf is the short-wave limit."""
        k = np.asarray(k, dtype=float)
        rates = self.spectrum(np.where(np.isinf(k), 0.0, k)).real.max(axis=-1)
        if np.isinf(k).any():
            rates = np.where(np.isinf(k), self._short_wave_limit(), rates)
        return float(rates) if k.ndim == 0 else rates

    def mode(self, k: float) -> np.ndarray:
        """Return the unit eigenvector that belongs to σ(k), its largest entry positive.

        Equal signs: the species peak together. Opposite signs: one peaks where the other dips.
        """
        values, vectors = np.linalg.eig(self.jacobian - k**2 * np.diag(self.diffusion))
        leading = vectors[:, np.argmax(values.real)]
        leading = leading / leading[np.argmax(np.abs(leading))]
        leading = leading.real if np.allclose(leading.imag, 0) else leading
        return leading / np.linalg.norm(leading)

    @property
    def tolerance(self) -> float:
        """The growth rate below which a perturbation counts as not growing."""
        return ROUNDING * float(np.abs(self.jacobian).max())

    @cached_property
    def bands(self) -> list[tuple[float, float]]:
        r"""Every interval (k_lo, k_hi) of wavenumbers that grow.

        σ(k) changes sign only where :math:`J - k^2 D` has an eigenvalue 0, or two eigenvalues
        :math:`\pm \mathrm{i}\omega` whose sum is 0. Both are generalised eigenvalue problems for k²; between
        neighbouring roots one test point decides.
        """
        d = np.diag(self.diffusion)
        zero = _positive_roots(self.jacobian, d)
        oscillating = _positive_roots(_pair_sums(self.jacobian), _pair_sums(d))
        edges, between = self._split(np.append(zero, oscillating))
        grows = self.growth_rate(between) > self.tolerance
        bands: list[tuple[float, float]] = []
        for low, high in np.column_stack([edges, np.append(edges[1:], np.inf)])[grows].tolist():
            low = bands.pop()[0] if bands and bands[-1][1] == low else low
            bands.append((low, high))
        return bands

    def fastest(self, band: tuple[float, float]) -> float:
        """Return the wavenumber in ``band`` with the largest σ: the best of 129 samples, then refined.

        The answer is an end of the band if σ is largest there: 0, or inf if shorter is always faster.
        """
        low, high = band
        stretch = low + self._natural_wavenumber

        def wavenumber(s):
            """Map s in [0, 1] to the band, which may reach to infinity."""
            if math.isfinite(high):
                return low + (high - low) * s
            return low + stretch * s / (1 - s) if s < 1 else math.inf

        samples = np.linspace(0, 1, 129)
        rates = self.growth_rate(np.array([wavenumber(s) for s in samples]))
        best = int(np.argmax(rates))
        if best in (0, len(samples) - 1):
            return wavenumber(samples[best])
        found = scipy.optimize.minimize_scalar(
            lambda s: -self.growth_rate(wavenumber(s)),
            method="bounded",
            bounds=(samples[best - 1], samples[best + 1]),
            options={"xatol": 1e-10},
        )
        return float(wavenumber(found.x))

    def has_stationary_band(self) -> bool:
        """Whether det(k²D − J) < 0 for some k, so that some wave grows without oscillating."""
        d = np.diag(self.diffusion)
        _, between = self._split(_positive_roots(self.jacobian, d))
        return bool(np.any(np.linalg.det(between[:, None, None] ** 2 * d - self.jacobian) < 0))

    def _split(self, roots: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the wavenumbers 0 and √roots in order, and one wavenumber above each, below the next."""
        edges = np.sqrt(np.append(0.0, np.unique(roots)))
        return edges, np.append((edges[:-1] + edges[1:]) / 2, 2 * edges[-1] + self._natural_wavenumber)

    @property
    def _natural_wavenumber(self) -> float:
        """The wavenumber at which diffusion is as fast as reaction."""
        return math.sqrt((np.abs(self.jacobian).max() or 1.0) / (self.diffusion.max() or 1.0))

    def _short_wave_limit(self) -> float:
        """σ as k → ∞: species that diffuse are pinned, those that don't follow their own block of J."""
        still = self.diffusion == 0
        block = self.jacobian[np.ix_(still, still)]
        return float(np.linalg.eigvals(block).real.max()) if still.any() else -math.inf


def _positive_roots(a: np.ndarray, d: np.ndarray) -> np.ndarray:
    """Return the real positive q with det(a − q d) = 0."""
    if not len(a):
        return np.zeros(0)
    with np.errstate(all="ignore"):  # a singular d puts roots at infinity
        q = scipy.linalg.eigvals(a, d)
    q = q[np.isfinite(q)]
    return q.real[(np.abs(q.imag) <= 1e-9 * np.abs(q)) & (q.real > 0)]


def _pair_sums(a: np.ndarray) -> np.ndarray:
    """Return a matrix with the eigenvalues λ_i + λ_j, i < j, made of those of ``a``; for 2 × 2, the trace."""
    n, eye = len(a), np.eye(len(a))
    pairs = [np.outer(eye[i], eye[j]) - np.outer(eye[j], eye[i]) for i in range(n) for j in range(i + 1, n)]
    basis = np.array(pairs).reshape(len(pairs), n * n)
    return basis @ (np.kron(a, eye) + np.kron(eye, a)) @ basis.T / 2
