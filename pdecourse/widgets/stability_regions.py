"""Stability regions of six solvers, with the eigenvalues of a graph times the step drawn in. Chapter 6."""

import numpy as np
import traitlets as t

from pdecourse.graphs import load, spectrum
from pdecourse.plots import INK, ORANGE
from pdecourse.solvers import SOLVERS
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.stills import BASICS, line, sheet

CHOICES = ("euler", "rk4", "adams_bashforth4", "adams_moulton4", "implicit_euler", "crank_nicolson")
STAR = 9
RING = 13
EDGE = 1e-9
"""A modulus of 1 up to round-off does not grow."""


class StabilityRegions(LiveFigure):
    r"""Where ``solver`` is stable in the plane of z, and z = τ × rate for all modes of a ``graph``.

    .. math:: \dot x = Bx, \qquad x^{n+1} = R(z)\,x^n, \qquad |R(z)| \le 1

    B is A − I for the random walk A on the karate club, −L for the Laplacian of a star, or A − I for attention
    on a ring in which every node listens to one side. Rates are the eigenvalues of B, complex for the last.
    For the multistep methods R is the largest root. Hairer, Nørsett & Wanner (1993), chapter 6.
    """

    figure_name = "stability_regions"
    _esm = module_source(*BASICS, "slider_marks", "amplification", "stability_regions")

    solver = t.Enum(CHOICES, "euler", help="which solver").tag(sync=True, state=True)
    graph = t.Enum(("walk", "hub", "ring"), "walk", help="whose rates").tag(sync=True, state=True)
    tau = t.Float(0.5, min=0.01, max=3.0, help="step τ").tag(sync=True, state=True)
    rates = t.Dict(help="eigenvalues [re, im] of B for each graph").tag(sync=True, state=True)

    @t.default("rates")
    def _rates(self):
        around = np.exp(2j * np.pi * np.arange(RING) / RING)
        found = {
            "walk": -spectrum(load("karate"), "random_walk").eigenvalues,
            "hub": -spectrum(load("star", num_nodes=STAR)).eigenvalues,
            "ring": 0.1 + 0.9 * around - 1,
        }
        found["walk"][0] = found["hub"][0] = 0.0  # no mode of a connected graph is at rest but the constant
        return {
            name: np.stack([rates.real, rates.imag], axis=1).round(12).tolist()
            for name, rates in found.items()
        }

    def points(self) -> np.ndarray:
        """Return z (mode,), complex."""
        return self.tau * np.array(self.rates[self.graph]) @ [1, 1j]

    def factors(self, z: np.ndarray | None = None) -> np.ndarray:
        """Return the moduli of the factors per step at z, by default those of the modes."""
        return np.abs(SOLVERS[self.solver].stability_function(self.points() if z is None else z))

    def outside(self) -> int:
        """Return how many modes grow."""
        return int((self.factors() > 1 + EDGE).sum())

    def poster(self):
        """Return the region with the points, and the factors of all modes against the exact ones."""
        figure, axes = sheet([["plane", "factors"]], width_ratios=[1.1, 1])
        re, im = np.linspace(-4.2, 1, 105), np.linspace(-3, 3, 121)
        modulus = self.factors(re + 1j * im[:, None])
        axes["plane"].contourf(re, im, modulus, [0, 1 + EDGE], colors=[ORANGE], alpha=0.15)
        axes["plane"].contour(re, im, modulus, [1 + EDGE], colors=[INK], linewidths=0.9)
        z, factors = self.points(), self.factors()
        line(axes["plane"], vertical=0)
        line(axes["plane"], horizontal=0)
        line(axes["factors"], horizontal=1)
        axes["factors"].plot(re, np.exp(re), "--", color=INK, lw=1, alpha=0.7)
        axes["factors"].plot(re, self.factors(re.astype(complex)), color=ORANGE, lw=2)
        for place, height in (("plane", z.imag), ("factors", factors)):
            axes[place].plot(z.real, height, "o", ms=4, mfc="white", mec=INK)
            out = factors > 1 + EDGE
            axes[place].plot(z.real[out], height[out], "o", ms=7, color=ORANGE, mec="white")
        axes["plane"].set(
            xlim=(-4.2, 1), ylim=(-3, 3), xlabel="real part of $z$", ylabel="imaginary part of $z$"
        )
        axes["factors"].set(
            xlim=(-4.2, 1), ylim=(0, 1.6), xlabel="real part of $z$", ylabel="factor per step"
        )
        return figure
