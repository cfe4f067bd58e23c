"""A point in the trace–determinant plane, its flow, and Turing's region. Chapter 3."""

import numpy as np
import scipy.linalg
import traitlets as t

from pdecourse.kinetics import Schnakenberg
from pdecourse.plots import INK, ORANGE
from pdecourse.turing import SteadyState, analyze
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.stills import BASICS, line, sheet

START = analyze(Schnakenberg()).states[0]


class TraceDeterminant(LiveFigure):
    r"""The linear reaction with a given trace τ, determinant Δ and self-feedback ``fu``.

    .. math:: J = \begin{pmatrix} f_u & 1 \\ f_u(\tau - f_u) - \Delta & \tau - f_u \end{pmatrix}, \qquad
              \Delta < \frac{(\tau + (d - 1) f_u)^2}{4d}

    The inequality, with τ < 0 < Δ, bounds the shaded region in which diffusion (1, ``d``) breaks a stable
    state. The defaults are those of ``Schnakenberg()``. Turing (1952), chapter 3.
    """

    figure_name = "trace_determinant"
    _esm = module_source(*BASICS, "schnakenberg", "trace_determinant")

    trace = t.Float(round(START.trace, 9), min=-2.0, max=2.0).tag(sync=True, state=True)
    determinant = t.Float(round(START.determinant, 9), min=-1.0, max=2.0).tag(sync=True, state=True)
    d = t.Float(10.0, min=1.0, max=40.0, help="ratio of diffusion D_v/D_u").tag(sync=True, state=True)
    fu = t.Float(round(float(START.jacobian[0, 0]), 9), min=0.1, max=2.0, help="feedback of u on itself").tag(
        sync=True, state=True
    )

    def jacobian(self) -> np.ndarray:
        """Return J (2, 2)."""
        gv = self.trace - self.fu
        return np.array([[self.fu, 1.0], [self.fu * gv - self.determinant, gv]])

    def rest_state(self) -> SteadyState:
        """Return the checker's verdict on J with diffusion (1, d)."""
        return SteadyState(self.jacobian(), np.array([1.0, self.d]), np.zeros(2))

    def flow(self, start, times) -> np.ndarray:
        """Return the deviations (time, 2) from the rest state at ``times``, beginning at ``start``."""
        return np.array([scipy.linalg.expm(self.jacobian() * time) @ start for time in times])

    def poster(self):
        """Return the plane with its regions and the present point, beside its orbits and one run."""
        figure, axes = sheet(
            [["plane", "orbits"], ["plane", "run"]], width_ratios=[1.5, 1], height_ratios=[1.5, 1]
        )
        tau = np.linspace(-2, 2, 201)
        stable = tau[tau <= 0]
        border = np.maximum(0, stable + (self.d - 1) * self.fu) ** 2 / (4 * self.d)
        axes["plane"].fill_between(stable, 0, border, color=ORANGE, alpha=0.16, lw=0)
        axes["plane"].plot(tau, tau**2 / 4, color=ORANGE)
        axes["plane"].plot([0, 0], [0, 2], color=INK, lw=1, alpha=0.6)
        line(axes["plane"], horizontal=0)
        axes["plane"].plot(self.trace, self.determinant, "o", ms=11, color=ORANGE, mec="white")
        names = [
            (-1.4, 1.85, "stable spirals"),
            (1.4, 1.85, "unstable spirals"),
            (-1.55, 0.12, "stable nodes"),
            (1.5, 0.12, "unstable nodes"),
            (1.3, -0.55, "saddles"),
        ]
        for x, y, name in names:
            axes["plane"].text(x, y, name, fontsize=9, ha="center", va="center", color=INK)
        axes["plane"].set(xlim=(-2, 2), ylim=(-1, 2), xlabel=r"trace $\tau$", ylabel=r"determinant $\Delta$")
        times = np.linspace(-2, 7, 226)
        for angle in np.pi * np.arange(5, -1, -1) / 3:
            start = 1.3 * np.array([np.cos(angle), np.sin(angle)])
            axes["orbits"].plot(
                *self.flow(start, times).T, color=INK if angle else ORANGE, lw=0.8 if angle else 2
            )
        axes["orbits"].set(xlim=(-2, 2), ylim=(-2, 2), xlabel="$u - u_0$", ylabel="$v - v_0$")
        times = np.linspace(0, 20, 401)
        u, v = self.flow([1.3, 0.0], times).T
        axes["run"].plot(times, u, color=ORANGE, lw=2)
        axes["run"].plot(times, v, "--", color=INK, lw=1.3)
        axes["run"].set(xlim=(0, 20), ylim=(-2, 2), xlabel="time", ylabel="$u$, $v$")
        return figure
