"""A live plate to paint heat on: which edges keep the total? Chapter 1."""

import numpy as np
import traitlets as t

from pdecourse.grid import BOUNDARIES, Grid
from pdecourse.plots import INK, ORANGE
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.stills import BASICS, draw_plate, sheet

R = 0.2
SPOTS = (0.14, 0.62), (0.66, 0.36)
NAMES = {"periodic": "periodic", "neumann": "no flux", "dirichlet": "fixed at 0"}


class HeatPaint(LiveFigure):
    r"""Explicit Euler with r = 0.2 on ``size`` × ``size`` cells, with a choice of ``boundary``.

    .. math:: \frac{d}{dt}\int u\,dx = \alpha\oint \partial_n u\,ds

    Through periodic and insulated edges nothing leaves on balance; an edge held at 0 drains the plate.
    Fourier (1822), chapter 1.
    """

    figure_name = "heat_paint"
    _esm = module_source(*BASICS, "timeline", "plate", "brush", "heat_paint")

    boundary = t.Enum(tuple(BOUNDARIES), "periodic").tag(sync=True, state=True)
    size = t.Int(64, min=16, max=128, help="cells along a side").tag(sync=True, state=True)
    speed = t.Int(1, min=1, max=50, help="steps per frame").tag(sync=True, state=True)
    still = t.Int(120, min=1, max=5000, help="steps until the poster").tag(sync=True, state=True)

    def initial(self) -> np.ndarray:
        """Return a cold plate (size, size) with two hot discs, one near an edge."""
        centres = np.arange(self.size) + 0.5
        discs = [
            (centres - a * self.size) ** 2 + (centres[:, None] - b * self.size) ** 2 < (0.11 * self.size) ** 2
            for a, b in SPOTS
        ]
        return np.any(discs, axis=0).astype(float)

    def advance(self, u: np.ndarray, steps: int, boundary: str | None = None) -> np.ndarray:
        """Return ``u`` (size, size) after ``steps`` steps of the same scheme."""
        grid = Grid((self.size, self.size), boundary=boundary or self.boundary)
        for _ in range(steps):
            u = u + R * grid.laplacian(u)
        return u

    def poster(self):
        """Return the plate after ``still`` steps, and the total heat with each of the three edges."""
        figure, axes = sheet([["plate", "total"]], width_ratios=[1.1, 1])
        draw_plate(figure, axes["plate"], self.advance(self.initial(), self.still))
        for boundary, style in zip(NAMES, ("-", ":", "--")):
            u, totals = self.initial(), []
            for _ in range(0, 1001, 20):
                totals.append(u.sum())
                u = self.advance(u, 20, boundary)
            mine = boundary == self.boundary
            axes["total"].plot(
                np.arange(0, 1001, 20),
                totals,
                style,
                color=ORANGE if mine else INK,
                lw=3 if mine else 1.5,
                label=NAMES[boundary],
            )
        axes["total"].set(xlabel="step", ylabel="total heat", xlim=(0, 1000), ylim=(0, 1.35 * totals[0]))
        axes["total"].legend(frameon=False, fontsize=9, loc="upper right")
        return figure
