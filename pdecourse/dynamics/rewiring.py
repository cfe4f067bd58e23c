"""Rewiring: let features diffuse along other edges than those given."""

import numpy as np
import scipy.sparse as sp

from pdecourse.dynamics.operators import once_per_graph
from pdecourse.graphs import Graph, Pattern, SparseMatrix, normalized_adjacency


def personalised_pagerank_edges(graph: Graph, neighbours: int, alpha: float = 0.15) -> Pattern:
    r"""Return where each row of :math:`\alpha\,(I - (1 - \alpha) \tilde A)^{-1}` has its largest entries, chapter 6.

    ``neighbours`` entries per row, more if some are equal and fewer where no more nodes can be reached, and the
    diagonal. The edges are directed: i may see j when j does not see i. Source: Gasteiger, Weißenberger &
    Günnemann (2019). The matrix is dense, so this is for graphs of up to some ten thousand nodes; it is built
    once per graph.
    """

    def build() -> Pattern:
        n = graph.num_nodes
        walk = np.eye(n) - (1 - alpha) * normalized_adjacency(graph, self_loops=True).toarray()
        # Rounded, so that nodes equal by symmetry are equal: all of them are kept, or none.
        weights = (alpha * np.linalg.inv(walk)).round(12)
        np.fill_diagonal(weights, np.inf)
        smallest_kept = np.sort(weights, axis=1)[:, -min(neighbours + 1, n)][:, None]
        kept = sp.csr_array((weights >= smallest_kept) & (weights > 0))
        return SparseMatrix.from_scipy(kept.astype(float)).pattern

    return once_per_graph(graph, ("personalised PageRank", neighbours, alpha), build)


def strong_entries(matrix: SparseMatrix, threshold: float) -> Pattern:
    """Return where ``matrix`` exceeds ``threshold``, and its diagonal."""
    row, col = matrix.pattern.row, matrix.pattern.col
    kept = (matrix.values.detach() > threshold) | (row == col)
    return Pattern(row[kept], col[kept], matrix.pattern.num_rows)
