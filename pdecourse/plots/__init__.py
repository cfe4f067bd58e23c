"""Figures from results. Nothing here computes: every number drawn was handed in.

House rules: no titles inside (captions state the finding), colour maps that are even in lightness and safe
for colour-blind readers, and a white card behind every figure so that it reads in light and dark pages.
"""

from pdecourse.plots.curves import convergence, curves, lines
from pdecourse.plots.fields import fields, pictures, space_time
from pdecourse.plots.film import film
from pdecourse.plots.phase_planes import PhasePlane, phase_planes
from pdecourse.plots.regimes import LOOK_COLOURS, regime_map, survival
from pdecourse.plots.style import BLUE, FIELD_MAP, GREEN, INK, ORANGE, use_style
from pdecourse.plots.throughput import throughput
from pdecourse.plots.turing import KIND_COLOURS, cuts, patterns_and_spectra, turing_map

__all__ = [
    "BLUE",
    "FIELD_MAP",
    "GREEN",
    "INK",
    "KIND_COLOURS",
    "LOOK_COLOURS",
    "ORANGE",
    "PhasePlane",
    "convergence",
    "curves",
    "cuts",
    "fields",
    "film",
    "lines",
    "patterns_and_spectra",
    "phase_planes",
    "pictures",
    "regime_map",
    "space_time",
    "survival",
    "throughput",
    "turing_map",
    "use_style",
]
