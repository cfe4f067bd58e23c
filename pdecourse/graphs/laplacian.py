"""Adjacency matrices and Laplacians of a graph, as sparse matrices."""

import numpy as np
import scipy.sparse as sp

from pdecourse.choices import choose
from pdecourse.graphs.graph import Graph


def adjacency(graph: Graph, *, self_loops: bool = False) -> sp.csr_array:
    r"""Return :math:`A`, or :math:`A + I` with ``self_loops``, as a (node, node) matrix of float64."""
    row, col = graph.edge_index.cpu().numpy()
    a = sp.csr_array((np.ones(len(row)), (row, col)), shape=(graph.num_nodes, graph.num_nodes))
    return a + sp.eye_array(graph.num_nodes, format="csr") if self_loops else a


def normalized_adjacency(graph: Graph, kind: str = "symmetric", *, self_loops: bool = False) -> sp.csr_array:
    r"""Return the adjacency with its entries scaled by degree, chapters 4 and 5.

    .. math:: \bar A = D^{-1/2} A D^{-1/2} \;\text{(symmetric)}, \qquad P = D^{-1} A \;\text{(random_walk)}

    :math:`D` holds the row sums of :math:`A`. With ``self_loops``, :math:`A + I` takes the place of
    :math:`A`; the symmetric matrix is then the propagation matrix :math:`\tilde A` of Kipf & Welling (2017).
    The row of a node without neighbours is zero.
    """
    left, right = choose(_SCALINGS, kind, "normalisation")
    return _scale(adjacency(graph, self_loops=self_loops), left, right)


def laplacian(graph: Graph, kind: str = "combinatorial", *, self_loops: bool = False) -> sp.csr_array:
    r"""Return a graph Laplacian; every one is positive semi-definite, like :math:`-\nabla^2`. Chapter 4.

    .. math:: L = D - A \;\text{(combinatorial)}, \qquad L_{sym} = D^{-1/2} L D^{-1/2} \;\text{(symmetric)},
              \qquad L_{rw} = D^{-1} L \;\text{(random_walk)}

    On a connected graph the kernel of :math:`L` and :math:`L_{rw}` is spanned by the constant vector, that of
    :math:`L_{sym}` by :math:`D^{1/2} 1`. A node without neighbours has a zero row, so the dimension of each
    kernel is the number of connected components. ``self_loops`` changes :math:`D`, not :math:`D - A`.
    """
    left, right = choose({"combinatorial": (0.0, 0.0), **_SCALINGS}, kind, "Laplacian")
    a = adjacency(graph, self_loops=self_loops)
    degree = a.sum(axis=1)
    return _scale(sp.diags_array(degree, format="csr") - a, left, right, degree)


# Powers of the degree on the left and on the right of the matrix.
_SCALINGS = {"symmetric": (-0.5, -0.5), "random_walk": (-1.0, 0.0)}


def _scale(matrix: sp.csr_array, left: float, right: float, degree: np.ndarray | None = None) -> sp.csr_array:
    """Return D^left · matrix · D^right, with zero rows where the degree is zero."""
    degree = matrix.sum(axis=1) if degree is None else degree
    occupied = np.where(degree > 0, degree, 1.0)
    return (sp.diags_array(occupied**left) @ matrix @ sp.diags_array(occupied**right)).tocsr()
