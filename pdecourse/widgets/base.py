"""What every live figure has in Python: a module built from shared sources, and a checked state."""

from pathlib import Path
from typing import ClassVar

import anywidget
import traitlets as t
from matplotlib import colormaps
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from pdecourse.plots import FIELD_MAP

SOURCES = Path(__file__).parent / "js"


def module_source(*names: str) -> str:
    """Return one ES module made of the named files in ``js/``; a module in a blob can import no neighbours."""
    return "\n".join((SOURCES / f"{name}.js").read_text("utf-8") for name in names)


def style_sheet() -> str:
    """Return the style sheet shared by all figures."""
    return (SOURCES / "live.css").read_text("utf-8")


def colours(stops: int = 33) -> list[str]:
    """Return ``stops`` colours of the book's map for fields, from low to high, as hex codes."""
    return [to_hex(colormaps[FIELD_MAP](stop / (stops - 1))) for stop in range(stops)]


class LiveFigure(anywidget.AnyWidget):
    """A figure that computes in the browser; its traits are its state.

    A subclass sets ``_esm``, declares its state as traits tagged ``sync=True, state=True``, and draws its own
    poster. Unknown names raise ``TypeError`` and list the choices; wrong values raise ``TraitError``.
    """

    _css = style_sheet()
    figure_name: ClassVar[str]

    running = t.Bool(True, help="whether time goes on").tag(sync=True, state=True)
    palette = t.List(t.Unicode(), help="colours from low to high").tag(sync=True, state=True)
    steps = t.Int(0, help="time steps taken when the figure last paused or was asked").tag(sync=True)

    def __init__(self, **state):
        unknown = sorted(set(state) - set(self.state_names()))
        if unknown:
            raise TypeError(
                f"{type(self).__name__} has no setting {', '.join(map(repr, unknown))}; "
                f"choose from {', '.join(self.state_names())}"
            )
        super().__init__(**state)

    def __repr__(self):
        """Return what is read where the figure can't be shown, as in JupyterLab before anywidget was there."""
        return f"<{type(self).__name__}, live where Jupyter has anywidget: install it there, reload the page>"

    @t.default("palette")
    def _palette(self):
        return colours()

    @classmethod
    def state_names(cls) -> list[str]:
        """Return the names of the settings, in alphabetical order."""
        return sorted(cls.class_trait_names(state=True))

    def state(self) -> dict:
        """Return all settings, JSON-ready: what a page needs to show this figure without a kernel."""
        return {name: getattr(self, name) for name in self.state_names()}

    def poster(self) -> Figure:
        """Return the still that stands for this figure in print and where JavaScript is off."""
        raise NotImplementedError
