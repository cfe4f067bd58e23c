"""Turing's conditions and what grows from them, chapter 3."""

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patheffects import withStroke

from pdecourse.plots.style import BLUE, INK, ORANGE, WIDTH, legend, subplots

KIND_COLOURS = {
    "none": "#ffffff",
    "stable": "#d9d9d9",
    "turing": "#0072b2",
    "turing-hopf": "#009e73",
    "hopf": "#f0e442",
    "unstable": "#d55e00",
}
"""Colours of the Turing map, one for each verdict of ``turing.analyze``; white is "no such state"."""


def turing_map(space, *, contours=(), curve=None, marks=None):
    """Draw a ``TuringSpace``: verdicts in colour, ``contours`` of its critical ratio, a ``curve`` (x, y).

    ``marks`` {label: (x, y)} names single points.
    """
    names = [name for name in KIND_COLOURS if name in space.kind]
    codes = np.array([[names.index(kind) for kind in row] for row in space.kind])
    figure, [ax] = subplots(1, height=4)
    colours = ListedColormap([KIND_COLOURS[name] for name in names])
    ax.pcolormesh(space.x, space.y, codes, cmap=colours, vmin=-0.5, vmax=len(names) - 0.5, rasterized=True)
    if len(contours):
        ratio = ax.contour(space.x, space.y, space.critical_ratio, contours, colors="white", linewidths=1.5)
        ax.clabel(ratio, fmt="%g", fontsize=10)
    if curve is not None:
        ax.plot(*curve, color=INK, linewidth=1.5)
    for label, (x, y) in (marks or {}).items():
        ax.plot(x, y, "o", color="white", markeredgecolor=INK, markersize=7)
        text = ax.annotate(
            label, (x, y), (7, 0), textcoords="offset points", va="center_baseline", fontsize=12
        )
        text.set_path_effects([withStroke(linewidth=3, foreground="white")])
    ax.set(xlabel=space.x_name, ylabel=space.y_name, xlim=space.x[[0, -1]], ylim=space.y[[0, -1]])
    shown = {"none": "no such state"}
    for name in names:
        ax.plot(
            [], [], "s", color=KIND_COLOURS[name], markeredgecolor="#999999", markersize=10,
            label=shown.get(name, name),
        )  # fmt: skip
    legend(figure, side="lower")
    return figure


def patterns_and_spectra(planes, spectra, *, bands, predicted, labels):
    """Draw each pattern, scaled to itself, above its spectrum (k, power): band shaded, prediction dashed."""
    count = len(planes)
    figure, axes = subplots(2 * count, columns=count, height=WIDTH / count, height_ratios=(1.3, 1))
    for top, bottom, plane, (k, power), band, peak, label in zip(
        axes[:count], axes[count:], planes, spectra, bands, predicted, labels
    ):
        top.imshow(plane, origin="lower")
        top.set(xticks=[], yticks=[], xlabel=label)
        top.spines[:].set_visible(False)
        bottom.axvspan(*band, color=BLUE, alpha=0.12, linewidth=0)
        bottom.axvline(peak, color=ORANGE, linestyle="dashed", label="predicted k*")
        bottom.plot(k, power / power.max(), color=BLUE, label="measured power")
        bottom.set(xlim=(0, 2.5 * band[1]), ylim=(0, 1.08), yticks=[], xlabel="wavenumber k")
    axes[count].set(ylabel="power")
    legend(figure, side="lower")
    return figure


def cuts(x, panels, *, labels):
    """Draw cuts through patterns side by side: ``panels`` of {name: values}, each over its own entry of ``x``."""
    figure, axes = subplots(len(panels), columns=len(panels), height=2.8, sharey=True)
    for ax, panel, place, label in zip(axes, panels, x, labels):
        ax.axhline(0, color="#999999", linewidth=1)
        for (name, values), style in zip(panel.items(), ("-", "--")):
            ax.plot(place, values, style, label=name)
        ax.set(xlabel=f"x\n{label}")
    axes[0].set(ylabel="deviation / its maximum")
    legend(figure)
    return figure
