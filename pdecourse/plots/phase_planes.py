"""Phase planes of two species."""

from dataclasses import dataclass, field

import matplotlib.pyplot as plt
import numpy as np

from pdecourse.plots.style import BLUE, INK, ORANGE, legend, subplots, upright


@dataclass(frozen=True)
class PhasePlane:
    """What is drawn in one phase plane: rates (ny, nx) on the axes ``x`` and ``y``, orbits, rest states."""

    x: np.ndarray
    y: np.ndarray
    dx: np.ndarray
    dy: np.ndarray
    orbits: list = field(default_factory=list)  # arrays (n, 2)
    rests: list = field(default_factory=list)  # (x, y, stable)
    label: str = ""


def phase_planes(planes, *, axes=("u", "v")):
    """Draw nullclines (where one rate vanishes), arrows, orbits and rest states, one panel per plane."""
    figure, panels = subplots(len(planes), columns=2, height=3.2)
    for ax, plane in zip(panels, planes):
        ax.streamplot(
            plane.x, plane.y, plane.dx, plane.dy, color="#bbbbbb", density=0.8, linewidth=0.7, arrowsize=0.8
        )
        ax.contour(plane.x, plane.y, plane.dx, [0], colors=BLUE, linewidths=2)
        ax.contour(plane.x, plane.y, plane.dy, [0], colors=ORANGE, linewidths=2, linestyles="dashed")
        for orbit in plane.orbits:
            ax.plot(*np.transpose(orbit), color=INK, linewidth=1.4)
            ax.plot(*orbit[0], marker="s", color=INK, markersize=5)
        for x, y, stable in plane.rests:
            ax.plot(
                x,
                y,
                "o",
                color=INK,
                markerfacecolor=INK if stable else "white",
                markersize=9,
                zorder=5,
                clip_on=False,
            )
        ax.set(xlim=(plane.x[0], plane.x[-1]), ylim=(plane.y[0], plane.y[-1]), xlabel=axes[0])
        ax.set_ylabel(axes[1], **upright(axes[1]))
        ax.text(0.98, 0.97, plane.label, transform=ax.transAxes, ha="right", va="top")
    strokes = plt.Line2D([], [], color=BLUE), plt.Line2D([], [], color=ORANGE, linestyle="dashed")
    legend(figure, {f"d{name}/dt = 0": stroke for name, stroke in zip(axes, strokes)}, side="lower")
    return figure
