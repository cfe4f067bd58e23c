"""Figures from results. Nothing here computes: every number drawn was handed in.

House rules: no titles inside (captions state the finding), colour maps that are even in lightness and safe
for colour-blind readers, lines told apart by strokes and marks too, one width for all so that letters stay
legible on a telephone, and a white card behind every figure so that it reads in light and dark pages.
"""

from pdecourse.plots.curves import convergence, curves, lines
from pdecourse.plots.depth import depth_panels
from pdecourse.plots.fields import fields, pictures, space_time
from pdecourse.plots.film import film
from pdecourse.plots.graphs import SIGNED_MAP, Drawing, graph_drawings
from pdecourse.plots.moves import moves
from pdecourse.plots.particles import particles
from pdecourse.plots.phase_planes import PhasePlane, phase_planes
from pdecourse.plots.regimes import LOOK_COLOURS, regime_map, survival
from pdecourse.plots.solvers import linked_pictures, measured_and_published, stability_regions, sweeps
from pdecourse.plots.style import BLUE, FIELD_MAP, GREEN, INK, ORANGE, WIDTH, use_style
from pdecourse.plots.throughput import throughput
from pdecourse.plots.thumbnails import Thumbnail, thumbnails
from pdecourse.plots.training import against, by_depth, trials, two_panels
from pdecourse.plots.turing import KIND_COLOURS, cuts, patterns_and_spectra, turing_map

__all__ = [
    "BLUE",
    "FIELD_MAP",
    "GREEN",
    "INK",
    "KIND_COLOURS",
    "LOOK_COLOURS",
    "ORANGE",
    "SIGNED_MAP",
    "WIDTH",
    "Drawing",
    "PhasePlane",
    "Thumbnail",
    "against",
    "by_depth",
    "convergence",
    "curves",
    "cuts",
    "depth_panels",
    "fields",
    "film",
    "graph_drawings",
    "lines",
    "linked_pictures",
    "measured_and_published",
    "moves",
    "particles",
    "patterns_and_spectra",
    "phase_planes",
    "pictures",
    "regime_map",
    "space_time",
    "stability_regions",
    "survival",
    "sweeps",
    "throughput",
    "thumbnails",
    "trials",
    "turing_map",
    "two_panels",
    "use_style",
]
