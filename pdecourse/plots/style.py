"""The look of every figure: colours, and Matplotlib's settings."""

import matplotlib.pyplot as plt

FIELD_MAP = "cividis"
BLUE, ORANGE, GREEN, INK = "#0072b2", "#d55e00", "#009e73", "#222222"  # Okabe and Ito (2008)


def use_style() -> None:
    """Set the course's look for every figure drawn from here on."""
    plt.rcParams.update(
        {
            "figure.facecolor": "white",
            "savefig.facecolor": "white",
            "figure.dpi": 140,
            "figure.constrained_layout.use": True,
            "image.cmap": FIELD_MAP,
            "image.interpolation": "nearest",
            "font.size": 11,
            "axes.labelsize": 11,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE, GREEN, "#cc79a7", "#56b4e9"]),
            "legend.frameon": False,
            "lines.linewidth": 2,
        }
    )


def upright(label):
    """Return how to draw the label of a vertical axis: a single letter upright, for a turned v looks like >."""
    return {"rotation": 0, "labelpad": 8} if len(label) == 1 else {}
