"""The look of every figure: colours, Matplotlib's settings, width, legend."""

import matplotlib.pyplot as plt

FIELD_MAP = "cividis"
BLUE, ORANGE, GREEN, INK = "#0072b2", "#d55e00", "#009e73", "#222222"  # Okabe and Ito (2008)

WIDTH = 6.0
"""Inches across every figure, so that all letters look alike: 10 pixels tall on a telephone of 390 pixels, and as
tall as the text on a wide screen."""


def use_style() -> None:
    """Set the course's look for every figure drawn from here on."""
    plt.rcParams.update(
        {
            "figure.facecolor": "white",
            "savefig.facecolor": "white",
            "figure.dpi": 160,
            "figure.constrained_layout.use": True,
            "image.cmap": FIELD_MAP,
            "image.interpolation": "nearest",
            "font.size": 11,
            "axes.labelsize": 11,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE, GREEN, "#cc79a7", "#56b4e9"]),
            "legend.frameon": False,
            "legend.columnspacing": 1.2,
            "legend.handletextpad": 0.5,
            "lines.linewidth": 2,
        }
    )


def subplots(number, *, columns=1, height, **shared):
    """Return a figure of the course's width and ``number`` axes, ``columns`` in a row of ``height`` inches.

    ``shared`` are further arguments of ``plt.subplots``, such as ``sharex``.
    """
    columns = min(columns, number)
    rows = -(-number // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(WIDTH, height * rows), squeeze=False, **shared)
    for spare in axes.flat[number:]:
        spare.remove()
    return figure, list(axes.flat[:number])


def legend(figure, entries=None, *, side="upper", most=9):
    """Write one legend above (or below) all panels, in as many columns, up to ``most``, as fit side by side.

    ``entries`` is {label: handle}, by default those of all axes, each label once.
    """
    if entries is None:
        entries = {}
        for ax in figure.axes:
            for handle, label in zip(*ax.get_legend_handles_labels()):
                entries.setdefault(label, handle)
    for rows in range(-(-len(entries) // most), len(entries) + 1):
        box = figure.legend(
            entries.values(), entries, loc=f"outside {side} center", ncols=-(-len(entries) // rows)
        )
        if box.get_window_extent().width <= figure.bbox.width or rows == len(entries):
            return
        box.remove()


def upright(label):
    """Return how to draw the label of a vertical axis: a single letter upright, for a turned v looks like >."""
    return {"rotation": 0, "labelpad": 8} if len(label) == 1 else {}
