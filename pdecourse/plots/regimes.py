"""Who lives and what grows where: Gray–Scott's regimes, chapter 2."""

import numpy as np
from matplotlib.colors import ListedColormap

from pdecourse.plots.style import BLUE, INK, ORANGE, legend, subplots

LOOK_COLOURS = {
    "dead": "#ffffff",
    "uniform": "#d9d9d9",
    "holes": "#f0e442",
    "stripes": "#009e73",
    "mixed": "#56b4e9",
    "spots": "#0072b2",
    "restless": "#d55e00",
}
"""Colours of the regime map: Okabe–Ito's palette for patterns, greys for no pattern."""


def survival(alive, *, rows, columns, xlabel, ylabel):
    """Draw a table of who lived: ``alive`` (rows, columns) of bools; a filled disc lived, a ring died."""
    alive = np.asarray(alive)
    figure, [ax] = subplots(1, height=0.3 * len(rows) + 1.1)
    y, x = np.indices(alive.shape)
    ax.scatter(x[alive], y[alive], s=75, color=BLUE, label="alive")
    ax.scatter(x[~alive], y[~alive], s=75, facecolor="white", edgecolor=ORANGE, linewidth=2, label="dead")
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows)
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(len(rows) - 0.4, -0.6), xlim=(-0.6, len(columns) - 0.4))
    legend(figure)
    return figure


def regime_map(k, F, looks, *, curve, marks):
    """Draw ``looks`` (len(F), len(k)) of names in ``LOOK_COLOURS`` over the (k, F) plane.

    ``curve``: (k, F) arrays of the saddle-node; ``marks``: {letter: (k, F)} of named points.
    """
    names = [name for name in LOOK_COLOURS if name in np.unique(looks)]
    codes = np.array([[names.index(look) for look in row] for row in looks])
    figure, [ax] = subplots(1, height=5)
    colours = ListedColormap([LOOK_COLOURS[name] for name in names])
    ax.pcolormesh(
        k, F, codes, cmap=colours, vmin=-0.5, vmax=len(names) - 0.5, edgecolors="white", linewidth=0.3
    )
    ax.plot(*curve, color=INK, linewidth=2.5, label=r"saddle-node $k = \sqrt{F}/2 - F$")
    for letter, (x, y) in marks.items():
        ax.plot(x, y, "o", color="white", markeredgecolor=INK, markersize=15)
        ax.text(x, y, letter, ha="center", va="center_baseline", fontsize=11, color=INK)
    ax.set(xlabel="kill rate k", ylabel="feed rate F", xlim=(k[0], k[-1]), ylim=(F[0], F[-1]))
    for name in names:
        ax.plot([], [], "s", color=LOOK_COLOURS[name], markeredgecolor="#999999", markersize=10, label=name)
    legend(figure, side="lower")
    return figure
