"""Three schemes on one rod with the same large step: stable is not accurate. Chapter 1."""

import numpy as np
import traitlets as t

from pdecourse.grid import Grid
from pdecourse.heat import laplacian_matrix
from pdecourse.plots import INK, ORANGE
from pdecourse.solvers import solve
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.stills import BASICS, line, sheet

SCHEMES = {
    "euler": "Explicit Euler",
    "implicit_euler": "Implicit Euler",
    "crank_nicolson": "Crank–Nicolson",
}


class HeatRace(LiveFigure):
    r"""A rod of ``size`` cells with insulated ends, four of them hot, stepped by three schemes with one r.

    .. math:: u^{n+1} = R(r\,\Delta x^2\,\nabla^2_h)\,u^n, \qquad
              R(z) = 1 + z, \quad \frac{1}{1 - z}, \quad \frac{1 + z/2}{1 - z/2}

    Behind each lies the exact solution on the same cells. Crank & Nicolson (1947), chapter 1.
    """

    figure_name = "heat_race"
    _esm = module_source(*BASICS, "timeline", "heat_race")

    r = t.Float(2.0, min=0.1, max=10.0, help="α Δt/Δx²").tag(sync=True, state=True)
    size = t.Int(64, min=16, max=128, help="cells of the rod").tag(sync=True, state=True)
    speed = t.Float(0.1, min=0.01, max=2.0, help="time per frame").tag(sync=True, state=True)
    still = t.Int(3, min=1, max=200, help="steps until the poster").tag(sync=True, state=True)

    def initial(self) -> np.ndarray:
        """Return four hot cells in the middle of the cold rod, (size,)."""
        return (np.abs(np.arange(self.size) - (self.size - 1) / 2) < 2).astype(float)

    def advance(self, steps: int, method: str) -> np.ndarray:
        """Return the rod after ``steps`` steps of ``method``, a name in ``solvers.SOLVERS``."""
        matrix = laplacian_matrix(Grid((self.size,), boundary="neumann"))
        return solve(matrix, self.initial(), self.r * np.arange(steps + 1), method)[-1]

    def poster(self):
        """Return the three rods after ``still`` steps with the exact curve behind each."""
        figure, axes = sheet([list(SCHEMES)], sharey=True)
        truth = self.advance(self.still, "exponential")
        for method, name in SCHEMES.items():
            rod = self.advance(self.still, method)
            miss = 100 * np.abs(rod - truth).max() / truth.max()
            axes[method].plot(truth, color=INK, lw=4, alpha=0.35, label="exact")
            axes[method].plot(rod, color=ORANGE, lw=1.8, marker="o", ms=2.5)
            axes[method].set_title(f"{name}\nmiss {miss:,.0f} %", fontsize=10)
            axes[method].set(ylim=(-0.4, 1.1), xlabel="cell")
            line(axes[method], horizontal=0)
        axes["euler"].set_ylabel("temperature")
        figure.suptitle(f"$r = {self.r:g}$, {self.still} steps; pale: exact", fontsize=10)
        return figure
