"""Gradient and divergence on a graph: a number per node becomes a number per edge, and back."""

import numpy as np
import torch
from torch import Tensor

from pdecourse.choices import choose
from pdecourse.graphs.graph import Graph

# Power of the degree that divides a node's values before neighbours are compared.
_DEGREE_POWER = {"symmetric": 0.5, "combinatorial": 0.0}


def gradient(graph: Graph, x: Tensor | np.ndarray, kind: str = "combinatorial", *, self_loops: bool = False):
    r"""Return how much ``x`` (node,) or (node, channel) changes along every edge, chapter 4.

    .. math:: (\nabla x)_{ij} = x_j - x_i \;\text{(combinatorial)}, \qquad
              (\nabla x)_{ij} = \frac{x_j}{\sqrt{d_j}} - \frac{x_i}{\sqrt{d_i}} \;\text{(symmetric)}

    Row e belongs to the edge :math:`i \to j` in column e of ``graph.edges``, where :math:`i < j`: which end an
    edge starts from is a convention, and no Laplacian depends on it. ``self_loops`` adds one to every degree.
    Returns (edge,) or (edge, channel), an array for an array and a differentiable tensor for a tensor. Raises
    ``ValueError`` for another number of rows or an unknown kind.
    """
    if len(x) != graph.num_nodes:
        raise ValueError(f"x has {len(x)} rows for a graph of {graph.num_nodes} nodes; give one row per node")
    values = torch.as_tensor(x)
    scaled = values / _degree_scale(graph, kind, values, self_loops)
    start, end = graph.edges
    return _like(x, scaled[end] - scaled[start])


def divergence(
    graph: Graph, flow: Tensor | np.ndarray, kind: str = "combinatorial", *, self_loops: bool = False
):
    r"""Return what leaves each node minus what enters it, for ``flow`` (edge,) or (edge, channel). Chapter 4.

    .. math:: (\operatorname{div} X)_i = \frac{1}{d_i^p}
              \Big( \sum_{i \to j} X_{ij} - \sum_{j \to i} X_{ji} \Big), \qquad
              \langle \nabla x, X \rangle = -\langle x, \operatorname{div} X \rangle, \qquad
              L = -\operatorname{div} \nabla

    with edges as in ``gradient``, p = 0 for the combinatorial and p = ½ for the symmetric kind. Minus the
    divergence is the adjoint of the gradient, as in the continuum, and the two make the Laplacian of the same
    kind. The sum over all nodes of a combinatorial divergence is zero: what leaves one node enters another.
    Raises ``ValueError`` for another number of rows or an unknown kind.
    """
    if len(flow) != graph.num_edges:
        raise ValueError(
            f"flow has {len(flow)} rows for a graph of {graph.num_edges} edges; give one row per column of "
            "graph.edges, which has every edge once"
        )
    values = torch.as_tensor(flow)
    start, end = graph.edges
    net = values.new_zeros(graph.num_nodes, *values.shape[1:])
    net = net.index_add(0, start, values).index_add(0, end, -values)
    return _like(flow, net / _degree_scale(graph, kind, values, self_loops))


def _degree_scale(graph: Graph, kind: str, values: Tensor, self_loops: bool) -> Tensor:
    """Return d^p of every node, shaped to divide rows of ``values``; 1 for a node without neighbours."""
    power = choose(_DEGREE_POWER, kind, "gradient, divergence or Dirichlet energy")
    scale = (graph.degree + int(self_loops)).clamp(min=1).to(values.dtype) ** power
    return scale.reshape(-1, *(1,) * (values.ndim - 1))


def _like(given, result: Tensor):
    return result if isinstance(given, Tensor) else result.numpy()
