"""A GCN that adds to its input instead of replacing it."""

import torch
from torch import nn

from pdecourse.dynamics.base import Dynamics, Features, Field, duration, layer_at
from pdecourse.dynamics.operators import propagation
from pdecourse.graphs import Graph


class ResidualGCN(Dynamics):
    r"""Residual graph convolutions (Kipf & Welling 2017, appendix B; Li et al. 2019), chapter 5.

    .. math:: \dot X = \sigma\big(\tilde A X W_\ell + b_\ell\big)

    :math:`\sigma` is ReLU. An explicit Euler step is :math:`X \leftarrow X + \tau\, \sigma(\tilde A X W_\ell +
    b_\ell)`. Layer :math:`\ell = 1, \dots, L` acts from time (ℓ − 1) · ``step`` on, for the length ``step``; one
    layer is shared by all times. Nothing here decays: with step 1 and no training the features grow by a
    factor per layer, so deep stacks want a small step.
    """

    def __init__(self, channels: int, layers: int = 1, step: float = 1.0):
        super().__init__()
        self.step, self.lasts = step, duration(layers, step)
        self.layers = nn.ModuleList(nn.Linear(channels, channels) for _ in range(layers))
        for layer in self.layers:
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)

    def bind(self, graph: Graph, x0: Features) -> Field:
        """Return the right-hand side on ``graph``."""
        a = propagation(graph, x0)

        def field(t: float, x: Features) -> Features:
            layer = self.layers[layer_at(t, self.step, len(self.layers))]
            return torch.relu(a @ (x @ layer.weight.T) + layer.bias)

        return field
