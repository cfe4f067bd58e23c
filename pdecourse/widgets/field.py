"""Live figures of two species on a square grid, and their stills computed by ``pdecourse.simulate``."""

import numpy as np
import traitlets as t
from matplotlib.figure import Figure

from pdecourse.grid import Grid
from pdecourse.kinetics import Kinetics
from pdecourse.plots import FIELD_MAP
from pdecourse.simulate import simulate
from pdecourse.widgets.base import LiveFigure

FIELD_SOURCES = ("basics", "panel", "axes", "shaders", "webgl", "javascript", "backends", "brush", "field")
BACKENDS = ("auto", "webgl", "javascript")

POSTER_WIDTH, POSTER_HEIGHT, POSTER_DPI = 1064, 614, 130
FIELD_SIDE = 512
"""Posters are laid out in pixels: a field of 256 cells at exactly two pixels a cell compresses to half the size."""


def _box(left: float, bottom: float, width: float, height: float) -> tuple[float, float, float, float]:
    """Return a rectangle given in pixels as fractions of the poster."""
    return left / POSTER_WIDTH, bottom / POSTER_HEIGHT, width / POSTER_WIDTH, height / POSTER_HEIGHT


class FieldFigure(LiveFigure):
    r"""Two species on ``size`` × ``size`` cells, advanced in the browser by explicit Euler.

    .. math:: c^{n+1} = c^n + \Delta t\,\bigl(D\,\nabla^2_h c^n + R(c^n)\bigr)

    ``field`` is the state the browser last reported, an array (2, size, size) with row 0 at the bottom of the
    picture: after a pause, or once ``snapshot()`` was asked for. Assigning to ``field`` sets the state there.
    ``Du`` and ``Dv`` diffuse the first and the second species. Chapter 2.
    """

    size = t.Int(256, min=16, max=1024, help="cells along a side").tag(sync=True, state=True)
    spacing = t.Float(1.0, min=1e-6, help="side of a cell").tag(sync=True, state=True)
    boundary = t.Enum(("periodic", "neumann"), "periodic").tag(sync=True, state=True)
    Du = t.Float(help="diffusion of the first species").tag(sync=True, state=True)
    Dv = t.Float(help="diffusion of the second species").tag(sync=True, state=True)
    dt = t.Float(1.0, min=1e-6, help="time step").tag(sync=True, state=True)
    speed = t.Int(16, min=1, max=200, help="steps per frame, if the device can").tag(sync=True, state=True)
    still = t.Int(6000, min=1, max=50_000, help="steps until the poster").tag(sync=True, state=True)
    backend = t.Enum(BACKENDS, "auto", help="what computes in the browser").tag(sync=True, state=True)

    _request = t.Int(0).tag(sync=True)
    _field = t.Bytes(b"").tag(sync=True)
    # the browser's answer comes as a memoryview
    _snapshot = t.Bytes(b"").tag(sync=True, from_json=lambda value, _widget: bytes(value))

    shown: int
    limits: tuple[float, float]

    def kinetics(self) -> Kinetics:
        """Return the reaction at the present parameter values."""
        raise NotImplementedError

    def initial(self) -> np.ndarray:
        """Return the state that Restart goes back to, float32 (2, size, size)."""
        raise NotImplementedError

    def grid(self) -> Grid:
        """Return the grid the browser computes on."""
        return Grid((self.size, self.size), spacing=self.spacing, boundary=self.boundary)

    def advance(self, state: np.ndarray, steps: int) -> np.ndarray:
        """Return ``state`` after ``steps`` steps of the same scheme, computed here rather than in the browser."""
        diffusion = (self.Du, self.Dv)
        run = simulate(
            self.kinetics(),
            self.grid(),
            diffusion=diffusion,
            dt=self.dt,
            steps=steps,
            initial=state,
            progress=False,
        )
        return run.final

    def snapshot(self) -> None:
        """Ask the browser for its state; the next cell finds it in ``field``."""
        self._request += 1

    @property
    def field(self) -> np.ndarray:
        """The state last reported by the browser, or the first state if it has not reported yet."""
        if not self._snapshot:
            return self.initial()
        return np.frombuffer(self._snapshot, np.float32).reshape(2, self.size, self.size).copy()

    @field.setter
    def field(self, state: np.ndarray) -> None:
        state = np.asarray(state, np.float32)
        if state.shape != (2, self.size, self.size) or not np.isfinite(state).all():
            raise ValueError(
                f"field has shape {state.shape}; wanted finite numbers of shape {(2, self.size, self.size)}"
            )
        self._field = b""  # sending the same state twice is meant
        self._field = self._snapshot = np.ascontiguousarray(state).tobytes()

    def poster(self) -> Figure:
        """Return the field after ``still`` steps with its colour bar, beside a plot that places the parameters."""
        plane = self.advance(self.initial(), self.still)[self.shown]
        figure = Figure(figsize=(POSTER_WIDTH / POSTER_DPI, POSTER_HEIGHT / POSTER_DPI), dpi=POSTER_DPI)
        low, high = self.limits
        field = figure.add_axes(_box(10, 94, FIELD_SIDE, FIELD_SIDE))
        image = field.imshow(
            plane, origin="lower", cmap=FIELD_MAP, vmin=low, vmax=high, interpolation="nearest"
        )
        field.set_axis_off()
        bar = figure.colorbar(
            image, cax=figure.add_axes(_box(28, 66, FIELD_SIDE - 36, 14)), orientation="horizontal"
        )
        bar.set_ticks(np.linspace(low, high, 5))
        bar.ax.tick_params(labelsize=9, length=0)
        bar.set_label(f"${self.kinetics().species[self.shown]}$", labelpad=0)
        bar.outline.set_visible(False)
        side = figure.add_axes(_box(FIELD_SIDE + 110, 94, FIELD_SIDE - 90, FIELD_SIDE))
        side.tick_params(labelsize=9)
        self.draw_parameters(side)
        return figure

    def draw_parameters(self, axes) -> None:
        """Draw where the present parameters lie on the matplotlib ``axes``."""
        raise NotImplementedError
