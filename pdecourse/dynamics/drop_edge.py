"""DropEdge: train on a random part of the edges."""

from dataclasses import replace

import torch
from torch import nn

from pdecourse.graphs import Graph


class DropEdge(nn.Module):
    """Any network, trained on another random subgraph in every pass, after Rong et al. (2020), chapter 5.

    ``rate`` is the share of undirected edges left out while training; all are used for prediction.
    Fewer edges, slower diffusion. Raises ``ValueError`` unless 0 ≤ ``rate`` < 1.
    """

    def __init__(self, model: nn.Module, rate: float):
        super().__init__()
        if not 0 <= rate < 1:
            raise ValueError(f"rate is {rate}; wanted the share of edges to leave out, from 0 to below 1")
        self.model, self.rate = model, rate

    def bind(self, graph: Graph):
        """Return the network on ``graph``, or on part of it while training."""
        whole = self.model.bind(graph)

        def network(x):
            return self.model.bind(without_edges(graph, self.rate))(x) if self.training else whole(x)

        return network


def without_edges(graph: Graph, rate: float) -> Graph:
    """Return ``graph`` with each undirected edge left out with probability ``rate``."""
    row, col = graph.edge_index
    forward = graph.edge_index[:, row < col]
    kept = forward[:, torch.rand(forward.shape[1], device=forward.device) >= rate]
    both = torch.cat([kept, kept.flip(0)], dim=1)
    order = (both[0] * graph.num_nodes + both[1]).argsort()
    return replace(graph, edge_index=both[:, order])
