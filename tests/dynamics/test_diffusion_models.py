"""Heat, APPNP, GRAND and GRAND++: what diffusion keeps, where it ends, and what attention changes."""

import numpy as np
import pytest
import torch
from six_nodes import SIX_NODES, random_model

from pdecourse import graphs
from pdecourse.dynamics import APPNP, GCNII, HeatFlow
from pdecourse.dynamics.operators import edges_and_loops
from pdecourse.dynamics.rewiring import personalised_pagerank_edges
from pdecourse.graphs import normalized_adjacency
from pdecourse.solvers import SOLVERS, Adaptive, solve

GRAND = ["grand_l", "grand_nl", "grand_nl_rw"]


@pytest.mark.parametrize("name", GRAND)
def test_attention_rows_are_probabilities(name):
    model, x0 = random_model(name)
    attention = model.attention(edges_and_loops(SIX_NODES), x0).to_dense()
    assert (attention >= 0).all()
    torch.testing.assert_close(attention.sum(dim=1), torch.ones(6, dtype=torch.float64))
    ones = torch.ones(6, 3, dtype=torch.float64)
    torch.testing.assert_close(model.bind(SIX_NODES, x0)(0.0, ones), 0 * ones)


@pytest.mark.parametrize(
    ("name", "method", "dt"),
    [(name, method, 0.9) for name in GRAND for method in ("euler", "dopri5")]
    + [
        ("grand_l", "implicit_euler", 100.0),
        ("grand_nl", "implicit_euler", 2.0),
        ("grand_nl_rw", "implicit_euler", 2.0),
    ],
)
def test_values_stay_in_their_first_range(name, method, dt):
    """Theorem 1 of GRAND: explicit steps below 1 and implicit steps of any length keep the maximum principle."""
    model, x0 = random_model(name)
    with torch.no_grad():
        states = solve(model.bind(SIX_NODES, x0), x0, [0, 2 * dt, 4 * dt], method, dt=dt)
    assert (states <= x0.max(dim=0).values + 1e-6).all()
    assert (states >= x0.min(dim=0).values - 1e-6).all()


def test_linear_and_nonlinear_grand_agree_at_the_start_only():
    (linear, x0), (nonlinear, _) = random_model("grand_l"), random_model("grand_nl")
    nonlinear.load_state_dict(linear.state_dict())
    fields = linear.bind(SIX_NODES, x0), nonlinear.bind(SIX_NODES, x0)
    torch.testing.assert_close(fields[0](0.0, x0), fields[1](0.0, x0))
    assert not torch.allclose(fields[0](0.0, 2 * x0), fields[1](0.0, 2 * x0))


def test_the_linear_stability_limit_of_attention():
    """Euler stays bounded while |1 − τ(1 − μ)| ≤ 1 for all eigenvalues μ of the attention, which may be beyond 1."""
    model, x0 = random_model("grand_l")
    matrix = model.bind(SIX_NODES, x0).matrix.to_scipy().toarray()
    decaying = np.linalg.eigvals(matrix)
    decaying = decaying[np.abs(decaying) > 1e-9]
    limit = (-2 * decaying.real / np.abs(decaying) ** 2).min()
    assert limit > 1
    for factor, bounded in [(0.99, True), (1.05, False)]:
        end = solve(matrix, x0.numpy(), [0, 2000 * factor * limit], "euler", dt=factor * limit)[-1]
        assert (np.abs(end).max() < 10) == bounded


@pytest.mark.parametrize("name", [n for n, s in SOLVERS.items() if not isinstance(s, Adaptive)])
def test_every_solver_integrates_grand_l_to_the_same_end(name):
    model, x0 = random_model("grand_l")
    field = model.bind(SIX_NODES, x0)
    exact = solve(field, x0, [0, 2], "exponential")[-1]
    error = (solve(field, x0, [0, 2], name, dt=0.01)[-1] - exact).abs().max()
    assert error < 2e-2


def test_grand_plus_plus_adds_nothing_in_total_and_does_not_become_constant():
    model, x0 = random_model("grand_plus_plus")
    field = model.bind(SIX_NODES, x0)
    torch.testing.assert_close(field.source.sum(dim=0), torch.zeros(3, dtype=torch.float64))
    end = solve(field, x0, [0, 200], "exponential")[-1]
    assert end.std(dim=0).min() > 0.1
    with pytest.raises(ValueError, match="has no train_mask, and GRAND"):
        model.bind(graphs.Graph(SIX_NODES.edge_index, 6), x0)


def test_heat_ends_at_the_root_of_the_degree():
    _, x0 = random_model("heat")
    end = solve(HeatFlow(3).bind(SIX_NODES, x0), x0, [0, 500], "exponential")[-1]
    limit = (SIX_NODES.degree + 1).double().sqrt()[:, None]
    torch.testing.assert_close(end / limit, (end / limit)[:1].expand(6, 3))


def test_one_euler_step_of_heat_is_a_linear_gcn_layer():
    _, x0 = random_model("heat")
    step = solve(HeatFlow(3).bind(SIX_NODES, x0), x0, [0, 1], "euler")[-1]
    np.testing.assert_allclose(
        step, normalized_adjacency(SIX_NODES, self_loops=True) @ x0.numpy(), atol=1e-14
    )


@pytest.mark.parametrize(
    ("method", "dt", "tolerance"), [("rk4", 1.0, 1e-10), ("imex_euler", 1.0, 1e-10), ("strang", 0.25, 1e-3)]
)
def test_appnp_ends_at_personalised_pagerank(method, dt, tolerance):
    """A steady state is one of every method but splitting, which is off by O(dt²)."""
    _, x0 = random_model("appnp")
    a = normalized_adjacency(SIX_NODES, self_loops=True).toarray()
    exact = 0.2 * np.linalg.solve(np.eye(6) - 0.8 * a, x0.numpy())
    end = solve(APPNP(3, alpha=0.2).bind(SIX_NODES, x0), x0, [0, 150], method, dt=dt)[-1]
    np.testing.assert_allclose(end, exact, atol=tolerance)


def test_euler_steps_of_gcnii_are_the_layers_of_the_paper():
    torch.manual_seed(0)
    model, x0 = GCNII(3, layers=4, alpha=0.2, lambda_=0.7).double(), torch.randn(6, 3, dtype=torch.float64)
    a, h = normalized_adjacency(SIX_NODES, self_loops=True).toarray(), x0.numpy()
    for number, w in enumerate(model.w, start=1):
        beta = np.log(0.7 / number + 1)
        mixing = (1 - beta) * np.eye(3) + beta * w.detach().numpy()
        h = np.maximum((0.8 * a @ h + 0.2 * x0.numpy()) @ mixing, 0)
    end = solve(model.bind(SIX_NODES, x0), x0, [0, 4], "euler", dt=1)[-1]
    np.testing.assert_allclose(end.detach().numpy(), h, atol=1e-12)


def test_rewiring_keeps_the_nearest_and_never_crosses_components():
    two_triangles = graphs.Graph.from_edges([[0, 1, 2, 3, 4, 5], [1, 2, 0, 4, 5, 3]], 6)
    pattern = personalised_pagerank_edges(two_triangles, neighbours=5)
    assert ((pattern.row < 3) == (pattern.col < 3)).all()
    ring = graphs.Graph.from_edges([list(range(8)), [*range(1, 8), 0]], 8)
    pattern = personalised_pagerank_edges(ring, neighbours=2)
    assert set(((pattern.row - pattern.col) % 8).tolist()) == {0, 1, 7}
