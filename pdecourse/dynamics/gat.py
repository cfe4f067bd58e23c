"""Graph attention as a right-hand side."""

from torch import nn

from pdecourse.dynamics.attention import Additive
from pdecourse.dynamics.base import Dynamics, Features, Field, duration, layer_at
from pdecourse.dynamics.operators import edges_and_loops
from pdecourse.graphs import Graph


class GAT(Dynamics):
    r"""Graph attention network of Veličković et al. (2018), its heads averaged, chapters 5 and 6.

    .. math:: \dot X = \sigma\big(A_\ell(X W_\ell)\, X W_\ell\big) - X

    :math:`\sigma` is ELU, A additive attention over neighbours and the node itself. Layer
    :math:`\ell = 1, \dots, L` acts from time ℓ − 1 to ℓ: explicit Euler with step 1 up to time L is a stack of L
    layers; one layer is shared by all times. With W = I and without σ it is GRAND with another attention.
    """

    def __init__(self, channels: int, layers: int = 2, heads: int = 4):
        super().__init__()
        self.lasts = duration(layers)
        self.w = nn.ModuleList(nn.Linear(channels, channels, bias=False) for _ in range(layers))
        self.attention = nn.ModuleList(Additive(channels, heads) for _ in range(layers))
        for w in self.w:
            nn.init.xavier_uniform_(w.weight)

    def bind(self, graph: Graph, x0: Features) -> Field:
        """Return the right-hand side on ``graph``."""
        pattern = edges_and_loops(graph)

        def field(t: float, x: Features) -> Features:
            layer = layer_at(t, 1.0, len(self.w))
            mixed = self.w[layer](x)
            return nn.functional.elu(self.attention[layer](pattern, mixed) @ mixed) - x

        return field
