"""Personalised PageRank: diffusion, and a reaction that pulls every node back to its own features."""

from pdecourse.dynamics.base import Dynamics, Features
from pdecourse.dynamics.operators import diffusion
from pdecourse.graphs import Graph
from pdecourse.solvers import LinearField, SplitField


class APPNP(Dynamics):
    r"""Approximate personalised propagation of Gasteiger, Bojchevski & Günnemann (2019), chapters 5 and 8.

    .. math:: \dot X = -(1 - \alpha)\, \tilde L_{sym} X + \alpha\,(X_0 - X)

    An explicit Euler step of length 1 is the paper's :math:`X \leftarrow (1 - \alpha) \tilde A X + \alpha X_0`.
    The steady state :math:`\alpha (I - (1 - \alpha) \tilde A)^{-1} X_0` is not constant: teleportation is a
    reaction term. No parameters.
    """

    def __init__(self, channels: int, alpha: float = 0.1):
        super().__init__()
        self.alpha = alpha

    def bind(self, graph: Graph, x0: Features) -> SplitField:
        """Return diffusion on ``graph`` and the pull towards ``x0``."""
        smoothing = LinearField((1 - self.alpha) * diffusion(graph, x0))
        return SplitField(smoothing, lambda t, x: self.alpha * (x0 - x))
