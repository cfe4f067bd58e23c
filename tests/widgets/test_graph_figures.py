"""The live figures of chapters 4 and 5 seen from Python."""

import networkx as nx
import numpy as np
import pytest
import scipy.linalg
from traitlets import TraitError

from pdecourse import graphs
from pdecourse.widgets import GraphCut, GraphModes, KarateDepth, SelfLoops, poster
from pdecourse.widgets.drawn_graphs import drawn, graph_of, grid_layout, karate_picture


def test_drawing_keeps_the_graph_and_fills_the_square():
    grid = graphs.load("grid", shape=(3, 4))
    picture = drawn(grid, grid_layout((3, 4)))
    assert graph_of(picture).edges.tolist() == grid.edges.tolist()
    places = np.array(picture["positions"])
    assert (places.min(axis=0) == 0).all() and (places.max(axis=0) == 1).all()
    lengths = np.ptp(places[np.array(picture["edges"])], axis=1)
    assert (np.count_nonzero(lengths, axis=1) == 1).all(), "edges of a grid run along its axes"


def test_karate_picture_is_the_club_and_no_two_members_overlap():
    picture = karate_picture()
    assert picture["groups"] == graphs.load("karate").y.tolist()
    places = np.array(picture["positions"]) * [370, 220]
    apart = np.linalg.norm(places[:, None] - places, axis=-1) + 1e3 * np.eye(34)
    assert apart.min() > 14, "twice the radius of a node"
    assert karate_picture() == picture, "the same on every call"


def test_one_edge_joins_the_first_graph():
    widget = GraphCut()
    network = nx.Graph(widget.edges)
    assert list(nx.bridges(network)) == [(0, 6)]
    assert len(widget.without_bridge().edges) == len(widget.edges) - 1
    assert widget.without_bridge().without_bridge().edges == widget.without_bridge().edges
    assert graphs.algebraic_connectivity(widget.graph()) > 0.1
    assert graphs.num_components(widget.without_bridge().graph()) == 2


def test_bridge_that_is_cut_is_the_one_between_even_parts():
    chain = GraphCut(positions=[[i / 5, 0.5] for i in range(6)], edges=[[i, i + 1] for i in range(5)])
    assert [2, 3] not in chain.without_bridge().edges


def test_heat_is_the_matrix_exponential_and_stalls_without_the_bridge():
    widget = GraphCut()
    u = widget.initial()
    matrix = graphs.laplacian(widget.graph()).toarray()
    np.testing.assert_allclose(widget.advance(u, 3.0), scipy.linalg.expm(-3 * matrix) @ u, atol=1e-12)
    rate = graphs.algebraic_connectivity(widget.graph())
    for time in (5.0, 20.0):
        assert widget.advance(u, time).std() <= np.exp(-rate * time) * u.std() * (1 + 1e-9)
        assert widget.without_bridge().advance(u, time).std() == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize(
    "state",
    [
        {"edges": [[0, 0]]},
        {"edges": [[0, 1], [1, 0]]},
        {"edges": [[0, 99]]},
        {"edges": [[0, 1, 2]]},
        {"positions": [[0.5, 0.5]]},
        {"positions": [[0, 2], [1, 1]]},
    ],
)
def test_graph_cut_refuses_what_is_no_graph(state):
    with pytest.raises(TraitError):
        GraphCut(**state)


def test_graph_drawn_in_the_browser_arrives():
    widget = GraphCut()
    more = {"positions": [*widget.positions, [0.5, 1]], "edges": [*widget.edges, [0, 12]]}
    widget.set_state(more)
    assert widget.graph().num_nodes == 13
    fewer = {"positions": more["positions"][:3], "edges": [[0, 1], [1, 2]]}
    widget.set_state(fewer)
    assert widget.graph().num_edges == 2


def test_cosines_reappear_on_path_and_grid():
    widget = GraphModes(graph="path", mode=3)
    modes = widget.spectrum()
    n = len(modes.eigenvalues)
    np.testing.assert_allclose(modes.eigenvalues, 2 - 2 * np.cos(np.pi * np.arange(n) / n), atol=1e-12)
    cosine = np.cos(np.pi * 3 * (np.arange(n) + 0.5) / n)
    assert abs(modes.eigenvectors[:, 3] @ cosine) / np.linalg.norm(cosine) == pytest.approx(1)
    grid = GraphModes(graph="grid").spectrum()
    assert np.diff(grid.eigenvalues).min() > 0.01, "no two modes of this grid share an eigenvalue"
    for k in range(35):
        singular = np.linalg.svd(grid.eigenvectors[:, k].reshape(5, 7), compute_uv=False)
        assert singular[1] < 1e-9, "every mode is a product of two cosines"


def test_fiedler_vector_splits_the_club():
    assert GraphModes(graph="karate", mode=1).agreement() == 32
    assert GraphModes(graph="karate", mode=2).agreement() < 32


def test_members_tend_to_the_line_and_the_energy_stays_below_its_bound():
    widget = KarateDepth()
    layers, energies, limit = widget.layers(), widget.energies(), widget.limit()
    away = np.linalg.norm(layers - limit, axis=(1, 2))
    assert away[64] < 1e-2 * np.linalg.norm(limit) < away[0]
    root = np.sqrt(graphs.load("karate").degree.numpy() + 1)
    assert np.ptp(limit[:, 1] / root) < 1e-12, "on the line, in proportion to √(degree + 1)"
    assert (energies["normalised"] <= energies["bound"] * (1 + 1e-9)).all()
    assert energies["normalised"][64] < 1e-4
    assert energies["raw"][64] > 1, "the raw energy of the limit is not zero"


def test_random_walk_makes_all_members_equal():
    widget = KarateDepth(normalization="random_walk")
    energies = widget.energies()
    assert np.ptp(widget.limit(), axis=0).max() == 0
    np.testing.assert_allclose(widget.layers()[64], widget.limit(), atol=0.02)
    assert (energies["raw"] <= energies["bound"] * (1 + 1e-9)).all()
    assert energies["raw"][64] < 1e-3 < 1 < energies["normalised"][64]


def test_features_begin_apart():
    x, y = np.array(KarateDepth().features), graphs.load("karate").y.numpy()
    assert ((x[:, 0] > 0) == y).mean() > 0.9
    with pytest.raises(TraitError):
        KarateDepth(features=[[0.0, 1.0]])


@pytest.mark.parametrize("weight", [0.0, 0.3, 1.0, 2.0])
def test_eigenvalues_of_the_ring_have_their_formula(weight):
    formula = (weight + 2 * np.cos(2 * np.pi * np.arange(12) / 12)) / (weight + 2)
    np.testing.assert_allclose(SelfLoops(weight=weight).eigenvalues(), np.sort(formula), atol=1e-12)


def test_unit_loops_are_the_packages():
    club = SelfLoops(graph="karate", weight=1.0)
    expected = graphs.normalized_adjacency(graphs.load("karate"), self_loops=True).toarray()
    np.testing.assert_allclose(club.matrix(), expected, atol=1e-15)


@pytest.mark.parametrize("graph", ["ring", "grid"])
def test_bipartite_graphs_flip_for_ever_only_without_loops(graph):
    run = SelfLoops(graph=graph).run()
    np.testing.assert_allclose(run[1:], -run[:-1], atol=1e-12)
    assert np.abs(run[0]).max() == pytest.approx(1)
    assert np.abs(SelfLoops(graph=graph, weight=0.5).run()[24]).max() < 0.05
    assert SelfLoops(graph="karate").eigenvalues()[0] > -0.9, "triangles: not bipartite"


@pytest.mark.parametrize("graph", ["ring", "grid", "karate"])
def test_loops_raise_the_lowest_and_the_second_eigenvalue(graph):
    values = np.array([SelfLoops(graph=graph, weight=w).eigenvalues() for w in (0.0, 0.5, 1.0, 2.0)])
    assert (np.diff(values[:, [0, -2]], axis=0) > 0).all()


@pytest.mark.parametrize(
    "widget",
    [
        GraphCut(),
        GraphModes(graph="karate"),
        GraphModes(graph="grid", mode=34),
        KarateDepth(depth=8),
        KarateDepth(normalization="random_walk"),
        SelfLoops(step=3),
        SelfLoops(graph="karate", weight=1.0),
    ],
)
def test_posters_are_small(widget):
    assert 5_000 < len(poster(widget)) < 100_000
