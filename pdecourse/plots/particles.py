"""Node features as particles in a plane. Chapter 7."""

import numpy as np

from pdecourse.plots.style import BLUE, ORANGE, WIDTH, subplots


def particles(panels, *, groups, links, xlabel, ylabel):
    """Draw ``panels`` {label: (node, 2)}, two in a row: every node at its two features, each axis scaled to itself.

    ``groups`` (node,) of 0 and 1 chooses colour and mark; ``links`` (edge, 2) are the pairs joined by a line.
    """
    figure, axes = subplots(len(panels), columns=2, height=WIDTH / 2 + 0.3)
    groups, links = np.asarray(groups), np.asarray(links)
    for ax, (label, places) in zip(axes, panels.items()):
        places = places / np.abs(places).max(axis=0)
        ax.plot(*places[links].transpose(2, 1, 0), color="#bbbbbb", linewidth=0.3, zorder=0)
        ax.axhline(0, color="#dddddd", linewidth=0.8, zorder=-1)
        ax.axvline(0, color="#dddddd", linewidth=0.8, zorder=-1)
        for group, colour, mark in ((0, BLUE, "o"), (1, ORANGE, "s")):
            ax.plot(*places[groups == group].T, mark, color=colour, markersize=4.5, markeredgecolor="white")
        ax.set(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15), xticks=[], yticks=[], aspect="equal")
        ax.set(xlabel=f"{xlabel}\n{label}")
    for ax in axes[::2]:
        ax.set(ylabel=ylabel)
    return figure
