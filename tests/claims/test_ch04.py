"""Every statement proved in chapter 4, on random graphs, against dense linear algebra written out here."""

from itertools import product

import numpy as np
import pytest

from claims import claim
from pdecourse import GrayScott, Grid, MimuraMurray, graphs, network, simulate, solvers, turing

SEEDS = range(6)


def random_graph(seed: int, num_nodes: int = 14, connected: bool = True):
    """Draw a graph with edges at random, on top of a path through all nodes if it shall be connected."""
    rng = np.random.default_rng(seed)
    pairs = np.stack(np.triu_indices(num_nodes, 1))
    ends = pairs[:, rng.random(pairs.shape[1]) < 0.15]
    if connected:
        order = rng.permutation(num_nodes)
        ends = np.concatenate([ends, np.stack([order[:-1], order[1:]])], axis=1)
    return graphs.Graph.from_edges(ends, num_nodes)


def adjacency(graph):
    """Return A, written out from the list of edges."""
    a = np.zeros((graph.num_nodes, graph.num_nodes))
    a[tuple(graph.edge_index.numpy())] = 1
    return a


def dense(graph):
    """Return (L, L_rw, L_sym, degrees) as dense arrays."""
    a = adjacency(graph)
    d = a.sum(axis=1)
    laplacian = np.diag(d) - a
    return laplacian, laplacian / d[:, None], laplacian / np.sqrt(np.outer(d, d)), d


def flow(matrix, x, t):
    """Return exp(−tM) x through the eigenvectors of M."""
    values, vectors = np.linalg.eig(matrix)
    return (vectors @ (np.exp(-t * values) * np.linalg.solve(vectors, x))).real


@claim("prop-graph-adjoint")
@pytest.mark.parametrize("seed", SEEDS)
def test_minus_divergence_is_the_adjoint_of_gradient(seed):
    graph, rng = random_graph(seed, connected=False), np.random.default_rng(seed)
    x, flows = rng.normal(size=graph.num_nodes), rng.normal(size=graph.num_edges)
    np.testing.assert_allclose(
        graphs.gradient(graph, x) @ flows, -x @ graphs.divergence(graph, flows), atol=1e-12
    )
    assert abs(graphs.divergence(graph, flows).sum()) < 1e-12

    a, signs = adjacency(graph), rng.choice([-1, 1], graph.num_edges)
    b = np.zeros((graph.num_edges, graph.num_nodes))
    for row, (start, end) in enumerate(graph.edges.T.tolist()):
        b[row, start], b[row, end] = -signs[row], signs[row]  # whichever way the edge points
    np.testing.assert_array_equal(b.T @ b, np.diag(a.sum(axis=1)) - a)
    np.testing.assert_allclose(x @ b.T @ b @ x, (graphs.gradient(graph, x) ** 2).sum())
    moved = solvers.solve(-graphs.laplacian(graph), x, [0, 0.7], "exponential")[-1]
    assert np.isclose(moved.sum(), x.sum()) and not np.allclose(moved, x)


@claim("prop-graph-kernel")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_kernel_counts_components(seed):
    graph = random_graph(seed, connected=False)
    laplacian = np.diag(adjacency(graph).sum(axis=1)) - adjacency(graph)
    reach = np.linalg.matrix_power(np.eye(graph.num_nodes) + adjacency(graph), graph.num_nodes) > 0
    components = len(np.unique(reach, axis=0))
    values, vectors = np.linalg.eigh(laplacian)
    zero = np.abs(values) < 1e-10
    assert zero.sum() == components == graphs.num_components(graph)
    for vector in vectors[:, zero].T:
        assert all(np.ptp(vector[piece]) < 1e-10 for piece in np.unique(reach, axis=0))


@claim("prop-graph-laplacians")
@pytest.mark.parametrize("seed", SEEDS)
def test_three_laplacians_have_their_spectra_kernels_and_invariants(seed):
    graph = random_graph(seed)
    combinatorial, walk, symmetric, d = dense(graph)
    values = np.linalg.eigvalsh(symmetric)
    np.testing.assert_allclose(np.sort(np.linalg.eigvals(walk).real), values, atol=1e-9)
    largest = np.linalg.eigvalsh(combinatorial)[-1]
    assert (
        values[0] > -1e-12 and values[-1] <= 2 + 1e-12 and d.max() + 1 <= largest + 1e-9 <= 2 * d.max() + 1e-8
    )

    ones = np.ones(graph.num_nodes)
    kernels = [(combinatorial, ones), (walk, ones), (symmetric, np.sqrt(d)), (walk.T, d)]
    for matrix, kernel in kernels:
        np.testing.assert_allclose(matrix @ kernel, 0, atol=1e-12)
        assert np.linalg.matrix_rank(matrix) == graph.num_nodes - 1
    conserved = [ones, d, np.sqrt(d), ones]
    x = np.random.default_rng(seed).normal(size=graph.num_nodes)
    for (matrix, kernel), weights in zip(kernels, conserved, strict=True):
        assert np.isclose(weights @ flow(matrix, x, 0.8), weights @ x)
        np.testing.assert_allclose(
            flow(matrix, x, 1e3), kernel * (weights @ x) / (weights @ kernel), atol=1e-8
        )


@claim("prop-graph-laplacians")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_normalised_spectrum_reaches_two_exactly_on_bipartite_graphs(seed):
    rng = np.random.default_rng(seed)
    sides = [(i, 6 + j) for i, j in product(range(6), range(7)) if j in (i, i + 1) or rng.random() < 0.3]
    bipartite = graphs.Graph.from_edges(np.transpose(sides), 13)
    assert np.isclose(np.linalg.eigvalsh(dense(bipartite)[2])[-1], 2)
    odd = graphs.Graph.from_edges(np.transpose([*sides, (0, 1), (0, 6), (1, 7), (1, 6)]), 13)
    assert np.linalg.eigvalsh(dense(odd)[2])[-1] < 2 - 1e-4


@claim("prop-graph-path")
@pytest.mark.parametrize("n", [2, 3, 20, 31])
def test_waves_of_a_path_are_cosines(n):
    laplacian = graphs.laplacian(graphs.load("path", num_nodes=n)).toarray()
    i, k = np.arange(n), np.arange(n)
    cosines = np.cos(np.pi * np.outer(i + 0.5, k) / n)
    np.testing.assert_allclose(laplacian @ cosines, cosines * (2 - 2 * np.cos(np.pi * k / n)), atol=1e-12)
    assert np.linalg.matrix_rank(cosines) == n  # so these are all


@claim("thm-graph-fiedler")
@pytest.mark.parametrize("seed", SEEDS)
def test_algebraic_connectivity(seed):
    for connected in (True, False):
        graph = random_graph(seed, connected=connected)
        laplacian = np.diag(adjacency(graph).sum(axis=1)) - adjacency(graph)
        lambda2 = np.linalg.eigvalsh(laplacian)[1]
        assert (lambda2 > 1e-10) == (graphs.num_components(graph) == 1)
        assert np.isclose(graphs.algebraic_connectivity(graph), lambda2, atol=1e-10)
    laplacian, *_ = dense(random_graph(seed))
    lambda2, rng = np.linalg.eigvalsh(laplacian)[1], np.random.default_rng(seed)
    for _ in range(200):
        x = rng.normal(size=14)
        x -= x.mean()
        assert lambda2 <= x @ laplacian @ x / (x @ x) + 1e-12
        group = np.zeros(14)
        group[rng.permutation(14)[: rng.integers(1, 14)]] = 1
        cut = group @ laplacian @ group
        assert lambda2 <= (1 / group.sum() + 1 / (14 - group.sum())) * cut + 1e-12


@claim("prop-graph-mixing")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_slowest_wave_sets_the_clock(seed):
    laplacian, *_ = dense(random_graph(seed))
    values, vectors = np.linalg.eigh(laplacian)
    x = np.random.default_rng(seed).normal(size=14)
    slowest = x.mean() + vectors[:, 1]
    for t in (0.1, 1, 5):
        for start, equal in ((x, False), (slowest, True)):
            end = flow(laplacian, start, t)
            distance = np.linalg.norm(end - start.mean()) / np.linalg.norm(start - start.mean())
            energy = (end @ laplacian @ end) / (start @ laplacian @ start)
            bounds = np.exp(-values[1] * t), np.exp(-2 * values[1] * t)
            if equal:
                np.testing.assert_allclose((distance, energy), bounds, rtol=1e-6)
            else:
                assert distance < bounds[0] and energy < bounds[1]


@claim("prop-graph-euler")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_stability_limit_of_a_graph(seed):
    laplacian, walk, symmetric, d = dense(random_graph(seed))
    values, largest = np.linalg.eigvalsh(laplacian), np.linalg.eigvalsh(laplacian)[-1]

    def growth(matrix, h):
        """Return the largest factor by which a step can lengthen a signal."""
        return np.linalg.norm(np.eye(14) - h * matrix, 2)

    assert growth(laplacian, 2 / largest) < 1 + 1e-12 < growth(laplacian, 2.02 / largest)
    assert (1 - values / largest).min() > -1e-12 > (1 - 1.02 * values / largest).min()
    assert growth(laplacian, 1 / d.max()) < 1 + 1e-12 < growth(laplacian, 2.001 / (d.max() + 1))
    assert growth(symmetric, 1) < 1 + 1e-12
    # For the random walk no value leaves the interval of the others, and the norm weighted by degree shrinks.
    assert np.abs(np.eye(14) - walk).sum(axis=1).max() < 1 + 1e-12
    root = np.sqrt(d)
    assert np.linalg.norm(root[:, None] * (np.eye(14) - walk) / root, 2) < 1 + 1e-12


@claim("prop-graph-grid")
@pytest.mark.parametrize("shape", [(3, 3), (4, 7), (5, 3)])
def test_a_grid_is_a_graph(shape):
    u = np.random.default_rng(0).normal(size=shape)
    for boundary, periodic in (("neumann", False), ("periodic", True)):
        laplacian = graphs.laplacian(graphs.load("grid", shape=shape, periodic=periodic))
        stencil = Grid(shape, spacing=0.3, boundary=boundary).laplacian(u) * 0.3**2
        np.testing.assert_allclose(-laplacian @ u.ravel(), stencil.ravel(), atol=1e-13)
    graph = graphs.load("grid", shape=shape)
    missing = 4 - graph.degree.numpy()
    cold = -graphs.laplacian(graph).toarray() - np.diag(missing)
    np.testing.assert_allclose(
        cold @ u.ravel(), Grid(shape, boundary="dirichlet").laplacian(u).ravel(), atol=1e-13
    )
    assert np.linalg.matrix_rank(cold) == u.size


@claim("prop-graph-grid")
def test_gray_scott_on_the_grid_graph_is_gray_scott_on_the_grid():
    kinetics, grid = GrayScott(0.037, 0.060), Grid((40, 32))
    first = kinetics.initial(grid, np.random.default_rng(0))
    run = simulate(kinetics, grid, initial=first, steps=1500, dtype="float64", backend="numpy")
    torus = graphs.load("grid", shape=grid.shape, periodic=True)
    field = network.reaction_diffusion(kinetics, graphs.laplacian(torus))
    final = solvers.solve(field, first.reshape(2, -1).T, [0, 1500], "euler", dt=1.0)[-1]
    assert run.final[1].std() > 0.05
    np.testing.assert_allclose(final.T.reshape(first.shape), run.final, atol=1e-11)


@claim("prop-graph-turing")
@pytest.mark.parametrize("diffusion", [(0.12, 2.4), (0.12, 1.2), (0.5, 10.0)])
def test_turing_on_a_graph_is_decided_by_its_eigenvalues(diffusion):
    graph = graphs.load("barabasi_albert", num_nodes=40, attached=3)
    laplacian = graphs.laplacian(graph).toarray()
    values, vectors = np.linalg.eigh(laplacian)
    state = turing.analyze(MimuraMurray(), diffusion, eigenvalues=values).states[-1]
    whole = np.kron(np.eye(40), state.jacobian) - np.kron(laplacian, np.diag(diffusion))
    each = [np.linalg.eigvals(state.jacobian - value * np.diag(diffusion)) for value in values]
    by_real = np.sort(np.linalg.eigvals(whole).real)
    np.testing.assert_allclose(by_real, np.sort(np.concatenate(each).real), atol=1e-8)
    inside = np.zeros(40, bool)
    if state.band:
        inside = (values > state.band[0] ** 2) & (values < state.band[1] ** 2)
    assert (by_real[-1] > 1e-9) == inside.any() == (state.kind == "turing")

    mode, w = vectors[:, 7], np.array([0.3, -0.2])
    np.testing.assert_allclose(
        whole @ np.kron(mode, w),
        np.kron(mode, (state.jacobian - values[7] * np.diag(diffusion)) @ w),
        atol=1e-9,
    )


@claim("prop-graph-homophily")
@pytest.mark.parametrize("seed", SEEDS)
def test_homophily_is_dirichlet_energy(seed):
    import torch

    bare = random_graph(seed)
    y = torch.from_numpy(np.random.default_rng(seed).integers(2, size=14))
    graph = graphs.Graph(bare.edge_index, 14, y=y)
    signs = 2.0 * y.numpy() - 1
    laplacian, *_ = dense(bare)
    expected = 2 * graph.num_edges * (1 - graphs.edge_homophily(graph))
    assert np.isclose(signs @ laplacian @ signs / 2, expected)
    assert np.isclose(graphs.dirichlet_energy(graph, signs, "combinatorial"), expected)
