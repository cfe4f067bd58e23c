"""Lab 4: correct answers that look different from the reference solution. All get full points."""

import networkx as nx
import numpy as np
from scipy.linalg import expm
from scipy.sparse.csgraph import laplacian as scipy_laplacian

from pdecourse import graphs


def laplacians_by_the_package(edges, num_nodes):
    graph = graphs.Graph.from_edges(edges, num_nodes)
    kinds = ("combinatorial", "symmetric", "random_walk")
    return [graphs.laplacian(graph, kind).toarray() for kind in kinds]


def laplacians_by_loop(edges, num_nodes):
    matrix = np.zeros((num_nodes, num_nodes), dtype=int)
    for i, j in edges.T:
        matrix[i, i] += 1
        matrix[j, j] += 1
        matrix[i, j] -= 1
        matrix[j, i] -= 1
    degree = np.where(np.diag(matrix) > 0, np.diag(matrix), 1)
    return np.array([matrix, matrix / np.sqrt(np.outer(degree, degree)), matrix / degree[:, None]])


def energy_by_matrix(edges, x):
    club = nx.Graph(edges.T.tolist())
    matrix = nx.laplacian_matrix(club, nodelist=range(len(x))).toarray()
    return np.einsum("ic,ij,jc->", x, matrix, x) / 2, matrix @ x


def energy_by_the_package(edges, x):
    graph = graphs.Graph.from_edges(edges, len(x))
    energy = graphs.dirichlet_energy(graph, x, "combinatorial")
    return [energy, graphs.laplacian(graph) @ x]


def filter_by_expm(laplacian, x, t):
    return expm(-t * laplacian) @ x


def filter_by_incidence(laplacian, x, t):
    """Eigenvectors of a matrix made anew from the off-diagonal entries, by singular values."""
    matrix = scipy_laplacian(-np.tril(laplacian, -1) - np.tril(laplacian, -1).T)
    vectors, values, _ = np.linalg.svd(matrix)
    return np.einsum("ik,k,jk,jc->ic", vectors, np.exp(-t * values), vectors, x)


def growth_by_eigenvalues(jacobian, diffusion, num_nodes):
    return [
        np.linalg.eigvals(jacobian - 4 * np.sin(np.pi * k / num_nodes) ** 2 * np.diag(diffusion)).real.max()
        for k in range(num_nodes // 2 + 1)
    ]


def growth_by_fourier(jacobian, diffusion, num_nodes):
    """The eigenvalues of the ring as the Fourier transform of a row of L."""
    row = np.zeros(num_nodes)
    row[[0, 1, -1]] = 2, -1, -1
    eigenvalues = np.fft.rfft(row).real
    matrices = jacobian[None] - eigenvalues[:, None, None] * np.diag(diffusion)
    return np.max(np.linalg.eigvals(matrices).real, axis=1)


def split_by_signs(adjacency):
    values, vectors = np.linalg.eigh(np.diag(adjacency.sum(0)) - adjacency)
    return values[1], np.sign(vectors[:, 1])


def split_by_the_package(adjacency):
    graph = graphs.Graph.from_edges(np.stack(np.nonzero(adjacency)), len(adjacency))
    return [graphs.algebraic_connectivity(graph), graphs.fiedler_vector(graph) < 0]


RIGHT = {
    "4.1": [laplacians_by_the_package, laplacians_by_loop],
    "4.2": [energy_by_matrix, energy_by_the_package],
    "4.3": [filter_by_expm, filter_by_incidence],
    "4.4": [growth_by_eigenvalues, growth_by_fourier],
    "4.5": [split_by_signs, split_by_the_package],
}
