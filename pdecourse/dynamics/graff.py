"""GRAFF: features follow the gradient flow of a learnable Dirichlet energy."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from pdecourse.choices import choose
from pdecourse.dynamics.base import Dynamics, Features, Field
from pdecourse.dynamics.channel_mixing import CHANNEL_MIXING
from pdecourse.dynamics.operators import propagation
from pdecourse.graphs import Graph


class GRAFF(Dynamics):
    r"""Gradient flow of Di Giovanni et al. (2023), chapter 7.

    .. math:: \dot X = -X \Omega + \bar A X W + \beta X_0, \qquad W = W^\top, \quad \Omega \text{ diagonal}

    Along eigenvectors of W with positive eigenvalue neighbours attract and features smooth; along the others
    they repel and features sharpen. ``mixing`` is a name in ``CHANNEL_MIXING``, how W is made symmetric.
    :math:`\beta` is one number, 0 at the start.
    """

    def __init__(self, channels: int, mixing: str = "sum"):
        super().__init__()
        self.mixing = choose(CHANNEL_MIXING, mixing, "channel mixing")(channels)
        self.omega = nn.Parameter(torch.empty(channels).uniform_(-1, 1))
        self.beta = nn.Parameter(torch.zeros(()))

    @property
    def w(self) -> Float[Tensor, "channel channel"]:
        """The symmetric matrix W."""
        return self.mixing()

    def bind(self, graph: Graph, x0: Features) -> Field:
        """Return the right-hand side on ``graph`` for the trajectory from ``x0``."""
        a, w, source = propagation(graph, x0, self_loops=False), self.w, self.beta * x0
        return lambda t, x: a @ (x @ w) - x * self.omega + source

    def energy(self, graph: Graph, x: Features, x0: Features) -> Float[Tensor, ""]:
        r"""Return the energy whose negative gradient is the right-hand side.

        .. math:: E(X) = \tfrac12 \langle X, X\Omega \rangle - \tfrac12 \langle X, \bar A X W \rangle
                  - \beta \langle X, X_0 \rangle

        With :math:`\Omega = W = I` and :math:`\beta = 0` it is the Dirichlet energy.
        """
        a = propagation(graph, x, self_loops=False)
        external = (x * x * self.omega).sum() / 2
        pairwise = (x * (a @ (x @ self.w))).sum() / 2
        return external - pairwise - self.beta * (x * x0).sum()
