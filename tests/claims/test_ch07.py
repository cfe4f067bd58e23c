"""Every statement proved in chapter 7, on random graphs, against dense linear algebra written out here."""

import numpy as np
import pytest
import torch

from claims import claim
from pdecourse import graphs
from pdecourse.dynamics import CHANNEL_MIXING, GRAFF, dominant_frequency
from pdecourse.solvers import solve

SEEDS = range(6)
STEPS = (0.05, 0.3, 1.0, 4.0)


def random_graph(seed: int, num_nodes: int = 10):
    """Draw a connected graph with a triangle: a path in random order, two chords and edges at random."""
    rng = np.random.default_rng(seed)
    pairs = np.stack(np.triu_indices(num_nodes, 1))
    order = rng.permutation(num_nodes)
    ends = [
        pairs[:, rng.random(pairs.shape[1]) < 0.2],
        np.stack([order[:-1], order[1:]]),
        np.array([[order[0]], [order[2]]]),
    ]
    return graphs.Graph.from_edges(np.concatenate(ends, axis=1), num_nodes)


def averaging(graph):
    """Return the normalised adjacency without self-loops, from the list of edges."""
    a = np.zeros((graph.num_nodes, graph.num_nodes))
    a[tuple(graph.edge_index.numpy())] = 1
    root = np.sqrt(a.sum(axis=1))
    return a / np.outer(root, root)


def waves(graph):
    """Return eigenvalues and eigenvectors of the symmetric Laplacian."""
    return np.linalg.eigh(np.eye(graph.num_nodes) - averaging(graph))


def symmetric(rng, channels: int = 3, shift: float = 0.0):
    """Draw a symmetric matrix, its spectrum moved by ``shift``."""
    v = rng.normal(size=(channels, channels))
    return (v + v.T) / 2 + shift * np.eye(channels)


def mean_energy(graph, f):
    """Return the Dirichlet energy of F/‖F‖."""
    return 0.5 * np.sum(f * (f - averaging(graph) @ f)) / np.sum(f**2)


def after_layers(graph, step, f, doublings=15):
    """Return F/‖F‖ after 2 ** ``doublings`` linear layers; ``step`` maps (Ā, F) to the next F."""
    a, basis = averaging(graph), np.eye(f.size)
    layer = np.stack([step(a, e.reshape(f.shape)).ravel() for e in basis], axis=1)
    for _ in range(doublings):
        layer = layer @ layer
        layer /= np.linalg.norm(layer)
    return (layer @ f.ravel()).reshape(f.shape)


@claim("prop-graff-gradient")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_flow_is_downhill_and_the_energy_falls_at_the_rate_of_its_speed(seed):
    graph, rng = random_graph(seed), np.random.default_rng(seed)
    a, w, o, beta = averaging(graph), symmetric(rng), symmetric(rng), 0.7
    f0, f, direction = rng.normal(size=(3, 10, 3))

    def energy(f):
        return 0.5 * np.sum(f * (f @ o)) - 0.5 * np.sum(f * (a @ f @ w)) - beta * np.sum(f * f0)

    rate = -f @ o + a @ f @ w + beta * f0
    small = 1e-5
    slope = (energy(f + small * direction) - energy(f - small * direction)) / (2 * small)
    np.testing.assert_allclose(slope, -np.sum(rate * direction), rtol=1e-6)
    along = (energy(f + small * rate) - energy(f - small * rate)) / (2 * small)
    np.testing.assert_allclose(along, -np.sum(rate**2), rtol=1e-6)

    hessian = np.kron(o, np.eye(10)) - np.kron(w, a)
    step = 2 / np.linalg.eigvalsh(hessian)[-1]
    assert energy(f + step * rate) <= energy(f) + 1e-9


@claim("prop-graff-gradient")
def test_beyond_the_limit_a_step_can_raise_the_energy():
    graph, rng = random_graph(0), np.random.default_rng(0)
    a, w = averaging(graph), symmetric(rng)
    values, vectors = np.linalg.eigh(-np.kron(w, a))
    f = vectors[:, -1].reshape(3, 10).T
    before, step = -0.5 * np.sum(f * (a @ f @ w)), 2.1 / values[-1]
    f = f + step * a @ f @ w
    assert -0.5 * np.sum(f * (a @ f @ w)) > before


@claim("prop-graff-gradient")
def test_with_identities_it_is_heat_and_a_crooked_matrix_has_no_energy():
    graph, rng = random_graph(1), np.random.default_rng(1)
    model, f = GRAFF(3).double(), torch.from_numpy(rng.normal(size=(10, 3)))
    with torch.no_grad():
        model.omega.fill_(1)
        model.mixing.v.copy_(torch.eye(3))
        heat = model.bind(graph, f)(0.0, f)
        np.testing.assert_allclose(model.energy(graph, f, f), graphs.dirichlet_energy(graph, f))
    np.testing.assert_allclose(heat, averaging(graph) @ f.numpy() - f.numpy(), atol=1e-12)

    crooked = rng.normal(size=(3, 3))
    jacobian = np.kron(crooked.T, averaging(graph))
    assert np.abs(jacobian - jacobian.T).max() > 0.1


@claim("prop-graff-forces")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_energy_is_a_field_plus_attraction_minus_repulsion(seed):
    graph, rng = random_graph(seed), np.random.default_rng(seed)
    w, o, f = symmetric(rng), symmetric(rng), rng.normal(size=(10, 3))
    values, q = np.linalg.eigh(w)
    plus, minus = (np.sqrt(part.clip(0))[:, None] * q.T for part in (values, -values))
    degree = graph.degree.numpy()
    i, j = graph.edge_index.numpy()
    across = f[j] / np.sqrt(degree[j])[:, None] - f[i] / np.sqrt(degree[i])[:, None]
    forces = np.sum((across @ plus.T) ** 2) / 4 - np.sum((across @ minus.T) ** 2) / 4
    expected = 0.5 * np.sum(f * (f @ o)) - 0.5 * np.sum(f * (averaging(graph) @ f @ w))
    np.testing.assert_allclose(0.5 * np.sum(f * (f @ (o - w))) + forces, expected)


@claim("prop-graff-ends")
@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("tau", STEPS)
def test_growth_is_convex_and_the_winner_is_at_an_end(seed, tau):
    rng = np.random.default_rng(seed)
    w, o = symmetric(rng, 4), symmetric(rng, 4)
    frequencies, _ = waves(random_graph(seed))
    line = np.linspace(0, 2, 41)

    def rate(x):
        return np.linalg.eigvalsh(-o + (1 - x) * w)[-1]

    def factor(x):
        return np.abs(np.linalg.eigvalsh(np.eye(4) + tau * (-o + (1 - x) * w))).max()

    for growth in (rate, factor):
        assert (np.diff([growth(x) for x in line], 2) > -1e-9).all()
        found = np.array([growth(x) for x in frequencies])
        ends = sorted((found[0], found[-1]))
        assert (found[1:-1] < ends[1]).all()


@claim("prop-graff-ends")
def test_a_reaction_matrix_that_is_not_symmetric_can_prefer_the_middle():
    j, d = np.array([[0.8, 1.0], [-1.8, -1.0]]), np.diag([0.5, 7.0])
    growth = [np.linalg.eigvals(j - x * d).real.max() for x in np.linspace(0, 2, 41)]
    assert 0 < np.argmax(growth) < 40 and max(growth) > max(growth[0], growth[-1]) + 0.05


@claim("thm-graff-hfd")
@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("tau", STEPS)
def test_the_condition_decides_where_layers_end(seed, tau):
    graph, rng = random_graph(seed), np.random.default_rng(seed)
    w = symmetric(rng, shift=rng.uniform(-1.5, 0.5))
    rho = waves(graph)[0][-1]
    low, high = np.linalg.eigvalsh(w)[[0, -1]]
    plus, minus = max(high, 0), max(-low, 0)
    condition = plus / (rho - 1) < minus < 2 / (tau * (2 - rho))
    f = after_layers(graph, lambda a, f: f + tau * a @ f @ w, rng.normal(size=(10, 3)))
    assert mean_energy(graph, f) == pytest.approx(rho / 2 if condition else 0, abs=1e-3)
    assert dominant_frequency(w, rho, tau) == ("high" if condition else "low")


@claim("thm-graff-hfd")
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("tau", STEPS)
@pytest.mark.parametrize("name", ["grid", "star", "pair"])
def test_on_a_bipartite_graph_no_step_is_too_long(name, tau, seed):
    """There ρ = 2: the stronger of the two signs wins, however long the steps are."""
    shapes = {"grid": ("grid", {"shape": (3, 4)}), "star": ("star", {"num_nodes": 5}),
              "pair": ("path", {"num_nodes": 2})}  # fmt: skip
    kind, size = shapes[name]
    graph, rng = graphs.load(kind, **size), np.random.default_rng(seed)
    w = symmetric(rng, shift=rng.uniform(-1, 1))
    low, high = np.linalg.eigvalsh(w)[[0, -1]]
    wins = max(high, 0) < max(-low, 0)
    f = after_layers(graph, lambda a, f: f + tau * a @ f @ w, rng.normal(size=(graph.num_nodes, 3)))
    assert mean_energy(graph, f) == pytest.approx(1 if wins else 0, abs=1e-3)
    assert dominant_frequency(w, 2.0, tau) == ("high" if wins else "low")


@claim("thm-graff-hfd")
@pytest.mark.parametrize("shift", [-3.0, -0.5, 0.5, 3.0])
def test_the_condition_decides_where_the_flow_ends_also_with_one_sign(shift):
    graph, rng = random_graph(2), np.random.default_rng(2)
    w = symmetric(rng, shift=shift)
    frequencies, modes = waves(graph)
    values, q = np.linalg.eigh(w)
    rates = np.outer(1 - frequencies, values)
    start = modes.T @ rng.normal(size=(10, 3)) @ q
    f = modes @ (np.exp(3000 * (rates - rates.max())) * start) @ q.T
    rho = frequencies[-1]
    wins = max(values[-1], 0) < max(-values[0], 0) * (rho - 1)
    assert mean_energy(graph, f) == pytest.approx(rho / 2 if wins else 0, abs=1e-6)


@claim("thm-graff-hfd")
@pytest.mark.parametrize("tau", [0.1, 0.5])
def test_the_energy_grows_at_the_rate_of_the_theorem(tau):
    graph, rng = random_graph(3), np.random.default_rng(3)
    w = symmetric(rng, shift=-2.0)
    frequencies, modes = waves(graph)
    values, q = np.linalg.eigh(w)
    rho, a = frequencies[-1], averaging(graph)
    r = -values[0] * (rho - 1)
    factors = np.sort(np.abs(1 + tau * np.outer(1 - frequencies, values)).ravel())
    assert factors[-1] == pytest.approx(1 + tau * r)
    f = rng.normal(size=(10, 3))
    size = np.sum(f**2)
    limit = rho / 2 * (modes[:, -1] @ f @ q[:, 0]) ** 2
    ratio = factors[-2] / factors[-1]
    for m in range(400):
        scaled = 0.5 * np.sum(f * (f - a @ f))
        assert abs(scaled - limit) <= rho / 2 * size * ratio ** (2 * m) + 1e-9 * limit
        f = (f + tau * a @ f @ w) / (1 + tau * r)
    assert scaled == pytest.approx(limit, rel=1e-4)


@claim("thm-graff-residual")
@pytest.mark.parametrize("shift", [-3.0, 0.0, 3.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_without_residual_the_smoothest_wave_wins_for_every_w(seed, shift):
    graph, rng = random_graph(seed), np.random.default_rng(seed)
    w = symmetric(rng, shift=shift)
    f = after_layers(graph, lambda a, f: a @ f @ w, rng.normal(size=(10, 3)))
    assert mean_energy(graph, f) < 1e-6


@claim("thm-graff-residual")
def test_on_a_bipartite_graph_both_ends_keep_their_share():
    graph, rng = graphs.load("grid", shape=(3, 4)), np.random.default_rng(0)
    w = symmetric(rng)
    f = after_layers(graph, lambda a, f: a @ f @ w, rng.normal(size=(12, 3)), doublings=11)
    g = after_layers(graph, lambda a, f: a @ f @ w, f, doublings=1)
    assert 0.05 < mean_energy(graph, f) < 0.95
    np.testing.assert_allclose(mean_energy(graph, g), mean_energy(graph, f), rtol=1e-6)


@claim("prop-graff-mixing")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_signs_of_the_choices_decide(seed):
    torch.manual_seed(seed)
    rho = waves(random_graph(seed))[0][-1]
    w = {name: make(5).double()().detach().numpy() for name, make in CHANNEL_MIXING.items()}
    assert dominant_frequency(w["prod"], rho) == "low" and dominant_frequency(w["neg_prod"], rho) == "high"


@claim("prop-graff-mixing")
@pytest.mark.parametrize("seed", SEEDS)
def test_eigenvalues_of_a_diagonally_dominant_matrix_lie_in_the_intervals(seed):
    torch.manual_seed(seed)
    mixing = CHANNEL_MIXING["diagonally_dominant"](6).double()
    with torch.no_grad():
        w, q, r = mixing().numpy(), mixing.q.numpy(), mixing.r.numpy()
        radius = np.abs(w - np.diag(np.diag(w))).sum(axis=1)
        for value in np.linalg.eigvalsh(w):
            assert (((q - 1) * radius + r <= value + 1e-12) & (value <= (q + 1) * radius + r + 1e-12)).any()
        for sign in (1, -1):
            mixing.q.copy_(sign * (1 + torch.rand(6)))
            mixing.r.copy_(sign * torch.rand(6))
            assert (sign * torch.linalg.eigvalsh(mixing()) >= 0).all()


@claim("prop-graff-rotate")
@pytest.mark.parametrize("seed", SEEDS)
def test_with_an_even_field_the_layers_are_scalar_filters(seed):
    graph, rng = random_graph(seed), np.random.default_rng(seed)
    model, tau, layers = GRAFF(3).double(), 0.4, 5
    f = torch.from_numpy(rng.normal(size=(10, 3)))
    with torch.no_grad():
        model.omega.fill_(0.3)
        w, q = np.linalg.eigh(model.w.numpy())
        end = solve(model.bind(graph, f), f, [0.0, layers * tau], "euler", dt=tau)[-1].numpy()
    frequencies, modes = waves(graph)
    filters = (1 - tau * 0.3 + tau * np.outer(1 - frequencies, w)) ** layers
    np.testing.assert_allclose(modes @ (filters * (modes.T @ f.numpy() @ q)) @ q.T, end, rtol=1e-6, atol=1e-7)
