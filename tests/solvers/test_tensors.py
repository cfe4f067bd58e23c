"""Solvers on tensors: the same states as on arrays, and gradients that equal finite differences."""

import numpy as np
import pytest
import torch
from torch.autograd import gradcheck

from pdecourse import graphs
from pdecourse.graphs.sparse import Pattern, SparseMatrix, to_torch
from pdecourse.solvers import SOLVERS, Adaptive, LinearField, NotConverged, SplitField, integrate, solve
from pdecourse.solvers.shifted_solve import conjugate_gradients

LINEAR = ["implicit_euler", "crank_nicolson", "imex_euler", "lie", "exponential"]
TAIL = graphs.Graph.from_edges([[0, 0, 1, 2, 3], [1, 2, 2, 3, 4]], 5)
PATTERN = Pattern.of(TAIL, self_loops=True)
RNG = np.random.default_rng(0)
X0 = torch.from_numpy(RNG.normal(size=(5, 2)))
ENTRIES = torch.from_numpy(RNG.normal(size=len(PATTERN.col)))
SOURCE = torch.from_numpy(RNG.normal(size=(5, 2)))


def differentiable(*tensors):
    return tuple(tensor.clone().requires_grad_() for tensor in tensors)


@pytest.mark.parametrize("name", SOLVERS)
def test_linear_fields_of_tensors_and_arrays_give_the_same_states(name):
    matrix, x0 = -graphs.laplacian(TAIL), X0.numpy()
    arrays = solve(LinearField(matrix, SOURCE.numpy()), x0, [0, 0.3, 1], name, dt=0.1)
    tensors = solve(LinearField(to_torch(matrix, torch.float64), SOURCE), X0, [0, 0.3, 1], name, dt=0.1)
    np.testing.assert_allclose(tensors.numpy(), arrays, atol=1e-12)


@pytest.mark.filterwarnings("ignore:Sparse CSR tensor support is in beta")
@pytest.mark.parametrize("form", ["dense", "csr", "coo"])
def test_a_matrix_may_be_any_tensor(form):
    dense = torch.from_numpy(-graphs.laplacian(TAIL).toarray())
    matrix = {"dense": dense, "csr": dense.to_sparse_csr(), "coo": dense.to_sparse_coo()}[form]
    expected = solve(dense.numpy(), X0.numpy(), [0, 1], "implicit_euler")
    np.testing.assert_allclose(solve(matrix, X0, [0, 1], "implicit_euler").numpy(), expected, atol=1e-12)


@pytest.mark.parametrize("name", LINEAR)
def test_channels_may_diffuse_at_rates_of_their_own(name):
    matrix, rates = -graphs.laplacian(TAIL), np.array([0.2, 3.0])
    together = solve(LinearField(matrix, 0.5, rates), X0.numpy(), [0, 1], name, dt=0.5)
    tensors = LinearField(to_torch(matrix, torch.float64), 0.5, torch.from_numpy(rates))
    np.testing.assert_allclose(solve(tensors, X0, [0, 1], name, dt=0.5).numpy(), together, atol=1e-12)
    for channel, rate in enumerate(rates):
        alone = solve(LinearField(rate * matrix, 0.5), X0[:, channel].numpy(), [0, 1], name, dt=0.5)
        np.testing.assert_allclose(together[..., channel], alone, atol=1e-12)


@pytest.mark.parametrize("name", LINEAR)
def test_gradients_of_state_entries_and_source_equal_finite_differences(name):
    def end(x0, values, source):
        field = LinearField(SparseMatrix(PATTERN, values), source)
        return solve(field, x0, [0, 1], name, dt=0.5)[-1]

    assert gradcheck(end, differentiable(X0, 0.3 * ENTRIES, SOURCE))


@pytest.mark.parametrize("name", LINEAR)
def test_gradients_of_the_rates_equal_finite_differences(name):
    matrix = to_torch(-graphs.laplacian(TAIL), torch.float64)

    def end(x0, rates):
        return solve(LinearField(matrix, SOURCE, rates), x0, [0, 1], name, dt=0.5)[-1]

    assert gradcheck(end, differentiable(X0, torch.tensor([0.2, 3.0], dtype=torch.float64)))


def reaction_diffusion(weight):
    matrix = to_torch(-graphs.laplacian(TAIL), torch.float64)
    return SplitField(LinearField(matrix), lambda t, x: torch.tanh(x @ weight) - x + t)


@pytest.mark.parametrize(
    "name", [n for n, s in SOLVERS.items() if not isinstance(s, Adaptive) and n != "exponential"]
)
def test_gradients_through_a_nonlinear_run_equal_finite_differences(name):
    def end(x0, weight):
        return solve(reaction_diffusion(weight), x0, [0, 0.5], name, dt=0.25)[-1]

    weight = torch.tensor([[0.5, 2.0], [-1.0, 0.3]], dtype=torch.float64)
    assert gradcheck(end, differentiable(X0, weight), atol=1e-5)


def gradients(solver_with_params):
    """Return the gradients of state, parameter and a remembered state at the end of a run."""
    x0, weight, remembered = differentiable(X0, torch.eye(2, dtype=torch.float64), SOURCE)
    solver = solver_with_params((weight, remembered))
    end = solve(lambda t, x: torch.tanh(x @ weight) - x + remembered, x0, [0, 1, 2], solver)[-1]
    return torch.autograd.grad((end**2).sum(), (x0, weight, remembered))


def test_the_adjoint_gives_the_gradients_of_backpropagation():
    def adjoint(params):
        return Adaptive("dopri5", 5, adjoint_params=params)

    for through_adjoint, through_steps in zip(gradients(adjoint), gradients(lambda _: SOLVERS["dopri5"])):
        torch.testing.assert_close(through_adjoint, through_steps, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("name", ["implicit_euler", "crank_nicolson"])
def test_a_nonlinear_implicit_step_solves_its_equation_in_single_precision(name):
    x0, theta = X0.float(), SOLVERS[name].theta
    field = reaction_diffusion(torch.eye(2, dtype=torch.float64))
    double, single = solve(field, X0, [0, 1], name), None

    def in_single(t, x):
        return field(t, x.double()).float()

    single = solve(in_single, x0, [0, 1], name)
    assert single.dtype == torch.float32
    torch.testing.assert_close(single.double(), double, rtol=1e-4, atol=1e-4)
    y = double[1]
    slope = (1 - theta) * field(0, X0) + theta * field(1, y)
    torch.testing.assert_close(y, X0 + slope, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("name", ["implicit_euler", "crank_nicolson", "imex_euler"])
def test_huge_steps_on_a_real_graph_where_euler_blows_up(name):
    digits = graphs.load("digits")
    matrix, x0 = to_torch(-graphs.laplacian(digits), torch.float64), digits.x.double()
    states = solve(matrix, x0, [0, 100, 200], name)
    assert (states.norm(dim=(1, 2)).diff() <= 0).all()
    torch.testing.assert_close(states.sum(dim=1), x0.sum(dim=0).expand(3, -1), rtol=1e-8, atol=1e-6)
    with pytest.raises(FloatingPointError, match="take a smaller dt or method='implicit_euler'"):
        solve(matrix, x0, [0, 30_000], "euler", dt=100)


def test_conjugate_gradients_count_their_iterations():
    """One eigenvalue per iteration: five nodes need at most five, up to round-off."""
    field = LinearField(to_torch(-graphs.laplacian(TAIL), torch.float64), 0.0, torch.ones(2).double())
    assert 1 <= integrate(field, X0, [0, 1], "implicit_euler").work.iterations <= 6


def test_conjugate_gradients_that_stall_say_so():
    with pytest.raises(NotConverged, match=r"relative residual of .* after 3 iterations; take a smaller dt"):
        conjugate_gradients(
            lambda y: torch.linspace(1, 1e6, 50)[:, None] * y, torch.ones(50, 2), max_iterations=3
        )


def test_rates_need_a_symmetric_matrix():
    field = LinearField(SparseMatrix(PATTERN, ENTRIES), 0.0, torch.ones(2).double())
    with pytest.raises(ValueError, match="different rate per channel needs a symmetric matrix"):
        solve(field, X0, [0, 1], "implicit_euler")


def test_the_flow_is_exact_over_long_times():
    """A symmetric matrix takes one polynomial, of a degree like the root of the time."""
    matrix = -graphs.laplacian(TAIL)
    values, vectors = np.linalg.eigh(matrix.toarray())
    exact = vectors @ (np.exp(500 * values)[:, None] * (vectors.T @ X0.numpy()))
    end = solve(to_torch(matrix, torch.float64), X0, [0, 500], "exponential")[-1]
    np.testing.assert_allclose(end.numpy(), exact, atol=1e-12)


@pytest.mark.parametrize("symmetric", [True, False])
def test_the_flow_needs_no_entries_on_the_diagonal(symmetric):
    matrix = graphs.adjacency(TAIL).tolil()
    matrix[0, 0], matrix[0, 1] = -2, 1 if symmetric else 3
    exact = solve(matrix.tocsr(), X0.numpy(), [0, 1], "exponential")
    without = to_torch(matrix.tocsr(), torch.float64)
    np.testing.assert_allclose(solve(without, X0, [0, 1], "exponential").numpy(), exact, rtol=1e-12)
    stored = SparseMatrix.from_scipy(matrix.tocsr(), torch.float64).to_dense() + 1e-300 * torch.eye(5)
    np.testing.assert_allclose(solve(stored, X0, [0, 1], "exponential").numpy(), exact, rtol=1e-12)


@pytest.mark.parametrize("time", [5, 100])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_flow_is_exact_where_the_matrix_is_far_from_symmetric(dtype, time):
    """A random walk that goes round a triangle: its eigenvalues are −1 and cube roots of 1."""
    cycle = torch.full((5, 5), 0.01, dtype=torch.float64) * SparseMatrix(PATTERN, 0 * ENTRIES + 1).to_dense()
    cycle[[0, 1, 2, 3, 4], [1, 2, 0, 2, 3]] += 1.0
    generator = cycle / cycle.sum(dim=1, keepdim=True) - torch.eye(5)
    exact = solve(LinearField(generator.numpy(), SOURCE.numpy()), X0.numpy(), [0, time], "exponential")[-1]
    end = solve(LinearField(generator.to(dtype), SOURCE.to(dtype)), X0.to(dtype), [0, time], "exponential")[
        -1
    ]
    error = np.linalg.norm(end.double().numpy() - exact) / np.linalg.norm(exact)
    assert error < 1e3 * torch.finfo(dtype).eps
