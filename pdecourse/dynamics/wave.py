"""Waves instead of heat: second order in time."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from pdecourse.dynamics.base import Dynamics, Features, Field, State
from pdecourse.dynamics.operators import propagation
from pdecourse.graphs import Graph, divergence, gradient


class Oscillator(Dynamics):
    r"""A model of second order, :math:`\ddot X = f(X, \dot X)`, as one of first order, chapter 8.

    The state is :math:`[X, \dot X]`, side by side along the channels; it starts at rest.
    """

    def initial(self, x0: Features) -> State:
        """Return the features at rest."""
        return torch.cat([x0, torch.zeros_like(x0)], dim=1)

    def read(self, state: State) -> Features:
        """Return the positions."""
        return state.chunk(2, dim=1)[0]


class PDEGCNWave(Oscillator):
    r"""PDE-GCN_H of Eliasof, Haber & Treister (2021), with one K for all times, chapter 8.

    .. math:: \ddot X = \operatorname{div} \sigma(\nabla X K)\, K^\top, \qquad
              (\nabla X)_{ij} = \frac{x_j}{\sqrt{d_j}} - \frac{x_i}{\sqrt{d_i}}, \qquad
              \operatorname{div} = -\nabla^\top

    :math:`\sigma` is tanh. Nothing is lost: kinetic and potential energy have a constant sum. For small features
    and K = I it is the wave equation :math:`\ddot X = -L_{sym} X`.
    """

    def __init__(self, channels: int):
        super().__init__()
        self.k = nn.Parameter(torch.eye(channels) + 0.1 * torch.randn(channels, channels))

    def bind(self, graph: Graph, x0: Features) -> Field:
        """Return the right-hand side of position and velocity on ``graph``."""

        def field(t: float, state: State) -> State:
            x, velocity = state.chunk(2, dim=1)
            # Channels before edges: there are more edges than nodes.
            flux = torch.tanh(gradient(graph, x @ self.k, "symmetric"))
            return torch.cat([velocity, divergence(graph, flux, "symmetric") @ self.k.T], dim=1)

        return field

    def energy(self, graph: Graph, state: State) -> Float[Tensor, ""]:
        r"""Return :math:`\tfrac12 \|\dot X\|^2 + \sum_{\text{edges}} \log\cosh(\nabla X\, K)`, which stays constant."""
        x, velocity = state.chunk(2, dim=1)
        return (velocity**2).sum() / 2 + torch.cosh(gradient(graph, x @ self.k, "symmetric")).log().sum()


class GraphCON(Oscillator):
    r"""Graph-coupled oscillators of Rusch et al. (2022), with one W for all times, chapter 8.

    .. math:: \ddot X = \sigma(\tilde A X W) - \gamma X - \alpha \dot X

    :math:`\sigma` is ReLU; :math:`\gamma` is the stiffness of a node's own spring, :math:`\alpha` its friction.
    """

    def __init__(self, channels: int, gamma: float = 1.0, alpha: float = 1.0):
        super().__init__()
        self.w = nn.Parameter(nn.init.xavier_uniform_(torch.empty(channels, channels)))
        self.gamma, self.alpha = gamma, alpha

    def bind(self, graph: Graph, x0: Features) -> Field:
        """Return the right-hand side of position and velocity on ``graph``."""
        a = propagation(graph, x0)

        def field(t: float, state: State) -> State:
            x, velocity = state.chunk(2, dim=1)
            acceleration = (a @ (x @ self.w)).relu() - self.gamma * x - self.alpha * velocity
            return torch.cat([velocity, acceleration], dim=1)

        return field
