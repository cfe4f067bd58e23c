"""GRAND as its published code runs it: with a source, and with columns that sum to one."""

import torch
from torch import nn

from pdecourse.dynamics.base import Features
from pdecourse.dynamics.grand import GRANDLinear
from pdecourse.dynamics.operators import edges_and_loops, minus_identity
from pdecourse.graphs import Graph
from pdecourse.solvers import LinearField


class GRANDSource(GRANDLinear):
    r"""GRAND-l with the source of its published code, forwards or backwards, chapter 6.

    .. math:: \dot X = \alpha\,(A(X_0) - I)\, X + \beta X_0, \qquad\text{or with } A^\top \text{ for } A

    :math:`\alpha` in (0, 1), ½ at the start, and :math:`\beta`, 0 at the start, are learned numbers. The paper
    has neither; its code (github.com/twitter-research/graph-neural-pde) has both, and normalises attention over
    columns. ``transposed`` does that too. The rows of A are the chances of a random walker's next place, so with
    A the equation is the backward one: a node takes the *mean* of what it sees, and constants stand still. With
    :math:`A^\top` it is the forward one: features are handed on like probability, their *total* stays, and
    without a source they end in the walker's stationary distribution, which is proportional to the degree
    (counting the node itself) where attention is uniform.
    """

    def __init__(self, channels: int, heads: int = 4, dim: int = 16, transposed: bool = False):
        super().__init__(channels, heads, dim)
        self.transposed = transposed
        self.logit_alpha = nn.Parameter(torch.zeros(()))
        self.beta = nn.Parameter(torch.zeros(()))

    @property
    def alpha(self):
        """Strength of the diffusion."""
        return self.logit_alpha.sigmoid()

    def bind(self, graph: Graph, x0: Features) -> LinearField:
        """Return the linear diffusion on ``graph`` with the attention and the source of ``x0``."""
        attention = self.attention(edges_and_loops(graph), x0)
        diffusion = minus_identity(attention.transpose if self.transposed else attention)
        return LinearField(self.alpha * diffusion, self.beta * x0)
