"""Connected components: the pieces between which nothing can diffuse."""

import torch
from jaxtyping import Int
from scipy.sparse.csgraph import connected_components
from torch import Tensor

from pdecourse.graphs.graph import Graph
from pdecourse.graphs.laplacian import adjacency


def components(graph: Graph) -> Int[Tensor, " node"]:
    """Return the number of the connected component, 0, 1, …, that each node belongs to."""
    return torch.from_numpy(connected_components(adjacency(graph), directed=False)[1]).long().to(graph.device)


def num_components(graph: Graph) -> int:
    """Return the number of connected components; it is also the number of zero eigenvalues of a Laplacian."""
    return len(components(graph).unique())


def largest_component(graph: Graph) -> Graph:
    """Return the subgraph on the largest connected component, its nodes in their old order.

    Spectral statements about one λ₂ need it: on a disconnected graph 0 is a repeated eigenvalue. Chapter 5.
    """
    component = components(graph)
    return graph.subgraph((component == component.bincount().argmax()).nonzero()[:, 0])
