"""The graph convolutional network: diffuse, mix channels, repeat."""

from collections.abc import Callable
from itertools import pairwise

from jaxtyping import Float
from torch import Tensor, nn

from pdecourse.dynamics.operators import propagation
from pdecourse.graphs import Graph, compressed

Inputs = Float[Tensor, "node feature"]
Logits = Float[Tensor, "node class"]


class GCN(nn.Module):
    r"""Graph convolutional network of Kipf & Welling (2017), chapter 5.

    .. math:: H^{(\ell+1)} = \sigma\big(\tilde A H^{(\ell)} W^{(\ell)} + b^{(\ell)}\big),
              \qquad \tilde A = \tilde D^{-1/2} (A + I) \tilde D^{-1/2}

    :math:`\sigma` is ReLU, and the identity in the last layer, which returns one logit per class.
    ``channels`` lists the widths from features to classes: ``(64, 32, 10)`` has two layers.
    ``dropout`` is the probability that an input of a layer is zeroed while training. ``between`` acts on the
    output of every layer but the last, before the ReLU: ``PairNorm()``, for one.
    """

    def __init__(self, channels: tuple[int, ...], dropout: float = 0.5, between: nn.Module | None = None):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(n_in, n_out) for n_in, n_out in pairwise(channels))
        self.dropout = nn.Dropout(dropout)
        self.between = between or nn.Identity()
        for layer in self.layers:
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)

    def bind(self, graph: Graph) -> Callable[[Inputs], Logits]:
        """Return the network on ``graph``: a map from features (node, feature) to logits (node, class)."""
        a = propagation(graph, self.layers[0].weight)

        def logits(x: Inputs) -> Logits:
            x = compressed(graph, x)
            for depth, layer in enumerate(self.layers):
                x = self.between(x).relu() if depth > 0 else x
                # Channels before nodes: the sparse product is then only as wide as the layer's output.
                x = a @ (self.dropout(x) @ layer.weight.T) + layer.bias
            return x

        return logits
