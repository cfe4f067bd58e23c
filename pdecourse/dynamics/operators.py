"""The constant operators of a graph, built once per graph."""

from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

import scipy.sparse as sp
from torch import Tensor

from pdecourse.graphs import Graph, Pattern, SparseMatrix, laplacian, normalized_adjacency, to_torch

T = TypeVar("T")

_BUILT: WeakKeyDictionary[Graph, dict] = WeakKeyDictionary()


def propagation(graph: Graph, like: Tensor, *, self_loops: bool = True) -> SparseMatrix:
    r"""Return :math:`\tilde A`, or :math:`\bar A` without ``self_loops``, in the number type of ``like``."""
    key = "propagation", self_loops, like.dtype, like.device
    return once_per_graph(graph, key, lambda: _to(normalized_adjacency(graph, self_loops=self_loops), like))


def diffusion(graph: Graph, like: Tensor, *, self_loops: bool = True) -> SparseMatrix:
    r"""Return :math:`-\tilde L_{sym} = \tilde A - I`, or :math:`-L_{sym}` without ``self_loops``."""
    key = "diffusion", self_loops, like.dtype, like.device
    return once_per_graph(
        graph, key, lambda: _to(-laplacian(graph, "symmetric", self_loops=self_loops), like)
    )


def edges_and_loops(graph: Graph) -> Pattern:
    """Return where attention has its entries: at the edges, in both directions, and on the diagonal."""
    return once_per_graph(graph, ("pattern",), lambda: Pattern.of(graph, self_loops=True))


def minus_identity(matrix: SparseMatrix) -> SparseMatrix:
    """Return :math:`A - I` for a matrix that stores its diagonal."""
    return SparseMatrix(matrix.pattern, matrix.values - matrix.pattern.on_diagonal.to(matrix.values))


def _to(matrix: sp.csr_array, like: Tensor) -> SparseMatrix:
    return to_torch(matrix, like.dtype).to(like.device)


def once_per_graph(graph: Graph, key: tuple, build: Callable[[], T]) -> T:
    """Return what ``build`` made for this graph, now or earlier; it is forgotten together with the graph."""
    built = _BUILT.setdefault(graph, {})
    if key not in built:
        built[key] = build()
    return built[key]
