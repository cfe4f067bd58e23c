r"""One homogeneous steady state and the verdict on it. Chapter 3."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float

from pdecourse.turing import conditions
from pdecourse.turing.dispersion import Dispersion

KINDS = {
    "stable": "nothing grows",
    "turing": "uniform perturbations die out, some wavenumbers k > 0 grow",
    "hopf": "uniform perturbations grow as oscillations, and det(J − k²D) > 0 for every k",
    "turing-hopf": "uniform perturbations grow as oscillations, and det(J − k²D) < 0 for some k",
    "unstable": "a saddle, an unstable node, or a marginal state that diffusion tips over",
}
"""What each verdict on a steady state means. Chapter 3."""


@dataclass(frozen=True, eq=False)
class SteadyState(Dispersion):
    r"""One homogeneous steady state: the verdict on it, and the numbers behind the verdict. Chapter 3.

    ``values`` (species,) are its concentrations; ``jacobian`` and ``diffusion`` as in ``Dispersion``. On a
    graph, ``eigenvalues`` λ (node,) of its Laplacian take the place of k², and only they can grow: ``kind``,
    ``wavenumber`` (√λ) and ``growth_rates`` are about them, ``band`` and ``conditions`` about all k.
    """

    values: Float[np.ndarray, " species"]
    eigenvalues: Float[np.ndarray, " node"] | None = None

    @property
    def trace(self) -> float:
        """The trace of J: below 0 if uniform perturbations lose area in the phase plane."""
        return float(np.trace(self.jacobian))

    @property
    def determinant(self) -> float:
        """The determinant of J: below 0 at a saddle."""
        return float(np.linalg.det(self.jacobian))

    @cached_property
    def margins(self) -> dict[str, float]:
        """By how much each condition holds; see ``conditions.margins``.

        With one species, or more than two, the conditions are the definition itself: J is stable
        ("well_mixed"), and some k > 0 grows ("diffusion").
        """
        if len(self.values) == 2:
            return conditions.margins(self.jacobian, self.diffusion)
        peak = self.growth_rate(self._peak[0]) if self._peak else 0.0
        return {"well_mixed": -self.growth_rate(0.0), "diffusion": peak}

    @property
    def conditions(self) -> dict[str, bool]:
        """Whether each condition for a Turing instability holds; it needs them all."""
        return {name: margin > 0 for name, margin in self.margins.items()}

    @cached_property
    def kind(self) -> str:
        """The verdict, one of ``KINDS``."""
        uniform = self.spectrum(0.0)
        leading = uniform[np.argmax(uniform.real)]
        if leading.real > self.tolerance:
            if abs(leading.imag) <= self.tolerance:
                return "unstable"
            return "turing-hopf" if self._has_stationary_mode() else "hopf"
        grows = len(self.bands) if self.eigenvalues is None else len(self.growing)
        if not grows:
            return "stable"
        return "turing" if leading.real < -self.tolerance else "unstable"

    @property
    def band(self) -> tuple[float, float] | None:
        """The growing (k_lo, k_hi) with the fastest wavenumber, None if nothing grows; ``bands`` has all."""
        return self._peak[1] if self._peak else None

    @cached_property
    def wavenumber(self) -> float | None:
        """The fastest growing wavenumber k*, None if nothing grows; 0 if that is the uniform mode."""
        if self.eigenvalues is None:
            return self._peak[0] if self._peak else None
        return float(np.sqrt(self.eigenvalues[np.argmax(self.growth_rates)])) if len(self.growing) else None

    @property
    def wavelength(self) -> float | None:
        """The fastest growing wavelength 2π/k*, None if nothing grows; infinite for the uniform mode."""
        if self.wavenumber is None:
            return None
        return 2 * math.pi / self.wavenumber if self.wavenumber else math.inf

    @property
    def critical_ratio(self) -> float | None:
        """The ratio of diffusion, other species to activator, where the band opens; see ``conditions``."""
        return conditions.critical_ratio(self.jacobian) if len(self.values) == 2 else None

    @property
    def sign_pattern(self) -> str | None:
        """Which of the two signs of feedback J has: "activator-inhibitor", "activator-substrate" or None."""
        return conditions.sign_pattern(self.jacobian) if len(self.values) == 2 else None

    @cached_property
    def growth_rates(self) -> Float[np.ndarray, " node"]:
        """σ of each eigenmode of the graph, in the order of ``eigenvalues``. Raises ``ValueError`` without a graph."""
        if self.eigenvalues is None:
            raise ValueError(
                "no graph was given, so there are no eigenmodes; pass eigenvalues=λ to turing.analyze"
            )
        return self.growth_rate(np.sqrt(self.eigenvalues))

    @property
    def growing(self) -> np.ndarray:
        """The indices of the graph's eigenmodes that grow."""
        return np.flatnonzero(self.growth_rates > self.tolerance)

    @cached_property
    def _peak(self) -> tuple[float, tuple[float, float]] | None:
        """The fastest wavenumber of the plane and the band that it is in."""
        peaks = [(self.fastest(band), band) for band in self.bands]
        return max(peaks, key=lambda peak: self.growth_rate(peak[0]), default=None)

    def _has_stationary_mode(self) -> bool:
        if self.eigenvalues is None:
            return self.has_stationary_band()
        matrices = self.eigenvalues[:, None, None] * np.diag(self.diffusion) - self.jacobian
        return bool(np.any(np.linalg.det(matrices) < 0))
