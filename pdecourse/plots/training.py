"""Networks that were trained: accuracy against depth, features against a prediction, trials side by side."""

from itertools import cycle

import numpy as np

from pdecourse.plots.curves import STYLES
from pdecourse.plots.style import BLUE, GREEN, INK, ORANGE, legend, subplots

MARKS = "os^DvPX"
COLOURS = (BLUE, ORANGE, GREEN, "#cc79a7", "#56b4e9", "#e69f00", INK)


def by_depth(
    curves, *, xlabel="number of layers", ylabel="accuracy", chance=None, spread=None, limits=(0, 1.02),
    log=False, legend_columns=3,
):  # fmt: skip
    """Draw ``curves`` {label: (depths, values)} over depths that double, with a mark at each of them.

    ``spread`` {label: (depth,)} is a deviation drawn as a vertical bar, and ``chance`` the accuracy of guessing.
    ``log`` makes the y axis logarithmic; ``limits`` are then chosen by Matplotlib. The legend has up to
    ``legend_columns`` columns.
    """
    figure, [ax] = subplots(1, height=3.3)
    ticks = sorted({int(depth) for depths, _ in curves.values() for depth in depths})
    shift = int(ticks[0] == 0)  # log(1 + depth), where there is a depth 0
    looks = zip(cycle(STYLES), cycle(MARKS), cycle(COLOURS))
    for (label, (depths, values)), (style, mark, colour) in zip(curves.items(), looks):
        bars = (spread or {}).get(label)
        places = np.log2(np.asarray(depths) + shift)
        ax.errorbar(places, values, bars, linestyle=style, marker=mark, color=colour, markersize=6, capsize=3,
                    label=label)  # fmt: skip
    if chance is not None:
        ax.axhline(chance, color="#999999", linewidth=1)
        ax.annotate("guessing", (0, chance), (4, 3), xycoords=("axes fraction", "data"),
                    textcoords="offset points", color="#666666")  # fmt: skip
    ax.set_xticks(np.log2(np.array(ticks) + shift), ticks)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if log:
        ax.set_yscale("log")
    else:
        ax.set_ylim(limits)
    legend(figure, most=legend_columns)
    return figure


def against(panels, *, xlabel, ylabel, groups=None, slopes=None, columns=2):
    """Draw values against a predictor, ``columns`` panels a row: ``panels`` of {label: (x, y)}.

    ``groups`` (node,) colours the dots by a label of 0 or 1; ``slopes`` holds one number per panel, the slope of a
    line through the origin, or None for no line.
    """
    figure, axes = subplots(len(panels), columns=columns, height=2.4, sharex=True, sharey=True)
    groups = None if groups is None else np.asarray(groups)
    for ax, (label, (x, y)), slope in zip(axes, panels.items(), slopes or [None] * len(panels)):
        ax.axhline(0, color="#cccccc", linewidth=1)
        if slope is not None:
            ax.axline((0, 0), slope=slope, color="#666666", linewidth=1)
        parts = [np.ones(len(x), bool)] if groups is None else [groups == 0, groups == 1]
        for part, colour, mark in zip(parts, (BLUE, ORANGE), "os"):
            ax.plot(x[part], y[part], mark, color=colour, markersize=5, markeredgecolor="white")
        ax.text(0.03, 0.95, label, transform=ax.transAxes, va="top")
        ax.set(xlim=(0, 1.1 * x.max()))
    for ax in axes[-columns:]:
        ax.set(xlabel=xlabel)
    for ax in axes[::columns]:
        ax.set(ylabel=ylabel)
    return figure


def trials(rows, *, chance=None, xlabel="accuracy"):
    """Draw one line per trial: ``rows`` {label: {"train": a, "test": b}}, a ring for a and a disc for b.

    Any two names do; they are those of the legend, and the same in all rows.
    """
    figure, [ax] = subplots(1, height=0.36 * len(rows) + 1.3)
    first, second = next(iter(rows.values()))
    places = np.arange(len(rows))
    a, b = (np.array([row[name] for row in rows.values()]) for name in (first, second))
    if chance is not None:
        ax.axvline(chance, color="#999999", linewidth=1, label="guessing", zorder=0)
    ax.hlines(places, a, b, color="#bbbbbb", linewidth=2, zorder=1)
    ax.plot(b, places, "o", color=BLUE, markersize=8, label=second)
    ax.plot(a, places, "o", color=INK, markerfacecolor="none", markersize=10, label=first)
    ax.set_yticks(places, list(rows))
    ax.set(xlim=(0, 1.03), ylim=(len(rows) - 0.5, -0.5), xlabel=xlabel)
    ax.grid(axis="x", color="#eeeeee")
    legend(figure)
    return figure


def two_panels(left, right, *, xlabel, ylabels):
    """Draw ``left`` {label: (x, y)} on a logarithmic y axis, ``right`` on one from zero, with one legend."""
    figure, axes = subplots(2, columns=2, height=3)
    for ax, curves, ylabel in zip(axes, (left, right), ylabels):
        for (label, (x, y)), style in zip(curves.items(), STYLES):
            ax.plot(x, y, linestyle=style, label=label)
        ax.set(xlabel=xlabel, ylabel=ylabel)
    axes[0].set_yscale("log")
    axes[1].set_ylim(0, None)
    legend(figure)
    return figure
