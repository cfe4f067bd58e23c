"""Fields on a grid: side by side, over time, and as grey pictures."""

import numpy as np

from pdecourse.plots.style import WIDTH, subplots, upright


def fields(planes, *, labels=None, columns=3, limits=None, quantity="v"):
    """Draw square ``planes`` (n, ny, nx) side by side on one colour scale, with ``labels`` below.

    ``limits`` is (lowest, highest); by default those of the planes together.
    """
    planes = np.asarray(planes)
    low, high = limits or (planes.min(), planes.max())
    columns = min(columns, len(planes))
    figure, axes = subplots(len(planes), columns=columns, height=(WIDTH - 0.7) / columns + 0.25)
    for i, (ax, plane) in enumerate(zip(axes, planes)):
        image = ax.imshow(plane, vmin=low, vmax=high, origin="lower")
        ax.set(xticks=[], yticks=[], xlabel=labels[i] if labels else "")
        ax.spines[:].set_visible(False)
    rows = -(-len(planes) // columns)
    bar = figure.colorbar(image, ax=axes, shrink=min(0.9, 1.6 / rows), pad=0.015)
    bar.set_label(quantity, **upright(quantity))
    return figure


def space_time(times, x, runs, *, labels, quantity="v"):
    """Draw ``runs``, arrays (time, x), as pictures with time upwards on one colour scale."""
    figure, axes = subplots(len(runs), columns=len(runs), height=3, sharey=True)
    low, high = min(run.min() for run in runs), max(run.max() for run in runs)
    for ax, run, label in zip(axes, runs, labels):
        image = ax.imshow(
            run, origin="lower", aspect="auto", extent=(x[0], x[-1], times[0], times[-1]), vmin=low, vmax=high
        )
        ax.set(xlabel="x")
        ax.text(0.97, 0.96, label, transform=ax.transAxes, ha="right", va="top", color="white")
    axes[0].set(ylabel="time")
    figure.colorbar(image, ax=axes, pad=0.015).set_label(quantity, **upright(quantity))
    return figure


def pictures(images, *, labels, columns=4):
    """Draw grey ``images`` (n, ny, nx), from black at 0 to white at 1, first row on top, ``labels`` below."""
    figure, axes = subplots(len(images), columns=columns, height=WIDTH / columns + 0.25)
    for ax, image, label in zip(axes, images, labels, strict=True):
        ax.imshow(image, cmap="gray", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[], xlabel=label)
        ax.spines[:].set_visible(False)
    return figure
