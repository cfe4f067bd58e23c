"""Sheets for the posters of figures that are not a field of two species."""

import numpy as np
from matplotlib.figure import Figure

from pdecourse.plots import FIELD_MAP, INK

BASICS = ("basics", "panel", "axes", "traces")
"""Shared sources of a module with plots; figures that run in time add ``timeline``."""


def sheet(mosaic, **layout) -> tuple[Figure, dict]:
    """Return a figure of the size of a poster and its axes by name; arguments as for ``subplot_mosaic``."""
    figure = Figure(figsize=(8.2, 4.6), dpi=130, layout="constrained")
    axes = figure.subplot_mosaic(mosaic, **layout)
    for ax in axes.values():
        ax.spines[["top", "right"]].set_visible(False)
        ax.tick_params(labelsize=9)
    return figure, axes


def draw_plate(figure: Figure, axes, plane: np.ndarray) -> None:
    """Draw temperatures ``plane`` (ny, nx) from 0 to 1 with their colour bar."""
    image = axes.imshow(plane, origin="lower", cmap=FIELD_MAP, vmin=0, vmax=1, interpolation="nearest")
    axes.set_axis_off()
    colour_bar(figure, axes, image, "temperature", anchor=(0.5, 1))


def colour_bar(figure: Figure, axes, shown, label: str, **place) -> None:
    """Draw the colour bar of ``shown`` below ``axes``; further arguments as for ``Figure.colorbar``."""
    bar = figure.colorbar(shown, ax=axes, orientation="horizontal", fraction=0.04, pad=0.01, **place)
    bar.ax.tick_params(labelsize=9, length=0)
    bar.set_label(label, fontsize=9)
    bar.outline.set_visible(False)


def line(axes, *, vertical=None, horizontal=None) -> None:
    """Draw a thin line right through ``axes``."""
    draw, place = (axes.axvline, vertical) if horizontal is None else (axes.axhline, horizontal)
    draw(place, color=INK, lw=1, alpha=0.6)
