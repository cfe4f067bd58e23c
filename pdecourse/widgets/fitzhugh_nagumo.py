"""The FitzHugh–Nagumo live figure: waves to start, break and erase. Chapter 2."""

import numpy as np
import traitlets as t

from pdecourse import kinetics
from pdecourse.plots import INK, ORANGE
from pdecourse.widgets.base import module_source
from pdecourse.widgets.field import FIELD_SOURCES, FieldFigure

DEFAULTS = kinetics.FitzHughNagumo()
Dv, Dw = DEFAULTS.diffusion

ROWS = {"wave": (0, 1), "broken wave": (0, 1 / 2), "segment": (1 / 4, 3 / 4), "rest": (0, 0)}
"""Which part of the wave's strip the first state has, as fractions of the side."""

PACEMAKER_RADIUS = 6

MEDIUM = {"epsilon": 0.05, "beta": 0.6, "current": 0.0}
"""More excitable than the defaults of the reaction, so that a free end curls up well inside the picture."""

PRESETS = {
    "a wave that goes round: cut it": MEDIUM | {"start": "wave", "boundary": "periodic", "pacemaker": 0},
    "a broken wave: one spiral": MEDIUM | {"start": "broken wave", "boundary": "neumann", "pacemaker": 0},
    "a segment: two spirals": MEDIUM | {"start": "segment", "boundary": "neumann", "pacemaker": 0},
    "a pacemaker: a target": MEDIUM | {"start": "rest", "boundary": "neumann", "pacemaker": 400},
    "rest: paint your own": MEDIUM | {"start": "rest", "boundary": "neumann", "pacemaker": 0},
}


class FitzHughNagumo(FieldFigure):
    r"""An excitable medium: v the fast potential, w the slow recovery.

    .. math:: v_t = D_v\nabla^2 v + v - v^3/3 - w + I, \qquad w_t = D_w\nabla^2 w + \varepsilon\,(v + \beta - \gamma w)

    ``start`` names the first state, ``pacemaker`` is the number of steps between two stimuli in the middle
    (0: none). ``Du`` is the diffusion of v and ``Dv`` that of w, in the order of the species. FitzHugh (1961),
    Nagumo et al. (1962), chapter 2.
    """

    figure_name = "fitzhugh_nagumo"
    _esm = module_source(*FIELD_SOURCES, "fitzhugh_nagumo")

    epsilon = t.Float(MEDIUM["epsilon"], min=0.02, max=0.2, help="speed of recovery").tag(
        sync=True, state=True
    )
    beta = t.Float(MEDIUM["beta"], min=0.4, max=1.1, help="excitation threshold").tag(sync=True, state=True)
    gamma = t.Float(DEFAULTS.gamma, min=0.1, max=1.0, help="decay of w").tag(sync=True, state=True)
    current = t.Float(MEDIUM["current"], min=-0.2, max=0.6, help="applied current").tag(sync=True, state=True)
    Du = t.Float(Dv, min=0.0, help="diffusion of v").tag(sync=True, state=True)
    Dv = t.Float(Dw, min=0.0, help="diffusion of w").tag(sync=True, state=True)
    dt = t.Float(0.1, min=1e-6, max=0.25, help="time step").tag(sync=True, state=True)
    speed = t.Int(12, min=1, max=200, help="steps per frame, if the device can").tag(sync=True, state=True)
    still = t.Int(4500, min=1, max=50_000, help="steps until the poster").tag(sync=True, state=True)
    boundary = t.Enum(("periodic", "neumann"), "neumann").tag(sync=True, state=True)
    start = t.Enum(tuple(ROWS), "broken wave", help="the first state").tag(sync=True, state=True)
    pacemaker = t.Int(0, min=0, max=5000, help="steps between two stimuli; 0: none").tag(
        sync=True, state=True
    )
    presets = t.Dict(PRESETS, help="named settings").tag(sync=True, state=True)

    shown = 0
    limits = (-2.0, 2.0)

    def kinetics(self):
        """Return ``FitzHughNagumo`` at the present parameters."""
        return kinetics.FitzHughNagumo(self.epsilon, self.beta, self.gamma, self.current)

    def initial(self) -> np.ndarray:
        """Return a strip of excitation with recovering tissue on its left, over the rows that ``start`` names."""
        n = self.size
        v, w = self.kinetics().rest_state()
        state = np.empty((2, n, n), np.float32)
        state[0], state[1] = v, w
        first, last = (int(part * n) for part in ROWS[self.start])
        front, excited = n // 2, n // 2 - n // 20 - 1
        state[0, first:last, excited:front] = 1.5
        state[1, first:last, front - n // 5 : excited] = w + 1.5
        return state

    def advance(self, state: np.ndarray, steps: int) -> np.ndarray:
        """Return ``state`` after ``steps`` steps, with the pacemaker's stimuli."""
        if not self.pacemaker:
            return super().advance(state, steps)
        centre = np.arange(self.size) + 0.5 - self.size / 2
        disc = centre[:, None] ** 2 + centre**2 < PACEMAKER_RADIUS**2
        for done in range(0, steps, self.pacemaker):
            state = state.copy()
            state[0, disc] = 1.5
            state = super().advance(state, min(self.pacemaker, steps - done))
        return state

    def draw_parameters(self, axes) -> None:
        """Draw the two nullclines and the rest state where they cross."""
        v = np.linspace(-2.2, 2.2, 300)
        axes.plot(v, v - v**3 / 3 + self.current, color=ORANGE, lw=2, label="$v_t = 0$")
        axes.plot(v, (v + self.beta) / self.gamma, "--", color=INK, lw=1.5, label="$w_t = 0$")
        axes.plot(*self.kinetics().rest_state(), "o", ms=11, color=ORANGE, mec="white", mew=1.5, label="rest")
        axes.set(xlim=(-2.2, 2.2), ylim=(-1, 2), xlabel="$v$", ylabel="$w$")
        axes.legend(loc="upper left", frameon=False, fontsize=9)
