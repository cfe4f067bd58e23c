"""Every statement proved in chapter 5, on random graphs, against dense linear algebra written out here."""

import numpy as np
import pytest
import torch

from claims import claim
from pdecourse import graphs
from pdecourse.dynamics import APPNP, HeatFlow
from pdecourse.solvers import solve

SEEDS = range(6)


def random_graph(seed: int, num_nodes: int = 14):
    """Draw a connected graph: a path through all nodes in random order, and edges at random."""
    rng = np.random.default_rng(seed)
    pairs = np.stack(np.triu_indices(num_nodes, 1))
    order = rng.permutation(num_nodes)
    ends = [pairs[:, rng.random(pairs.shape[1]) < 0.15], np.stack([order[:-1], order[1:]])]
    return graphs.Graph.from_edges(np.concatenate(ends, axis=1), num_nodes)


def beside(*several):
    """Return the graph that has all of ``several`` as components."""
    edges, nodes = [], 0
    for graph in several:
        edges.append(graph.edges + nodes)
        nodes += graph.num_nodes
    return graphs.Graph.from_edges(torch.cat(edges, dim=1), nodes)


def adjacency(graph):
    """Return A, written out from the list of edges."""
    a = np.zeros((graph.num_nodes, graph.num_nodes))
    a[tuple(graph.edge_index.numpy())] = 1
    return a


def propagation(graph, weight=1.0):
    """Return the normalised adjacency with self-loops of that weight, written out."""
    a = adjacency(graph) + weight * np.eye(graph.num_nodes)
    root = np.sqrt(a.sum(axis=1))
    return a / np.outer(root, root)


def direction(graph):
    """Return the unit vector proportional to √(degree + 1)."""
    root = np.sqrt(adjacency(graph).sum(axis=1) + 1)
    return root / np.linalg.norm(root)


def second_modulus(matrix):
    """Return the second largest modulus of an eigenvalue."""
    return np.sort(np.abs(np.linalg.eigvalsh(matrix)))[-2]


def energy(graph, h):
    """Return ½⟨H, (I − Ã)H⟩."""
    return 0.5 * np.sum(h * (h - propagation(graph) @ h))


def distance(graph, h):
    """Return the distance of ``h`` from the multiples of √(degree + 1)."""
    v = direction(graph)
    return np.linalg.norm(h - np.outer(v, v @ h))


@claim("prop-gcn-euler")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_layer_without_weights_is_an_euler_step_of_length_one(seed):
    graph, rng = random_graph(seed), np.random.default_rng(seed)
    h = rng.normal(size=(graph.num_nodes, 3))
    x = torch.from_numpy(h)
    stepped = solve(HeatFlow(3).bind(graph, x), x, [0.0, 3.0], "euler", dt=1.0)[-1].numpy()
    np.testing.assert_allclose(
        stepped, np.linalg.matrix_power(propagation(graph), 3) @ h, rtol=1e-10, atol=1e-12
    )

    values, vectors = np.linalg.eigh(np.eye(graph.num_nodes) - propagation(graph))
    mode = torch.from_numpy(vectors[:, [3]])
    flow = HeatFlow(1).bind(graph, mode)
    one = solve(flow, mode, [0.0, 1.0], "euler", dt=1.0)[-1].numpy()
    exact = solve(flow, mode, [0.0, 1.0], "exponential", dt=1.0)[-1].numpy()
    np.testing.assert_allclose(one, (1 - values[3]) * mode.numpy(), atol=1e-12)
    np.testing.assert_allclose(exact, np.exp(-values[3]) * mode.numpy(), atol=1e-9)


@claim("thm-propagation-limit")
@pytest.mark.parametrize("seed", SEEDS)
def test_powers_end_at_the_root_of_the_degree_on_each_component(seed):
    alone = graphs.Graph.from_edges(np.zeros((2, 0), int), 1)
    parts = [random_graph(seed, 9), random_graph(seed + 100, 5), graphs.load("ring", num_nodes=4), alone]
    graph = beside(*parts)
    eigenvalues = np.linalg.eigvalsh(propagation(graph))
    assert eigenvalues.min() > -1 and eigenvalues.max() < 1 + 1e-12
    assert (eigenvalues > 1 - 1e-9).sum() == 4

    projection, start = np.zeros((graph.num_nodes, graph.num_nodes)), 0
    for part in parts:
        here = slice(start, start := start + part.num_nodes)
        projection[here, here] = np.outer(direction(part), direction(part))
    np.testing.assert_allclose(np.linalg.matrix_power(propagation(graph), 4000), projection, atol=1e-8)


@claim("thm-decay")
@pytest.mark.parametrize("seed", SEEDS)
def test_energy_falls_at_least_like_the_second_modulus(seed):
    graph, rng = random_graph(seed), np.random.default_rng(seed)
    a, h = propagation(graph), rng.normal(size=(graph.num_nodes, 2))
    mu = second_modulus(a)
    assert mu < 1
    np.testing.assert_allclose(graphs.second_modulus(graph), mu)
    for layers in (1, 2, 7, 30):
        assert energy(graph, np.linalg.matrix_power(a, layers) @ h) <= mu ** (2 * layers) * energy(graph, h)

    # The mode of μ itself attains the bound, so no smaller number would do.
    values, vectors = np.linalg.eigh(a)
    slowest = vectors[:, [np.argsort(np.abs(values))[-2]]]
    np.testing.assert_allclose(energy(graph, a @ slowest), mu**2 * energy(graph, slowest))


@claim("thm-decay")
def test_the_bound_survives_several_components_if_the_ones_are_left_out():
    graph = beside(random_graph(0), random_graph(1))
    a, h = propagation(graph), np.random.default_rng(0).normal(size=(graph.num_nodes, 2))
    np.testing.assert_allclose(graphs.second_modulus(graph), 1)
    values = np.abs(np.linalg.eigvalsh(a))
    mu = values[values < 1 - 1e-9].max()
    assert energy(graph, np.linalg.matrix_power(a, 9) @ h) <= mu**18 * energy(graph, h)


@claim("prop-self-loops")
def test_minus_one_is_an_eigenvalue_exactly_on_bipartite_graphs_without_loops():
    bipartite = [graphs.load("ring", num_nodes=8), graphs.load("grid", shape=(3, 4)),
                 graphs.load("path", num_nodes=2), graphs.load("star", num_nodes=5)]  # fmt: skip
    other = [graphs.load("ring", num_nodes=7), graphs.load("complete", num_nodes=4), graphs.load("karate")]
    for graph in bipartite + other:
        lowest = np.linalg.eigvalsh(propagation(graph, 0.0)).min()
        assert (lowest < -1 + 1e-9) == (graph in bipartite)
        for weight in (0.01, 1.0, 3.0):
            assert np.linalg.eigvalsh(propagation(graph, weight)).min() > -1 + 1e-4


@claim("prop-self-loops")
@pytest.mark.parametrize("seed", range(20))
def test_minus_one_belongs_to_two_colours_on_random_graphs_too(seed):
    """Few edges beside the path: some of these graphs are bipartite, most aren't."""
    graph = random_graph(seed, 6)
    colour, a = np.zeros(6), adjacency(graph)
    colour[0] = 1
    for _ in range(6):  # spread the colours from node 0; every node is reached
        colour = np.where(colour == 0, -np.sign(a @ colour), colour)
    two_colours = not (a * (np.outer(colour, colour) > 0)).any()
    assert (np.linalg.eigvalsh(propagation(graph, 0.0)).min() < -1 + 1e-9) == two_colours
    assert np.linalg.eigvalsh(propagation(graph, 0.01)).min() > -1 + 1e-4


@claim("thm-oono-suzuki")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_layer_brings_features_closer_by_the_product_of_two_numbers(seed):
    graph, rng = random_graph(seed), np.random.default_rng(seed)
    a = propagation(graph)
    h = rng.normal(size=(graph.num_nodes, 5))
    for _ in range(10):
        w = rng.normal(size=(5, 5))
        s = np.linalg.norm(w, 2)
        following = np.maximum(a @ h @ w, 0)
        assert distance(graph, following) <= s * second_modulus(a) * distance(graph, h) + 1e-12
        h = following


@claim("thm-oono-suzuki")
def test_small_weights_bring_the_features_to_the_limit_exponentially():
    graph, rng = random_graph(3), np.random.default_rng(3)
    a = propagation(graph)
    first = h = np.abs(rng.normal(size=(graph.num_nodes, 5)))
    for _ in range(40):
        w = rng.normal(size=(5, 5))
        h = np.maximum(a @ h @ (0.9 * w / np.linalg.norm(w, 2)), 0)
    assert distance(graph, h) <= (0.9 * second_modulus(a)) ** 40 * distance(graph, first)


def test_the_scale_of_the_weights_does_not_change_the_relative_distance():
    graph, rng = random_graph(4), np.random.default_rng(4)
    a, weights = propagation(graph), rng.normal(size=(6, 5, 5))
    first, relative = rng.normal(size=(graph.num_nodes, 5)), []
    for scale in (0.5, 1.0, 2.0):
        h = first
        for w in weights:
            h = np.maximum(a @ h @ (scale * w), 0)
        relative.append(distance(graph, h) / np.linalg.norm(h))
    np.testing.assert_allclose(relative, relative[0])
    assert relative[0] > 1e-3


@claim("prop-one-channel")
@pytest.mark.parametrize("seed", SEEDS)
def test_one_projection_of_the_channels_removes_the_limit(seed):
    graph, rng = random_graph(seed), np.random.default_rng(seed)
    h = np.linalg.matrix_power(propagation(graph), 4) @ rng.normal(size=(graph.num_nodes, 6))
    v = direction(graph)
    c = h.T @ v / np.linalg.norm(h.T @ v)
    left = h @ (np.eye(6) - np.outer(c, c))
    assert np.abs(v @ left).max() < 1e-12 < np.abs(v @ h).max()
    assert np.linalg.matrix_rank(left, tol=1e-9) >= np.linalg.matrix_rank(h, tol=1e-9) - 1


@claim("prop-pull")
@pytest.mark.parametrize("alpha", [0.05, 0.1, 0.5, 0.9])
def test_a_pull_converges_to_features_that_keep_every_mode(alpha):
    graph, rng = random_graph(5), np.random.default_rng(5)
    a, h0 = propagation(graph), rng.normal(size=(graph.num_nodes, 3))
    limit = alpha * np.linalg.solve(np.eye(graph.num_nodes) - (1 - alpha) * a, h0)
    x = torch.from_numpy(h0)
    field = APPNP(3, alpha).bind(graph, x)
    for layers in (1, 5, 20):
        h = solve(field, x, [0.0, layers], "euler", dt=1.0)[-1].numpy()
        error = np.linalg.norm(h - limit)
        assert error <= (1 - alpha) ** layers * np.linalg.norm(h0 - limit) + 1e-10

    values, vectors = np.linalg.eigh(np.eye(graph.num_nodes) - a)
    share = alpha / (alpha + (1 - alpha) * values)
    np.testing.assert_allclose(vectors.T @ limit, share[:, None] * (vectors.T @ h0), atol=1e-10)
    assert share.min() > alpha / (2 - alpha)
