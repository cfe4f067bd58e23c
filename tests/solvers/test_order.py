"""Every row of SOLVERS converges at the order it states."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.linalg import expm

from pdecourse.solvers import (
    SOLVERS,
    Adams,
    Adaptive,
    IMEXEuler,
    LinearField,
    RungeKutta,
    SplitField,
    Splitting,
    integrate,
    solve,
)

ADAPTIVE = [name for name, solver in SOLVERS.items() if isinstance(solver, Adaptive)]
FIXED_STEP = [name for name in SOLVERS if name not in ADAPTIVE]
FINITE_ORDER = [name for name in FIXED_STEP if math.isfinite(SOLVERS[name].order)]
SPLIT = [name for name, solver in SOLVERS.items() if isinstance(solver, IMEXEuler | Splitting)]
EXPLICIT = [name for name, solver in SOLVERS.items() if isinstance(solver, RungeKutta | Adams)]
RUNGE_KUTTA = [name for name, solver in SOLVERS.items() if isinstance(solver, RungeKutta)]

A = np.array([[-1.0, 2.0], [-2.0, -0.5]])
B = np.array([1.0, 0.5])
X0 = np.array([1.0, -1.0])


def exact_linear(t):
    fixed_point = -np.linalg.solve(A, B)
    return fixed_point + expm(t * A) @ (X0 - fixed_point)


def observed_order(error):
    return math.log2(error(40) / error(80))


def linear_field(name):
    """Return A x + b, for the solvers that want it so as a rotation that follows a decay with a source."""
    decay = np.diag(np.diag(A))
    if name in SPLIT:
        return SplitField(LinearField(decay, B), lambda t, x: (A - decay) @ x)
    return LinearField(A, B)


def nonlinear_field(name):
    """Return −2 t x², whose solution from 1 is 1/(1 + t²); split, the part that is solved exactly is −x."""
    if name in SPLIT:
        return SplitField(np.array([[-1.0]]), lambda t, x: x - 2 * t * x**2)
    return lambda t, x: -2 * t * x**2


@pytest.mark.parametrize("name", FINITE_ORDER)
def test_order_on_a_linear_problem_with_a_source(name):
    def error(n):
        return np.abs(solve(linear_field(name), X0, [0, 1], name, dt=1 / n)[-1] - exact_linear(1)).max()

    assert observed_order(error) == pytest.approx(SOLVERS[name].order, abs=0.1)


@pytest.mark.parametrize("name", FINITE_ORDER)
def test_order_on_a_nonlinear_problem_that_depends_on_time(name):
    def error(n):
        x = solve(nonlinear_field(name), np.array([1.0]), [0, 1], name, dt=1 / n)
        return abs(x[-1, 0] - 1 / 2)

    assert observed_order(error) == pytest.approx(SOLVERS[name].order, abs=0.1)


@pytest.mark.parametrize("name", ADAPTIVE)
def test_adaptive_steps_shrink_with_the_tolerance_as_their_order_says(name):
    """The error of a step, about dtᵖ, is kept at the tolerance: the number of steps grows like tolerance^(−1/p)."""

    def steps(tolerance):
        solver = replace(SOLVERS[name], relative_tolerance=tolerance, absolute_tolerance=tolerance)
        solution = integrate(lambda t, x: np.cos(3 * t) * x, np.array([1.0]), [0, 20], solver)
        assert abs(solution.states[-1, 0] - math.exp(math.sin(60) / 3)) < max(1e-5, 200 * tolerance)
        return len(solution.work.step_sizes)

    loose = 1e-4 if SOLVERS[name].order == 3 else 1e-7
    observed = math.log(1e4) / math.log(steps(loose / 1e4) / steps(loose))
    assert observed == pytest.approx(SOLVERS[name].order, rel=0.06)


@pytest.mark.parametrize("name", SPLIT)
def test_splitting_wants_to_know_what_is_diffusion(name):
    with pytest.raises(TypeError, match=r"a field of one piece.*SplitField\(diffusion.*'implicit_euler'"):
        solve(lambda t, x: -x, X0, [0, 1], name)


def test_lie_splitting_errs_by_half_the_commutator():
    """The local error is dt²/2 [R, D] x; when both parts commute there is none."""
    d, r = np.diag([-1.0, -2.0]), np.array([[0.0, 1.0], [0.5, 0.0]])
    h = 1e-3
    one = solve(SplitField(d, lambda t, x: r @ x), X0, [0, h], "lie")[-1]
    commutator = r @ d - d @ r
    np.testing.assert_allclose((one - expm(h * (d + r)) @ X0) / h**2, commutator @ X0 / 2, atol=2e-3)


def test_the_exponential_is_exact_in_one_step():
    np.testing.assert_allclose(
        solve(LinearField(A, B), X0, [0, 1], "exponential")[-1], exact_linear(1), rtol=1e-13
    )


@pytest.mark.parametrize("name", FIXED_STEP)
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
    for name in RUNGE_KUTTA:
        assert sum(SOLVERS[name].b) == pytest.approx(1)
