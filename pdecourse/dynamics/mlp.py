"""A network that does not see the edges: what features alone are worth."""

from collections.abc import Callable

from pdecourse.dynamics.gcn import GCN, Inputs, Logits
from pdecourse.graphs import Graph, compressed


class MLP(GCN):
    r"""Multilayer perceptron at every node: a ``GCN`` with the identity for :math:`\tilde A`, chapters 6 to 8.

    .. math:: H^{(\ell+1)} = \sigma\big(H^{(\ell)} W^{(\ell)} + b^{(\ell)}\big)

    A model that does not beat it has no use for the graph.
    """

    def bind(self, graph: Graph) -> Callable[[Inputs], Logits]:
        """Return the network, which is the same on every graph with the nodes of ``graph``."""

        def logits(x: Inputs) -> Logits:
            x = compressed(graph, x)
            for depth, layer in enumerate(self.layers):
                x = self.between(x).relu() if depth > 0 else x
                x = layer(self.dropout(x))
            return x

        return logits
