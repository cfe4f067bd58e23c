"""Live figures: the same ES module in a notebook (through anywidget) and in the pages of the book.

``WIDGETS`` names them; ``GrayScott(F=0.03, k=0.062)`` shows one in Jupyter, Colab or VS Code.
"""

from pdecourse.widgets.attention_temperature import AttentionTemperature
from pdecourse.widgets.base import LiveFigure
from pdecourse.widgets.dispersion import Dispersion
from pdecourse.widgets.domain_length import DomainLength
from pdecourse.widgets.fitzhugh_nagumo import FitzHughNagumo
from pdecourse.widgets.graff_pad import GraffPad
from pdecourse.widgets.graph_cut import GraphCut
from pdecourse.widgets.graph_modes import GraphModes
from pdecourse.widgets.graph_reaction import GraphReaction
from pdecourse.widgets.graph_step import GraphStep
from pdecourse.widgets.graph_turing import GraphTuring
from pdecourse.widgets.gray_scott import GrayScott
from pdecourse.widgets.gray_scott_graph import GrayScottGraph
from pdecourse.widgets.heat_paint import HeatPaint
from pdecourse.widgets.heat_race import HeatRace
from pdecourse.widgets.heat_step import HeatStep
from pdecourse.widgets.karate_depth import KarateDepth
from pdecourse.widgets.particles import Particles
from pdecourse.widgets.poster import poster
from pdecourse.widgets.self_loops import SelfLoops
from pdecourse.widgets.stability_regions import StabilityRegions
from pdecourse.widgets.trace_determinant import TraceDeterminant

WIDGETS: dict[str, type[LiveFigure]] = {
    widget.figure_name: widget
    for widget in (
        HeatStep,
        HeatRace,
        HeatPaint,
        GrayScott,
        FitzHughNagumo,
        Dispersion,
        DomainLength,
        TraceDeterminant,
        GraphCut,
        GraphModes,
        KarateDepth,
        SelfLoops,
        AttentionTemperature,
        GraphStep,
        StabilityRegions,
        GraffPad,
        Particles,
        GraphReaction,
        GraphTuring,
        GrayScottGraph,
    )
}

__all__ = [
    "WIDGETS",
    "AttentionTemperature",
    "Dispersion",
    "DomainLength",
    "FitzHughNagumo",
    "GraffPad",
    "GraphCut",
    "GraphModes",
    "GraphReaction",
    "GraphStep",
    "GraphTuring",
    "GrayScott",
    "GrayScottGraph",
    "HeatPaint",
    "HeatRace",
    "HeatStep",
    "KarateDepth",
    "LiveFigure",
    "Particles",
    "SelfLoops",
    "StabilityRegions",
    "TraceDeterminant",
    "poster",
]
