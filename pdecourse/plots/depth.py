"""Many models over depth, a panel for each family. Chapter 8."""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np

from pdecourse.plots.curves import STYLES
from pdecourse.plots.training import MARKS


def depth_panels(panels, *, ylabel="test accuracy", chance=None):
    """Draw {family: {model: (depths, means, deviations)}} side by side on one y axis, depths on a log axis.

    ``chance``, the accuracy of guessing, is a thin line.
    """
    figure, axes = plt.subplots(1, len(panels), figsize=(3.9 * len(panels), 4.3), sharey=True, squeeze=False)
    for ax, (family, curves) in zip(axes.flat, panels.items()):
        for (name, (depths, mean, deviation)), style, mark in zip(
            curves.items(), cycle(STYLES), cycle(MARKS)
        ):
            ax.errorbar(
                np.log2(depths),
                mean,
                deviation,
                linestyle=style,
                marker=mark,
                markersize=5,
                capsize=2,
                label=name,
            )
        if chance is not None:
            ax.axhline(chance, color="#999999", linewidth=1)
        ticks = sorted({int(depth) for depths, *_ in curves.values() for depth in depths})
        ax.set_xticks(np.log2(ticks), ticks)
        ax.set(xlabel=f"{family}: layers", ylim=(0, 1.02))
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, fontsize=9)
    axes[0, 0].set(ylabel=ylabel)
    return figure
