import numpy as np
import pytest

from pdecourse import graphs

KINDS = ["combinatorial", "symmetric", "random_walk"]


def dense_reference(graph, kind, self_loops):
    """Node by node from the definition, with loops instead of sparse algebra."""
    n = graph.num_nodes
    a = np.zeros((n, n))
    for i, j in graph.edge_index.T.tolist():
        a[i, j] = 1
    a += self_loops * np.eye(n)
    degree, out = a.sum(axis=1), np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            entry = degree[i] * (i == j) - a[i, j]
            symmetric, random_walk = np.sqrt(degree[i] * degree[j]), degree[i]
            scale = {"combinatorial": 1, "symmetric": symmetric, "random_walk": random_walk}[kind]
            out[i, j] = entry / scale if entry else 0
    return out


@pytest.mark.parametrize("self_loops", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_laplacians_equal_their_definition(two_pieces, kind, self_loops):
    sparse = graphs.laplacian(two_pieces, kind, self_loops=self_loops).toarray()
    np.testing.assert_allclose(sparse, dense_reference(two_pieces, kind, self_loops), atol=1e-15)


@pytest.mark.parametrize("kind", KINDS)
def test_kernel_dimension_is_the_number_of_components(two_pieces, kind):
    eigenvalues = np.linalg.eigvals(graphs.laplacian(two_pieces, kind).toarray()).real
    assert eigenvalues.min() > -1e-12
    assert (np.abs(eigenvalues) < 1e-12).sum() == graphs.num_components(two_pieces) == 3


def test_kernels_are_constant_or_root_degree(two_pieces):
    ones, root_degree = np.ones(7), np.sqrt(two_pieces.degree.numpy())
    assert np.abs(graphs.laplacian(two_pieces) @ ones).max() < 1e-15
    assert np.abs(graphs.laplacian(two_pieces, "random_walk") @ ones).max() < 1e-15
    assert np.abs(graphs.laplacian(two_pieces, "symmetric") @ root_degree).max() < 1e-15
    assert np.abs(graphs.laplacian(two_pieces, "symmetric") @ ones).max() > 0.1


@pytest.mark.parametrize("self_loops", [False, True])
@pytest.mark.parametrize("kind", ["symmetric", "random_walk"])
def test_normalised_laplacian_is_identity_minus_normalised_adjacency(digits, kind, self_loops):
    difference = graphs.laplacian(digits, kind, self_loops=self_loops) + graphs.normalized_adjacency(
        digits, kind, self_loops=self_loops
    )
    np.testing.assert_allclose(difference.toarray(), np.eye(digits.num_nodes), atol=1e-14)


def test_random_walk_is_stochastic(digits):
    np.testing.assert_allclose(graphs.normalized_adjacency(digits, "random_walk").sum(axis=1), 1, rtol=1e-14)


def test_self_loops_remove_the_mode_that_flips_sign_on_a_bipartite_graph():
    square = graphs.Graph.from_edges([[0, 1, 2, 3], [1, 2, 3, 0]], 4)
    for self_loops, smallest in [(False, -1.0), (True, -1 / 3)]:
        matrix = graphs.normalized_adjacency(square, self_loops=self_loops).toarray()
        assert np.linalg.eigvalsh(matrix)[0] == pytest.approx(smallest)


def test_unknown_kind_lists_the_choices(two_pieces):
    with pytest.raises(ValueError, match=r"unknown Laplacian 'normal'; choose one of .*'random_walk'"):
        graphs.laplacian(two_pieces, "normal")
    with pytest.raises(ValueError, match=r"unknown normalisation 'combinatorial'; choose one of"):
        graphs.normalized_adjacency(two_pieces, "combinatorial")
