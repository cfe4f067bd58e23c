"""Models of graph learning, one paper per file: right-hand sides for a solver, ``DYNAMICS`` by name.

``GCN`` is a stack of layers as it is usually written; ``PairNorm`` and ``DropEdge`` go with it.
"""

from collections.abc import Callable

from pdecourse.dynamics.appnp import APPNP
from pdecourse.dynamics.base import Dynamics, Features, Field
from pdecourse.dynamics.channel_mixing import CHANNEL_MIXING
from pdecourse.dynamics.drop_edge import DropEdge, without_edges
from pdecourse.dynamics.gat import GAT
from pdecourse.dynamics.gcn import GCN
from pdecourse.dynamics.gcnii import GCNII
from pdecourse.dynamics.graff import GRAFF
from pdecourse.dynamics.graff_theory import dominant_frequency, growth_rate
from pdecourse.dynamics.grand import GRANDLinear, GRANDNonlinear, GRANDRewired
from pdecourse.dynamics.grand_plus_plus import GRANDPlusPlus
from pdecourse.dynamics.grand_source import GRANDSource
from pdecourse.dynamics.gread import GREAD, REACTIONS
from pdecourse.dynamics.heat import HeatFlow
from pdecourse.dynamics.mlp import MLP
from pdecourse.dynamics.pair_norm import PairNorm
from pdecourse.dynamics.rdgnn import RDGNN, dispersion_relation
from pdecourse.dynamics.residual_gcn import ResidualGCN
from pdecourse.dynamics.wave import GraphCON, PDEGCNWave

DYNAMICS: dict[str, Callable[..., Dynamics]] = {
    "heat": HeatFlow,
    "residual_gcn": ResidualGCN,
    "gat": GAT,
    "gcnii": GCNII,
    "appnp": APPNP,
    "grand_l": GRANDLinear,
    "grand_nl": GRANDNonlinear,
    "grand_nl_rw": GRANDRewired,
    "grand_plus_plus": GRANDPlusPlus,
    "graff": GRAFF,
    "rdgnn": RDGNN,
    "gread": GREAD,
    "pde_gcn_wave": PDEGCNWave,
    "graphcon": GraphCON,
}
"""Models by name; each is made with the number of channels, and keyword arguments of its own."""

__all__ = [
    "APPNP",
    "CHANNEL_MIXING",
    "DYNAMICS",
    "GAT",
    "GCN",
    "GCNII",
    "GRAFF",
    "GREAD",
    "MLP",
    "RDGNN",
    "REACTIONS",
    "DropEdge",
    "Dynamics",
    "Features",
    "Field",
    "GRANDLinear",
    "GRANDNonlinear",
    "GRANDPlusPlus",
    "GRANDRewired",
    "GRANDSource",
    "GraphCON",
    "HeatFlow",
    "PDEGCNWave",
    "PairNorm",
    "ResidualGCN",
    "dispersion_relation",
    "dominant_frequency",
    "growth_rate",
    "without_edges",
]
