"""The Gray–Scott live figure: an (F, k) pad with Pearson's regimes and a field to paint on. Chapter 2."""

import numpy as np
import traitlets as t

from pdecourse import kinetics
from pdecourse.plots import INK, ORANGE
from pdecourse.widgets.base import module_source
from pdecourse.widgets.field import FIELD_SOURCES, FieldFigure

Du, Dv = kinetics.GrayScott.diffusion
SPREAD = 0.7548776662466927, 0.5698402909980532
"""1/p and 1/p² for the root p of p³ = p + 1: multiples of them, modulo one, fill the square evenly."""


class GrayScott(FieldFigure):
    r"""Gray–Scott with feed rate ``F`` and kill rate ``k``.

    .. math:: u_t = D_u\nabla^2 u - uv^2 + F(1-u), \qquad v_t = D_v\nabla^2 v + uv^2 - (F+k)v

    The pad draws the saddle-node curve :math:`k = \sqrt F/2 - F`: beyond it (1, 0) is the only uniform state.
    ``seed`` moves the first squares. Pearson (1993), chapter 2.
    """

    figure_name = "gray_scott"
    _esm = module_source(*FIELD_SOURCES, "gray_scott_seeds", "gray_scott")

    F = t.Float(0.037, min=0.0, max=0.08, help="feed rate").tag(sync=True, state=True)
    k = t.Float(0.060, min=0.03, max=0.07, help="kill rate").tag(sync=True, state=True)
    Du = t.Float(Du, min=0.0, max=0.25, help="diffusion of u").tag(sync=True, state=True)
    Dv = t.Float(Dv, min=0.0, max=0.25, help="diffusion of v").tag(sync=True, state=True)
    seed = t.Int(0, min=0, max=99, help="where the first squares lie").tag(sync=True, state=True)
    seed_side = t.Int(kinetics.GrayScott.seed_side, min=1, help="cells along a first square").tag(
        sync=True, state=True
    )
    presets = t.Dict(help="Pearson's regimes").tag(sync=True, state=True)

    shown = 1
    limits = (0.0, 0.4)

    @t.default("presets")
    def _presets(self):
        return {name: regime._asdict() for name, regime in kinetics.PEARSON.items()}

    def kinetics(self):
        """Return ``GrayScott(F, k)``."""
        return kinetics.GrayScott(F=self.F, k=self.k)

    def initial(self) -> np.ndarray:
        """Return (1, 0) with square seeds of (1/2, 1/4)."""
        return seeded(self.size, self.seed, self.seed_side)

    def draw_parameters(self, axes) -> None:
        """Draw the (k, F) plane: the saddle-node curve, Pearson's regimes, and the present point."""
        feed = np.linspace(0, 0.08, 400)
        curve = np.sqrt(feed) / 2 - feed
        axes.fill_betweenx(feed, 0.03, np.maximum(curve, 0.03), color=ORANGE, alpha=0.12, lw=0)
        axes.plot(curve, feed, color=ORANGE, lw=2)
        axes.text(0.0478, 0.004, r"$k = \sqrt{F}/2 - F$", fontsize=9, color=INK)
        axes.text(0.0318, 0.047, "inside: three\nuniform states", fontsize=9, color=INK, va="center")
        for regime in self.presets.values():
            axes.plot(regime["k"], regime["F"], "o", ms=3, color=INK)
            axes.annotate(
                regime["letter"], (regime["k"], regime["F"]), (6, -3), textcoords="offset points", fontsize=9
            )
        axes.plot(self.k, self.F, "o", ms=11, color=ORANGE, mec="white", mew=1.5)
        axes.set_xticks(np.linspace(0.03, 0.07, 5))
        axes.set(xlim=(0.03, 0.07), ylim=(0, 0.08), xlabel="$k$ (kill)", ylabel="$F$ (feed)")


def seeded(size: int, seed: int, side: int) -> np.ndarray:
    """Return (1, 0) with squares of ``side`` cells of (1/2, 1/4), one per 5500 cells, well spread; float32 (2, size, size).

    A ripple of 1 % breaks the symmetry of the squares; it is whole-number arithmetic, the same in JavaScript.
    """
    state = np.zeros((2, size, size), np.float32)
    state[0] = 1.0
    count = max(1, size**2 // 5500)
    y, x = np.mgrid[:side, :side]
    for number in range(seed * count, (seed + 1) * count):
        left, bottom = (int((0.5 + a * number) % 1 * size) for a in SPREAD)
        rows, columns = ((np.arange(side) + first) % size for first in (bottom, left))
        ripple = ((31 * x + 17 * y + 7 * x * y + 11 * number) % 23 - 11) / 1100
        state[:, *np.ix_(rows, columns)] = np.stack([0.5 + ripple, 0.25 + ripple])
    return state
