r"""The Turing checker: every uniform steady state of a reaction, and what diffusion does to it. Chapter 3."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from pdecourse.turing.describe import describe
from pdecourse.turing.state import SteadyState
from pdecourse.turing.steady_states import jacobian, steady_states


@dataclass(frozen=True, eq=False)
class Report:
    """What ``analyze`` found; ``print`` it to read it.

    ``states`` come in the order of the kinetics, the trivial one first where there is one. ``reason`` says
    why a state that the kinetics can have is missing at these parameters, and is empty when none is.
    """

    kinetics: object
    diffusion: Float[np.ndarray, " species"]
    states: list[SteadyState]
    reason: str

    @property
    def critical_ratio(self) -> float | None:
        """The smallest critical ratio of diffusion among the states, None if none has one."""
        return min((s.critical_ratio for s in self.states if s.critical_ratio is not None), default=None)

    def __str__(self) -> str:
        names = self.kinetics.species
        pairs = ", ".join(f"D_{name} = {d:.4g}" for name, d in zip(names, self.diffusion, strict=True))
        lines = [f"{self.kinetics} with {pairs}"]
        lines += [self.reason] if self.reason else []
        for number, state in enumerate(self.states, 1):
            lines += ["", f"State {number} of {len(self.states)}: {describe(state, names)}"]
        return "\n".join(lines)


def analyze(kinetics, diffusion=None, *, eigenvalues=None) -> Report:
    """Find every homogeneous steady state of ``kinetics`` and decide what ``diffusion`` does to each.

    ``diffusion`` holds one coefficient ≥ 0 per species (length squared per time; default: the kinetics' own);
    ``eigenvalues`` of a graph's Laplacian replace the k² of the plane. Raises ``ValueError`` if the number or
    the sign of either is wrong. Chapter 3.
    """
    d = kinetics.checked_diffusion(diffusion)
    spectrum = None if eigenvalues is None else _checked_eigenvalues(eigenvalues)
    states = [
        SteadyState(jacobian(kinetics, values), d, values, spectrum) for values in steady_states(kinetics)
    ]
    reason = kinetics.missing_state()
    if not states and not reason:
        reason = "no homogeneous steady state was found: Newton's method met no zero of the rates"
    return Report(kinetics, d, states, reason)


def _checked_eigenvalues(eigenvalues) -> np.ndarray:
    values = np.asarray(eigenvalues, dtype=float)
    if values.ndim != 1 or not len(values) or not np.isfinite(values).all():
        raise ValueError(
            f"eigenvalues have shape {values.shape}; wanted a list of finite numbers, "
            "such as np.linalg.eigvalsh(L)"
        )
    if values.min() < -1e-6 * max(1.0, values.max()):
        raise ValueError(
            f"the smallest eigenvalue is {values.min():.4g}; wanted those of a Laplacian L = D − A, "
            "none below 0. If yours is A − D, pass the eigenvalues of its negative"
        )
    return np.maximum(values, 0.0)  # eigensolvers return −1e-16 for 0
