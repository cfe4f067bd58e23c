"""Eigenvalues and eigenvectors of graph Laplacians, by SciPy."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from jaxtyping import Float
from scipy.sparse.linalg import eigsh

from pdecourse.choices import choose
from pdecourse.graphs.components import num_components
from pdecourse.graphs.graph import Graph
from pdecourse.graphs.laplacian import laplacian, normalized_adjacency

DENSE = 500
"""Nodes up to which all eigenvalues together are faster than a few."""


@dataclass(frozen=True, eq=False)
class Spectrum:
    r"""Eigenvalues of a Laplacian in increasing order, ``eigenvalues[k]`` with ``eigenvectors[:, k]``.

    .. math:: L \phi_k = \lambda_k \phi_k, \qquad \langle \phi_k, \phi_l \rangle_w = \sum_i w_i \phi_{ik} \phi_{il}
              = \delta_{kl}

    The weights w are 1, and the degrees for the random-walk Laplacian, which is symmetric in that inner
    product only. Of the entries of largest modulus in an eigenvector, the first is positive.
    """

    eigenvalues: Float[np.ndarray, " mode"]
    eigenvectors: Float[np.ndarray, "node mode"]
    weights: Float[np.ndarray, " node"]


def spectrum(
    graph: Graph, kind: str = "combinatorial", *, k: int | None = None, which: str = "smallest",
    self_loops: bool = False,
) -> Spectrum:  # fmt: skip
    r"""Return the spectrum of ``laplacian(graph, kind)``, or ``k`` eigenvalues at one of its ends. Chapter 4.

    ``which`` is the end, ``"smallest"`` or ``"largest"``. All the eigenvalues take :math:`O(n^3)` time, seconds
    for 2500 nodes. A few are found by Lanczos iterations (SciPy's ``eigsh``), at the lower end on the inverse
    of the shifted Laplacian. Raises ``ValueError`` for a ``k`` beyond the number of nodes and an unknown end or kind.
    """
    shift = choose({"smallest": -0.01, "largest": None}, which, "end of the spectrum")
    if k is not None and not 1 <= k <= graph.num_nodes:
        raise ValueError(f"k = {k} eigenvalues of {graph!r}; give 1 to {graph.num_nodes}, or None for all")
    degree = graph.degree.cpu().double().numpy() + self_loops
    weights = np.where(degree > 0, degree, 1.0) if kind == "random_walk" else np.ones(graph.num_nodes)
    # The random-walk Laplacian has the eigenvalues of the symmetric one, which a symmetric solver can find.
    matrix = laplacian(graph, "symmetric" if kind == "random_walk" else kind, self_loops=self_loops)
    if k is None or graph.num_nodes <= DENSE or k > graph.num_nodes // 4:
        values, vectors = np.linalg.eigh(matrix.toarray())
        end = slice(k) if which == "smallest" else slice(-(k or graph.num_nodes), None)
        values, vectors = values[end], vectors[:, end]
    else:
        options = {"which": "LA"} if shift is None else {"which": "LM", "sigma": shift}
        values, vectors = eigsh(sp.csc_array(matrix), k=k, v0=_start(graph), **options)
        order = np.argsort(values)
        values, vectors = values[order], vectors[:, order]
    vectors = vectors / np.sqrt(weights)[:, None]
    return Spectrum(values, vectors * _signs(vectors), weights)


def _signs(vectors: np.ndarray) -> np.ndarray:
    """Return the sign of the first largest entry of every column; entries within round-off are equally large."""
    modulus = np.abs(vectors)
    largest = (modulus > (1 - 1e-6) * modulus.max(axis=0)).argmax(axis=0)
    return np.sign(vectors[largest, np.arange(vectors.shape[1])])


def algebraic_connectivity(graph: Graph, kind: str = "combinatorial") -> float:
    r"""Return :math:`\lambda_2`, the rate at which the slowest mode of the heat equation decays. Chapter 4.

    Positive on a connected graph (Fiedler 1973), and zero on any other.
    """
    if num_components(graph) > 1:
        return 0.0
    return float(spectrum(graph, kind, k=2).eigenvalues[1])


def fiedler_vector(graph: Graph, kind: str = "combinatorial") -> Float[np.ndarray, " node"]:
    r"""Return the eigenvector of :math:`\lambda_2`; its signs cut the graph in two along few edges. Chapter 4.

    Raises ``ValueError`` on a disconnected graph, where :math:`\lambda_2 = 0` has no vector of its own.
    """
    components = num_components(graph)
    if components > 1:
        raise ValueError(
            f"{graph!r} falls into {components} components, so λ₂ = 0 is a repeated eigenvalue and its vector "
            "arbitrary; take graphs.largest_component(graph)"
        )
    return spectrum(graph, kind, k=2).eigenvectors[:, 1]


def second_modulus(graph: Graph, *, self_loops: bool = True) -> float:
    r"""Return the second largest :math:`|\mu|` among the eigenvalues of the normalised adjacency. Chapter 5.

    Each product with :math:`\tilde A` shrinks whatever is not its top eigenvector by at least this factor. It
    is 1, and promises nothing, on a disconnected graph or, without ``self_loops``, on a bipartite one.
    """
    matrix = normalized_adjacency(graph, self_loops=self_loops)
    if graph.num_nodes <= DENSE:
        values = np.linalg.eigvalsh(matrix.toarray())
    else:
        values = eigsh(matrix, k=3, which="LM", v0=_start(graph), return_eigenvectors=False)
    return float(np.sort(np.abs(values))[-2])


def _start(graph: Graph) -> np.ndarray:
    """Return the vector that Lanczos iterations start from: any will do, but the same every time."""
    return np.random.default_rng(0).normal(size=graph.num_nodes)
