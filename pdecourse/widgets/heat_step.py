"""The live plate whose step can be raised through the limit of explicit Euler. Chapter 1."""

import numpy as np
import traitlets as t

from pdecourse.grid import Grid
from pdecourse.plots import INK, ORANGE
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.stills import BASICS, draw_plate, line, sheet


class HeatStep(LiveFigure):
    r"""Explicit Euler on a plate of ``size`` × ``size`` periodic cells with r = α Δt/Δx².

    .. math:: u^{n+1} = u^n + r\,\Delta x^2\,\nabla^2_h u^n

    In two dimensions the checkerboard is multiplied by 1 − 8r per step and grows beyond r = ¼, in d
    dimensions beyond 1/(2d). Courant, Friedrichs & Lewy (1928), chapter 1.
    """

    figure_name = "heat_step"
    _esm = module_source(*BASICS, "timeline", "plate", "heat_step")

    r = t.Float(0.2, min=0.05, max=0.35, help="α Δt/Δx²").tag(sync=True, state=True)
    size = t.Int(64, min=8, max=128, help="cells along a side, an even number").tag(sync=True, state=True)
    speed = t.Int(2, min=1, max=50, help="steps per frame").tag(sync=True, state=True)
    still = t.Int(560, min=1, max=5000, help="steps until the poster").tag(sync=True, state=True)

    @t.validate("size")
    def _even(self, proposal):
        if proposal["value"] % 2:
            raise t.TraitError(
                f"size is {proposal['value']}; wanted an even number, so that a checkerboard fits"
            )
        return proposal["value"]

    def initial(self) -> np.ndarray:
        """Return a smooth blob (size, size) that wraps round and has no short waves beyond round-off."""
        n, width = self.size, 1 / 8
        wave = np.cos(2 * np.pi * (np.arange(n) - n / 2) / n) - 1
        return np.exp((wave[:, None] + wave) / (2 * np.pi * width) ** 2)

    def advance(self, u: np.ndarray, steps: int) -> np.ndarray:
        """Return ``u`` (size, size) after ``steps`` steps of the same scheme."""
        grid = Grid((self.size, self.size))
        for _ in range(steps):
            u = u + self.r * grid.laplacian(u)
        return u

    @staticmethod
    def checkerboard(u: np.ndarray) -> float:
        """Return the share of the checkerboard in ``u`` (ny, nx): the mean of ±u."""
        return float(abs(np.mean(u * (-1.0) ** np.indices(u.shape).sum(axis=0))))

    def poster(self):
        """Return the plate after ``still`` steps, the curve of factors, and how large the checkerboard became."""
        u, sizes = self.initial(), []
        for _ in range(self.still):
            sizes.append(self.checkerboard(u))
            u = self.advance(u, 1)
        figure, axes = sheet([["plate", "factor"], ["plate", "size"]], width_ratios=[1.1, 1])
        draw_plate(figure, axes["plate"], u)
        r = np.array([0.05, 0.35])
        axes["factor"].axhspan(-1, 1, color=ORANGE, alpha=0.12, lw=0)
        axes["factor"].plot(r, 1 - 8 * r, color=ORANGE)
        axes["factor"].plot(self.r, 1 - 8 * self.r, "o", ms=10, color=ORANGE, mec="white")
        axes["factor"].set(
            xlim=r, ylim=(-2, 1), xlabel="$r$ (two dimensions: limit ¼)", ylabel="factor per step"
        )
        axes["factor"].text(0.253, 0.68, "limit", fontsize=9, color=INK)
        line(axes["factor"], vertical=0.25)
        axes["size"].semilogy(np.maximum(sizes, 1e-20), color=ORANGE)
        axes["size"].set(ylim=(1e-20, 1e8), xlim=(0, 600), xlabel="step", ylabel="checkerboard")
        line(axes["size"], horizontal=1)
        return figure
