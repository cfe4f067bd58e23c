import numpy as np
import pytest
import torch

from pdecourse import Grid, graphs

MADE = "path ring star complete grid barabasi_albert csbm minesweeper_like stochastic_block_model".split()
SEEDED = ["barabasi_albert", "csbm", "minesweeper_like", "stochastic_block_model"]


@pytest.mark.parametrize("name", MADE)
def test_made_graphs_bear_their_name_and_are_the_same_every_time(name):
    one, other = graphs.load(name), graphs.load(name)
    assert one.name == name
    assert torch.equal(one.edge_index, other.edge_index)
    assert one.x is other.x is None or torch.equal(one.x, other.x)


@pytest.mark.parametrize("name", SEEDED)
def test_another_seed_makes_another_graph(name):
    one, other = graphs.load(name, seed=0), graphs.load(name, seed=1)
    different_edges = (
        one.edge_index.shape != other.edge_index.shape or (one.edge_index != other.edge_index).any()
    )
    assert different_edges or (one.x != other.x).any()


@pytest.mark.parametrize("periodic, boundary", [(True, "periodic"), (False, "neumann")])
@pytest.mark.parametrize("shape", [(11,), (5, 8)])
def test_the_grid_graph_is_the_stencil(shape, periodic, boundary):
    field = np.random.default_rng(0).normal(size=shape)
    matrix = graphs.laplacian(graphs.load("grid", shape=shape, periodic=periodic))
    stencil = Grid(shape, boundary=boundary).laplacian(field)
    np.testing.assert_allclose((-matrix @ field.ravel()).reshape(shape), stencil, atol=1e-13)


def test_a_grid_in_three_dimensions_has_six_neighbours():
    torus = graphs.load("grid", shape=(3, 4, 5), periodic=True)
    assert (torus.degree == 6).all() and torus.num_nodes == 60


@pytest.mark.parametrize(
    "name, parameters",
    [("ring", {"num_nodes": 2}), ("grid", {"shape": (2, 5), "periodic": True}), ("path", {"num_nodes": 1})],
)
def test_too_small_is_refused(name, parameters):
    with pytest.raises(ValueError, match=r"do not make this graph; give at least"):
        graphs.load(name, **parameters)


def test_barabasi_albert_has_hubs_and_is_connected():
    graph = graphs.load("barabasi_albert", num_nodes=2000, attached=3)
    assert graph.num_edges == 3 * (2000 - 3) and graphs.num_components(graph) == 1
    assert graph.degree.max() > 20 * graph.degree.double().median()
    # d⁻³ means that the share of nodes beyond d falls like d⁻²: a quarter as many beyond twice the degree.
    beyond = [(graph.degree >= d).sum().item() for d in (6, 12)]
    assert beyond[1] / beyond[0] == pytest.approx(1 / 4, abs=0.08)
    with pytest.raises(ValueError, match="5 nodes cannot each attach to 5"):
        graphs.load("barabasi_albert", num_nodes=5, attached=5)


def test_blocks_have_the_promised_densities():
    sizes = (300, 200, 100)
    graph = graphs.load("stochastic_block_model", sizes=sizes, within=0.1, between=0.02)
    assert graph.y.bincount().tolist() == list(sizes)
    row, col = graph.edges
    for a in range(3):
        for b in range(a, 3):
            pairs = sizes[a] * (sizes[a] - 1) / 2 if a == b else sizes[a] * sizes[b]
            p = 0.1 if a == b else 0.02
            found = ((graph.y[row] == a) & (graph.y[col] == b)).sum().item()
            assert abs(found - p * pairs) < 4 * np.sqrt(p * (1 - p) * pairs)


def test_blocks_with_certain_edges_are_complete_and_apart():
    graph = graphs.load("stochastic_block_model", sizes=(4, 3), within=1.0, between=0.0)
    assert graph.num_edges == 6 + 3 and graphs.num_components(graph) == 2
    with pytest.raises(ValueError, match="must be probabilities"):
        graphs.load("stochastic_block_model", within=1.2)


@pytest.mark.parametrize("homophily", [0.0, 0.3, 0.5, 1.0])
def test_the_knob_of_csbm_is_edge_homophily(homophily):
    graph = graphs.load("csbm", num_nodes=2000, homophily=homophily)
    # 10 000 edges: four standard deviations are 0.02.
    assert graphs.edge_homophily(graph) == pytest.approx(homophily, abs=0.02)
    assert graph.degree.double().mean() == pytest.approx(10, rel=0.05)


def test_csbm_features_carry_the_signal_they_promise():
    def explained(signal):
        graph = graphs.load("csbm", num_nodes=2000, num_features=50, signal=signal)
        centre = [graph.x[graph.y == label].mean(dim=0) for label in (0, 1)]
        # The centres are 2 √(μ/n) |u| apart, with |u| near 1.
        return (centre[0] - centre[1]).norm().item() / 2

    assert explained(100.0) == pytest.approx(np.sqrt(100 / 2000), rel=0.3)
    assert explained(0.0) < 0.05


def test_minesweeper_like_follows_the_rules():
    board = graphs.load("minesweeper_like", shape=(30, 40))
    assert (board.num_nodes, board.num_edges) == (1200, 29 * 40 + 30 * 39 + 2 * 29 * 39)
    assert board.y.sum() == 240 and board.x[:, 0].sum() == 600
    assert (board.x.sum(dim=1) == 1).all()
    mines_around = graphs.adjacency(board) @ board.y.numpy()
    open_cells = board.x[:, 0] == 0
    shown = board.x[:, 1:].argmax(dim=1).numpy()
    assert (shown == np.minimum(mines_around, 5))[open_cells].all()
    assert abs(graphs.adjusted_homophily(board)) < 0.05


@pytest.mark.parametrize("name", ["csbm", "minesweeper_like"])
def test_made_tasks_have_a_split_of_all_nodes(name):
    graph = graphs.load(name)
    together = graph.train_mask.int() + graph.val_mask.int() + graph.test_mask.int()
    assert (together == 1).all()
