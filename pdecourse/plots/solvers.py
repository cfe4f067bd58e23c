"""What solvers cost and where they are stable. Chapter 6."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.ticker import NullFormatter

from pdecourse.plots.style import BLUE, GREEN, INK, ORANGE, WIDTH, legend, subplots

LOOKS = (
    (BLUE, "o", "-"),
    (ORANGE, "s", "--"),
    (GREEN, "D", "-."),
    ("#cc79a7", "^", ":"),
    ("#56b4e9", "v", (0, (5, 1, 1, 1, 1, 1))),
    ("#e69f00", "P", (0, (1, 1))),
    (INK, "X", (0, (7, 2))),
)
"""Colour, mark and stroke of each curve: told apart without colour."""


def sweeps(panels, *, xlabel, ylabels, log="xy", limits=None, markers=()):
    """Draw ``panels``, dicts {label: (x, values) or (x, values, deviations)}, below each other over one quantity x.

    ``ylabels`` names the vertical axis of each panel, ``log`` the logarithmic axes of all panels or of each,
    ``limits`` (one pair per panel, or None) those of the y axes; ``markers`` are vertical lines. A label has the
    same look in both panels and stands once in the legend.
    """
    figure, axes = subplots(len(panels), height=3.2)
    names = list(dict.fromkeys(label for panel in panels for label in panel))
    logs = [log] * len(panels) if isinstance(log, str) else log
    for ax, panel, ylabel, log, limit in zip(axes, panels, ylabels, logs, limits or [None] * len(panels)):
        for label, (x, values, *deviations) in panel.items():
            colour, mark, stroke = LOOKS[names.index(label) % len(LOOKS)]
            ax.errorbar(
                x, values, yerr=deviations[0] if deviations else None, label=label, color=colour, marker=mark,
                linestyle=stroke, markersize=5.5, linewidth=1.6, capsize=2,
            )  # fmt: skip
        for place in markers:
            ax.axvline(place, color="#999999", linewidth=1)
        if "x" in log:
            _log_axis(ax, np.unique(np.concatenate([curve[0] for curve in panel.values()])))
        if "y" in log:
            ax.set_yscale("log")
        ax.set(xlabel=xlabel, ylabel=ylabel, ylim=limit)
    legend(figure)
    return figure


def _log_axis(ax, x):
    """Make the x axis logarithmic, with a tick at each value where they are few."""
    ax.set_xscale("log")
    ax.xaxis.set_minor_formatter(NullFormatter())
    if len(x) <= 8:
        ax.set_xticks(x, [f"{value:g}" for value in x])
        ax.minorticks_off()


def stability_regions(regions, spectra, *, columns=3):
    """Draw where each solver is stable, shaded, with ``spectra`` {label: complex z} on top.

    ``regions`` {solver: (re, im, modulus)} holds the modulus (len(im), len(re)) of the factor per step.
    """
    figure, axes = subplots(len(regions), columns=columns, height=2, sharex=True, sharey=True)
    for ax, (solver, (re, im, modulus)) in zip(axes, regions.items()):
        ax.contourf(re, im, modulus, [0, 1], colors=[BLUE], alpha=0.18)
        ax.contour(re, im, modulus, [1], colors=[BLUE], linewidths=1.2)
        ax.axhline(0, color="#bbbbbb", linewidth=0.6, zorder=0)
        ax.axvline(0, color="#bbbbbb", linewidth=0.6, zorder=0)
        for (label, z), (colour, mark) in zip(spectra.items(), ((ORANGE, "x"), (INK, "."))):
            ax.plot(z.real, z.imag, mark, color=colour, markersize=5, label=label, linestyle="none")
        ax.text(0.03, 0.95, solver, transform=ax.transAxes, va="top")
    figure.supxlabel("real part of z", fontsize=11)
    figure.supylabel("imaginary part of z", fontsize=11)
    legend(figure)
    return figure


def linked_pictures(images, *, labels, places, links, weights):
    """Draw grey ``images``, two in a row, each with its own edges on top where it has ``weights``.

    ``places`` (node, 2) are (x, y) of the nodes, ``links`` (edge, 2) their pairs, and ``weights`` one array
    (edge,) per image, or None: the wider and warmer, the heavier.
    """
    figure, axes = subplots(len(images), columns=2, height=WIDTH / 2 + 0.25)
    for ax, image, label, weight in zip(axes, images, labels, weights, strict=True):
        ax.imshow(image, cmap="gray", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[], xlabel=label)
        ax.spines[:].set_visible(False)
        if weight is not None:
            share = np.asarray(weight) / np.max(weight)
            lines = LineCollection(places[links], linewidths=0.2 + 3 * share, cmap="plasma", array=share)
            ax.add_collection(lines)
    return figure


def measured_and_published(rows, *, xlabel):
    """Draw ``rows`` {label: [(who, mean, deviation), …]} as points with error bars, a colour for each who."""
    figure, [ax] = subplots(1, height=0.5 * len(rows) + 1.4)
    names = list(dict.fromkeys(who for points in rows.values() for who, _, _ in points))
    for who, (colour, mark, _) in zip(names, LOOKS):
        found = [(y, *p[1:]) for y, points in enumerate(rows.values()) for p in points if p[0] == who]
        y, mean, deviation = np.transpose(found)
        place = y + 0.16 * (names.index(who) - (len(names) - 1) / 2)
        ax.errorbar(mean, place, xerr=deviation, fmt=mark, color=colour, label=who, markersize=6, capsize=2)
    ax.set_yticks(range(len(rows)), rows)
    ax.invert_yaxis()
    ax.grid(axis="x", color="#e5e5e5", linewidth=0.8)
    ax.set(xlabel=xlabel)
    legend(figure)
    return figure
