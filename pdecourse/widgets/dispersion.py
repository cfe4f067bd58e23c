"""The live dispersion curve of the Schnakenberg reaction. Chapter 3."""

import numpy as np
import traitlets as t

from pdecourse.kinetics import Schnakenberg
from pdecourse.plots import FIELD_MAP, INK, ORANGE
from pdecourse.turing import SteadyState, analyze
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.stills import BASICS, line, sheet

LENGTH = 40


class Dispersion(LiveFigure):
    r"""Growth rate of waves on the uniform state of ``Schnakenberg()`` with diffusion (1, ``d``).

    .. math:: \sigma(k) = \max\operatorname{Re}\operatorname{eig}\bigl(J - k^2\operatorname{diag}(1, d)\bigr)

    A band of growing waves opens at the critical ratio. Turing (1952), chapter 3.
    """

    figure_name = "dispersion"
    _esm = module_source(*BASICS, "schnakenberg", "dispersion")

    d = t.Float(8.0, min=1.0, max=40.0, help="ratio of diffusion D_v/D_u").tag(sync=True, state=True)

    def uniform_state(self, d: float | None = None) -> SteadyState:
        """Return the checker's verdict on the uniform state at the ratio ``d`` (default: the present one)."""
        return analyze(Schnakenberg(), (1.0, self.d if d is None else d)).states[0]

    def poster(self):
        """Return σ(k) at the present d and at d_c, the plane of k and d, and the fastest wave."""
        state = self.uniform_state()
        critical = state.critical_ratio
        k = np.linspace(0, 1.5, 301)
        figure, axes = sheet(
            [["curve", "plane"], ["strip", "strip"]], width_ratios=[1.4, 1], height_ratios=[5, 1]
        )
        axes["curve"].plot(k, self.uniform_state(critical).growth_rate(k), "--", color=INK, lw=1.3, alpha=0.7)
        axes["curve"].plot(k, state.growth_rate(k), color=ORANGE, lw=2.5)
        axes["curve"].text(0.55, -0.7, "dashed: at $d_c$", fontsize=9, color=INK)
        line(axes["curve"], horizontal=0)
        axes["curve"].set(
            xlim=(0, 1.5), ylim=(-0.8, 0.5), xlabel="wavenumber $k$", ylabel=r"growth rate $\sigma(k)$"
        )
        self._draw_plane(axes["plane"], critical)
        x = np.linspace(0, LENGTH, 800)
        wave = np.zeros_like(x)
        if state.band:
            axes["curve"].axvspan(*state.band, color=ORANGE, alpha=0.12, lw=0)
            axes["curve"].plot(
                state.wavenumber, state.growth_rate(state.wavenumber), "o", ms=9, color=ORANGE, mec="white"
            )
            wave = np.cos(state.wavenumber * x)
        axes["strip"].imshow(
            wave[None], aspect="auto", cmap=FIELD_MAP, vmin=-1, vmax=1, extent=(0, LENGTH, 0, 1)
        )
        length = f"the fastest wave, of length {state.wavelength:.2f}" if state.band else "nothing grows"
        axes["strip"].set(yticks=[], xlabel=f"$x$: {length}")
        return figure

    def _draw_plane(self, axes, critical: float) -> None:
        """Draw the band of growing waves against d, and the present d."""
        ratios = np.geomspace(critical * 1.0001, 40, 80)
        low, high = np.transpose([self.uniform_state(d).band for d in ratios])
        axes.fill_betweenx(ratios, low, high, color=ORANGE, alpha=0.12, lw=0)
        axes.plot(np.append(low[::-1], high), np.append(ratios[::-1], ratios), color=ORANGE)
        axes.text(0.62, critical - 2.2, f"$d_c = {critical:.2f}$", fontsize=9, color=INK)
        axes.text(0.5, 26, "waves grow", fontsize=9, color=INK, ha="center")
        line(axes, horizontal=self.d)
        axes.set(xlim=(0, 1), ylim=(1, 40), xlabel="wavenumber $k$", ylabel="$d = D_v/D_u$")
