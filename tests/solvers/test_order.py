"""Every row of SOLVERS converges at the order it states."""

import math

import numpy as np
import pytest
import torch
from scipy.linalg import expm

from pdecourse.solvers import SOLVERS, LinearField, RungeKutta, solve

FINITE_ORDER = [name for name, solver in SOLVERS.items() if math.isfinite(solver.order)]
EXPLICIT = [name for name, solver in SOLVERS.items() if isinstance(solver, RungeKutta)]

A = np.array([[-1.0, 2.0], [-2.0, -0.5]])
B = np.array([1.0, 0.5])
X0 = np.array([1.0, -1.0])


def exact_linear(t):
    fixed_point = -np.linalg.solve(A, B)
    return fixed_point + expm(t * A) @ (X0 - fixed_point)


def observed_order(error):
    return math.log2(error(40) / error(80))


@pytest.mark.parametrize("name", FINITE_ORDER)
def test_order_on_a_linear_problem_with_a_source(name):
    def error(n):
        return np.abs(solve(LinearField(A, B), X0, [0, 1], name, dt=1 / n)[-1] - exact_linear(1)).max()

    assert observed_order(error) == pytest.approx(SOLVERS[name].order, abs=0.1)


@pytest.mark.parametrize("name", FINITE_ORDER)
def test_order_on_a_nonlinear_problem_that_depends_on_time(name):
    def error(n):
        x = solve(lambda t, x: -2 * t * x**2, np.array([1.0]), [0, 1], name, dt=1 / n)
        return abs(x[-1, 0] - 1 / 2)  # the solution is 1 / (1 + t²)

    assert observed_order(error) == pytest.approx(SOLVERS[name].order, abs=0.1)


def test_the_exponential_is_exact_in_one_step():
    np.testing.assert_allclose(
        solve(LinearField(A, B), X0, [0, 1], "exponential")[-1], exact_linear(1), rtol=1e-13
    )


@pytest.mark.parametrize("name", SOLVERS)
def test_every_channel_is_integrated_on_its_own(name):
    field, x0 = LinearField(A, B), np.random.default_rng(0).normal(size=(2, 3))
    together = solve(field, x0, [0, 0.5, 1], name, dt=0.1)
    for channel in range(3):
        alone = solve(field, x0[:, channel], [0, 0.5, 1], name, dt=0.1)
        np.testing.assert_allclose(together[..., channel], alone, rtol=1e-13)


@pytest.mark.parametrize("name", EXPLICIT)
def test_tensors_and_arrays_give_the_same_states(name):
    def field(t, x):
        return x * (1 - x) + t

    x0 = np.array([[1.0, 0.2, 0.0]])
    array = solve(field, x0, [0, 0.3, 1], name, dt=0.1)
    tensor = solve(field, torch.from_numpy(x0), [0, 0.3, 1], name, dt=0.1)
    assert isinstance(tensor, torch.Tensor)
    np.testing.assert_allclose(tensor.numpy(), array, rtol=1e-14)


@pytest.mark.parametrize("name", EXPLICIT)
def test_gradients_flow_through_a_run(name):
    x0 = torch.tensor([1.0, 0.2], dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(
        lambda x: solve(lambda t, y: y * (1 - y), x, [0, 1], name, dt=0.25)[-1], x0
    )


def test_stage_times_follow_from_the_weights():
    assert SOLVERS["rk4"].c == (0, 0.5, 0.5, 1)
    for name in EXPLICIT:
        assert sum(SOLVERS[name].b) == pytest.approx(1)
