"""Gray–Scott kinetics, and Pearson's catalogue of the patterns it makes."""

import math
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from pdecourse.grid import Grid
from pdecourse.kinetics.base import Kinetics
from pdecourse.shapes import State


@dataclass(frozen=True)
class GrayScott(Kinetics):
    r"""Autocatalysis :math:`U + 2V \to 3V` in a stirred feed, Gray and Scott (1984), chapter 2.

    .. math:: \dot u = -uv^2 + F(1-u), \qquad \dot v = uv^2 - (F+k)v

    u is the substrate and v the autocatalyst, in units of the feed concentration; ``F`` is the feed rate and
    ``k`` the rate at which v decays, both per unit time. Diffusion is the pair used by most pictures of this
    system; Pearson (1993) has (0.2097, 0.1049) per cell and step: the same patterns, 15 % larger.
    """

    F: float = 0.037
    k: float = 0.060

    species: ClassVar = ("u", "v")
    diffusion: ClassVar = (0.16, 0.08)
    seed_side: ClassVar = 20

    @staticmethod
    def rates(u, v, F, k):
        """Return (du/dt, dv/dt)."""
        autocatalysis = u * v * v
        return F * (1 - u) - autocatalysis, autocatalysis - (F + k) * v

    def steady_states(self) -> list[tuple[float, float]]:
        """Return the trivial state (1, 0) and, where it exists, the saddle-node's pair, larger v last.

        Away from v = 0, uv = F + k leaves (F + k) v² − F v + F (F + k) = 0: real only if F ≥ 4 (F + k)². On
        the saddle-node itself, to rounding, the pair is one state.
        """
        if self.missing_state():
            return [(1.0, 0.0)]
        F, decay = self.F, self.F + self.k
        distance = 1 - 4 * decay * decay / F
        half_width = math.sqrt(distance) if distance > 1e-12 else 0.0
        pair = sorted({F / (2 * decay) * (1 + sign * half_width) for sign in (-1, 1)})
        return [(1.0, 0.0), *((decay / v, v) for v in pair)]

    def missing_state(self) -> str:
        """Say by how much (F, k) is beyond the saddle-node k = √F/2 − F."""
        F, k = self.F, self.k
        fold = math.sqrt(max(F, 0)) / 2 - F
        if F > 0 and k <= fold + 1e-12:
            return ""
        return (
            f"no non-trivial homogeneous steady state exists: k = {k:.6g} > √F/2 − F = {fold:.6g} "
            f"at F = {F:.6g}, beyond the saddle-node; only the trivial state (1, 0) is left"
        )

    def initial(self, grid: Grid, rng: np.random.Generator) -> State:
        """Return the trivial state (1, 0) with square seeds of (1/2, 1/4), as Pearson did, at random places.

        One seed of 20 × 20 cells per 5500 cells, each with 1 % noise to break its symmetry. Smaller seeds
        die in several regimes: patterns here grow from a finite push, not from noise.
        """
        state = np.zeros((2, *grid.shape))
        state[0] = 1.0
        for _ in range(max(1, state[0].size // 5500)):
            window = np.ix_(*[(rng.integers(n) + np.arange(min(self.seed_side, n))) % n for n in grid.shape])
            noise = rng.uniform(-0.01, 0.01, (2, *state[0][window].shape))
            state[0][window] = 0.5 + noise[0]
            state[1][window] = 0.25 + noise[1]
        return state


class Regime(NamedTuple):
    """One of the patterns in Pearson's (1993) catalogue: its letter, where it lives and its look."""

    letter: str
    F: float
    k: float
    look: str


PEARSON = {
    "alpha": Regime("α", 0.010, 0.047, "wave fragments, never at rest"),
    "beta": Regime("β", 0.026, 0.051, "chaotic patches"),
    "gamma": Regime("γ", 0.022, 0.051, "restless stripes"),
    "delta": Regime("δ", 0.030, 0.055, "a honeycomb of holes"),
    "epsilon": Regime("ε", 0.018, 0.055, "overcrowded spots that burst and die"),
    "zeta": Regime("ζ", 0.026, 0.059, "jostling spots, dividing and dying"),
    "eta": Regime("η", 0.035, 0.0625, "worms and spots together"),
    "theta": Regime("θ", 0.037, 0.060, "a labyrinth"),
    "iota": Regime("ι", 0.046, 0.0594, "holes gathering in a filled plane"),
    "kappa": Regime("κ", 0.054, 0.063, "branching stripes"),
    "lambda": Regime("λ", 0.030, 0.062, "a lattice of dividing spots"),
    "mu": Regime("μ", 0.046, 0.065, "worms that grow at their tips"),
}
"""Twelve of Pearson's regimes, by the name of their letter."""
