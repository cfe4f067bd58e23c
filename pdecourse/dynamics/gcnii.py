"""GCNII: initial residual and identity mapping, which are a reaction term."""

import math

import torch
from torch import nn

from pdecourse.dynamics.base import Dynamics, Features, Field, duration, layer_at
from pdecourse.dynamics.operators import propagation
from pdecourse.graphs import Graph


class GCNII(Dynamics):
    r"""GCN with initial residual and identity mapping of Chen et al. (2020), chapters 5 and 8.

    .. math:: \dot X = \sigma\Big( \big((1 - \alpha) \tilde A X + \alpha X_0\big)
              \big((1 - \beta_\ell) I + \beta_\ell W_\ell\big) \Big) - X, \qquad
              \beta_\ell = \log\Big(\frac{\lambda}{\ell} + 1\Big)

    :math:`\sigma` is ReLU. Layer :math:`\ell = 1, \dots, L` acts from time ℓ − 1 to ℓ: explicit Euler with step 1
    up to time L is the paper's network. ``alpha`` pulls towards the encoded features, ``lambda_`` says how
    fast the weights lose influence with depth.
    """

    def __init__(self, channels: int, layers: int = 8, alpha: float = 0.1, lambda_: float = 0.5):
        super().__init__()
        self.alpha, self.lasts = alpha, duration(layers)
        self.beta = [math.log(lambda_ / number + 1) for number in range(1, layers + 1)]
        self.w = nn.ParameterList(torch.empty(channels, channels) for _ in range(layers))
        for w in self.w:
            nn.init.xavier_uniform_(w)

    def bind(self, graph: Graph, x0: Features) -> Field:
        """Return the right-hand side on ``graph``."""
        a = propagation(graph, x0)

        def field(t: float, x: Features) -> Features:
            layer = layer_at(t, 1.0, len(self.w))
            beta, w = self.beta[layer], self.w[layer]
            mixed = (1 - self.alpha) * (a @ x) + self.alpha * x0
            return ((1 - beta) * mixed + beta * (mixed @ w)).relu() - x

        return field
