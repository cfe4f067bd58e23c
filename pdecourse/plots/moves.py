"""From where to where: two values over one variable, joined. Chapter 7."""

import numpy as np

from pdecourse.plots.style import BLUE, GREEN, INK, ORANGE, legend, subplots


def moves(x, named, *, xlabel, ylabel):
    """Draw ``named`` {label: (before, after)} over ``x``: a ring for before, a mark for after, a line between.

    The labels stand side by side at each x. The grey line is y = x.
    """
    figure, [ax] = subplots(1, height=3.3)
    x = np.asarray(x, dtype=float)
    ax.axline((0, 0), slope=1, color="#999999", linewidth=1)
    width = 0.18 * np.diff(x).min()
    for number, ((label, (before, after)), colour, mark) in enumerate(
        zip(named.items(), (BLUE, GREEN, ORANGE), "osD")
    ):
        place = x + width * (number - (len(named) - 1) / 2)
        ax.vlines(place, before, after, color=colour, linewidth=1.5)
        ax.plot(place, before, mark, color=colour, markerfacecolor="white", markersize=5)
        ax.plot(place, after, mark, color=colour, markersize=6, markeredgecolor=INK, label=label)
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(-0.03, 1.03))
    legend(figure)
    return figure
