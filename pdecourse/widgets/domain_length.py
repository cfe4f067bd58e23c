"""A live line whose length decides which waves fit, and whether one of them grows. Chapter 3."""

import numpy as np
import traitlets as t

from pdecourse.grid import Grid
from pdecourse.kinetics import Schnakenberg
from pdecourse.plots import INK, ORANGE
from pdecourse.simulate import simulate
from pdecourse.turing import analyze
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.park_miller import random_numbers
from pdecourse.widgets.stills import BASICS, line, sheet

DIFFUSION = (1.0, 10.0)
LONGEST = 25.0


class DomainLength(LiveFigure):
    r"""The Schnakenberg reaction, diffusion (1, 10), on a line of ``length`` L with insulated ends.

    .. math:: k_n = \frac{n\pi}{L}, \qquad n = 1, 2, \dots

    Only these waves fit; where none lies in the band, noise dies out. ``seed`` chooses the noise. Murray,
    *Mathematical Biology II* (2003), chapter 3.
    """

    figure_name = "domain_length"
    _esm = module_source(*BASICS, "timeline", "schnakenberg", "park_miller", "domain_length")

    length = t.Float(12.0, min=2.0, max=LONGEST, help="length of the line").tag(sync=True, state=True)
    seed = t.Int(0, min=0, max=99, help="which noise").tag(sync=True, state=True)
    dt = t.Float(0.00125, min=1e-5, max=0.00125, help="time step").tag(sync=True, state=True)
    speed = t.Int(1200, min=1, max=5000, help="steps per frame").tag(sync=True, state=True)
    still = t.Int(240_000, min=1, max=320_000, help="steps until the poster").tag(sync=True, state=True)

    def grid(self) -> Grid:
        """Return the line: four cells per unit of length."""
        cells = int(4 * self.length + 0.5)
        return Grid((cells,), spacing=self.length / cells, boundary="neumann")

    def initial(self) -> np.ndarray:
        """Return the uniform state with noise of ±1 %, (2, cells)."""
        (rest,) = Schnakenberg().steady_states()
        noise = 0.02 * (random_numbers(self.seed, 2 * self.grid().shape[0]) - 0.5)
        return np.array(rest)[:, None] + noise.reshape(2, -1)

    def advance(self, state: np.ndarray, steps: int) -> np.ndarray:
        """Return ``state`` (2, cells) after ``steps`` steps of the same scheme.

        ``simulate`` runs it on a strip of three equal rows, across which nothing flows.
        """
        line = self.grid()
        run = simulate(
            Schnakenberg(),
            Grid((3, *line.shape), spacing=line.spacing, boundary="neumann"),
            diffusion=DIFFUSION,
            dt=self.dt,
            steps=steps,
            initial=np.repeat(state[:, None], 3, axis=1),
            dtype="float64",
            progress=False,
        )
        return run.final[:, 1]

    def modes(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the wavenumbers nπ/L below 1.2 and their growth rates."""
        k = np.arange(1, int(np.ceil(1.2 * self.length / np.pi)) + 1) * np.pi / self.length
        return k, analyze(Schnakenberg(), DIFFUSION).states[0].growth_rate(k)

    def poster(self):
        """Return the line after ``still`` steps beside σ(k) with the waves that fit."""
        u, v = self.advance(self.initial(), self.still)
        figure, axes = sheet([["line", "curve"]], width_ratios=[1.25, 1])
        (x,) = self.grid().coordinates()
        axes["line"].axvspan(self.length, LONGEST, color=INK, alpha=0.12, lw=0)
        axes["line"].plot(x, u, color=ORANGE, lw=2.5, label="$u$")
        axes["line"].plot(x, v, "--", color=INK, lw=1.5, label="$v$")
        axes["line"].set(xlim=(0, LONGEST), ylim=(0, 2), xlabel="$x$", title=f"$L = {self.length:g}$")
        axes["line"].legend(frameon=False, fontsize=9)
        state = analyze(Schnakenberg(), DIFFUSION).states[0]
        waves = np.linspace(0, 1.2, 241)
        axes["curve"].axvspan(*state.band, color=ORANGE, alpha=0.12, lw=0)
        axes["curve"].plot(waves, state.growth_rate(waves), color=ORANGE)
        line(axes["curve"], horizontal=0)
        for k, rate in zip(*self.modes()):
            style = (
                {"ms": 10, "color": ORANGE, "mec": "white"}
                if rate > 0
                else {"ms": 7, "mfc": "white", "mec": INK}
            )
            axes["curve"].plot(k, rate, "o", **style)
        axes["curve"].set(
            xlim=(0, 1.2), ylim=(-0.6, 0.15), xlabel="wavenumber $k$", ylabel=r"growth rate $\sigma(k)$"
        )
        return figure
