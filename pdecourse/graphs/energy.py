"""Dirichlet energy: how much features differ across the edges of a graph."""

import numpy as np
from torch import Tensor

from pdecourse.graphs.calculus import gradient
from pdecourse.graphs.graph import Graph


def dirichlet_energy(
    graph: Graph, x: Tensor | np.ndarray, kind: str = "symmetric", *, self_loops: bool = False
):
    r"""Return the Dirichlet energy of node features ``x`` (node,) or (node, channel), chapters 4, 5 and 7.

    .. math:: E(X) = \tfrac14 \sum_{i} \sum_{j \sim i}
              \Big\| \frac{x_i}{\sqrt{d_i}} - \frac{x_j}{\sqrt{d_j}} \Big\|^2
              = \tfrac12 \| \nabla X \|^2 = \tfrac12 \langle X, L_{sym} X \rangle

    The double sum visits each edge twice, once from either end, and the gradient has it once; that is where the
    ¼ and the ½ come from. With ``kind="combinatorial"`` features are compared without dividing by
    :math:`\sqrt{d}`, and the energy is :math:`\frac12 \langle X, L X \rangle`. ``self_loops`` adds one to every
    degree. The derivative by X is the Laplacian times X, so the heat equation walks downhill on this energy.

    Returns a number for an array and a differentiable 0-d tensor for a tensor.
    """
    energy = (gradient(graph, x, kind, self_loops=self_loops) ** 2).sum() / 2
    return energy if isinstance(x, Tensor) else energy.item()
