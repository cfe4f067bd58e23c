"""Dirichlet energy: how much features differ across the edges of a graph."""

import numpy as np
import torch
from torch import Tensor

from pdecourse.choices import choose
from pdecourse.graphs.graph import Graph

# Power of the degree that divides a node's features before neighbours are compared.
_DEGREE_POWER = {"symmetric": 0.5, "combinatorial": 0.0}


def dirichlet_energy(
    graph: Graph, x: Tensor | np.ndarray, kind: str = "symmetric", *, self_loops: bool = False
):
    r"""Return the Dirichlet energy of node features ``x`` (node,) or (node, channel), chapters 4, 5 and 7.

    .. math:: E(X) = \tfrac14 \sum_{i} \sum_{j \sim i}
              \Big\| \frac{x_i}{\sqrt{d_i}} - \frac{x_j}{\sqrt{d_j}} \Big\|^2
              = \tfrac12 \langle X, L_{sym} X \rangle

    The sum visits each edge twice, once from either end; that is where the ¼ comes from. With
    ``kind="combinatorial"`` features are compared without dividing by :math:`\sqrt{d}`, and the energy is
    :math:`\frac12 \langle X, L X \rangle`. ``self_loops`` adds one to every degree.
    The gradient is the Laplacian times X, so the heat equation walks downhill on this energy.

    Returns a number for an array and a differentiable 0-d tensor for a tensor.
    """
    power = choose(_DEGREE_POWER, kind, "Dirichlet energy")
    if len(x) != graph.num_nodes:
        raise ValueError(f"x has {len(x)} rows for a graph of {graph.num_nodes} nodes; give one row per node")
    features = torch.as_tensor(x)
    degree = (graph.degree + int(self_loops)).clamp(min=1).to(features.dtype)
    scaled = features / (degree**power).reshape(-1, *(1,) * (features.ndim - 1))
    row, col = graph.edge_index
    energy = ((scaled[row] - scaled[col]) ** 2).sum() / 4
    return energy if isinstance(x, Tensor) else energy.item()
