"""Many models over depth, a panel for each family. Chapter 8."""

from itertools import cycle

import numpy as np

from pdecourse.plots.curves import STYLES
from pdecourse.plots.style import subplots
from pdecourse.plots.training import COLOURS, MARKS


def depth_panels(panels, *, ylabel="test accuracy", chance=None):
    """Draw {family: {model: (depths, means, deviations)}} below each other, depths on a log axis.

    A family that stays above 1/2 is shown enlarged. In others ``chance``, the accuracy of guessing, is a thin line.
    """
    figure, axes = subplots(len(panels), height=3.7)
    for ax, (family, curves) in zip(axes, panels.items()):
        looks = zip(cycle(STYLES), cycle(MARKS), cycle(COLOURS))
        for (name, (depths, mean, deviation)), (style, mark, colour) in zip(curves.items(), looks):
            ax.errorbar(np.log2(depths), mean, deviation, linestyle=style, marker=mark, color=colour, markersize=5,
                        capsize=2, label=name)  # fmt: skip
        falls = min(min(mean) for _, mean, _ in curves.values()) < 0.5
        if chance is not None and falls:
            ax.axhline(chance, color="#999999", linewidth=1)
        ticks = sorted({int(depth) for depths, *_ in curves.values() for depth in depths})
        ax.set_xticks(np.log2(ticks), ticks)
        ax.set(xlabel=f"{family}: layers", ylabel=ylabel)
        if falls:
            ax.set_ylim(0, 1.02)
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    return figure
