"""Connected components: the pieces between which nothing can diffuse."""

import numpy as np
import torch
from scipy.sparse.csgraph import connected_components

from pdecourse.graphs.graph import Graph
from pdecourse.graphs.laplacian import adjacency


def num_components(graph: Graph) -> int:
    """Return the number of connected components; it is also the number of zero eigenvalues of a Laplacian."""
    return connected_components(adjacency(graph), directed=False)[0]


def largest_component(graph: Graph) -> Graph:
    """Return the subgraph on the largest connected component, its nodes in their old order.

    Spectral statements about one λ₂ need it: on a disconnected graph 0 is a repeated eigenvalue. Chapter 5.
    """
    component = connected_components(adjacency(graph), directed=False)[1]
    largest = np.bincount(component).argmax()
    return graph.subgraph(torch.from_numpy(np.flatnonzero(component == largest)))
