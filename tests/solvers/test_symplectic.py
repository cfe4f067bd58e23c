"""Symplectic Euler: order 1, no drift of energy, and the limit of its step."""

import math

import numpy as np
import pytest
import torch

from pdecourse.solvers import SymplecticEuler, solve

OMEGA = 1.7


def oscillator(t, state):
    x, v = state[..., :1], state[..., 1:]
    join = torch.cat if isinstance(state, torch.Tensor) else np.concatenate
    return join([v, -(OMEGA**2) * x], -1)


def energy(states):
    return (states[:, 1] ** 2 + (OMEGA * states[:, 0]) ** 2) / 2


def test_order_with_friction_and_a_force():
    """The exact solution of x'' = −x − v + cos t is sin t."""

    def field(t, state):
        x, v = state
        return np.array([v, -x - v + math.cos(t)])

    def error(n):
        return abs(
            solve(field, np.array([0.0, 1.0]), [0, 2], SymplecticEuler(), dt=1 / n)[-1, 0] - math.sin(2)
        )

    assert math.log2(error(80) / error(160)) == pytest.approx(SymplecticEuler.order, abs=0.1)


def test_energy_stays_within_a_band_that_shrinks_with_the_step_where_euler_adds_to_it():
    times = np.linspace(0, 200, 401)

    def band(method, dt):
        found = energy(solve(oscillator, np.array([1.0, 0.0]), times, method, dt=dt))
        return np.abs(found / found[0] - 1).max()

    assert band(SymplecticEuler(), 0.05) < 0.06
    assert band(SymplecticEuler(), 0.0125) < band(SymplecticEuler(), 0.05) / 3.5
    assert band("euler", 0.0125) > 100


def test_without_friction_it_is_leapfrog():
    x = solve(oscillator, np.array([1.0, 0.3]), 0.1 * np.arange(20), SymplecticEuler())[:, 0]
    np.testing.assert_allclose(x[2:] - 2 * x[1:-1] + x[:-2], -((0.1 * OMEGA) ** 2) * x[1:-1], atol=1e-14)


@pytest.mark.parametrize(("share", "stays"), [(0.99, True), (1.01, False)])
def test_the_oscillator_stays_below_the_limit_and_grows_above(share, stays):
    dt = share * SymplecticEuler.stability_limit / OMEGA
    states = solve(oscillator, np.array([1.0, 0.0]), dt * np.arange(200), SymplecticEuler())
    assert (np.abs(states[:, 0]).max() < 20) == stays


def test_tensors_and_arrays_agree_and_gradients_flow():
    x0 = np.array([[1.0, 0.2], [0.0, -1.0]])
    array = solve(oscillator, x0, [0, 1], SymplecticEuler(), dt=0.1)
    tensor = torch.from_numpy(x0).requires_grad_()
    np.testing.assert_allclose(solve(oscillator, tensor, [0, 1], SymplecticEuler(), dt=0.1).detach(), array)
    assert torch.autograd.gradcheck(
        lambda x: solve(oscillator, x, [0, 1], SymplecticEuler(), dt=0.25)[-1], tensor
    )


@pytest.mark.parametrize("state", [np.array([1.0, 0.5]), np.array([1.0, 0.5, 0.0])], ids=["decay", "odd"])
def test_other_fields_are_refused(state):
    with pytest.raises(TypeError, match=r"got \d variables that are not positions.*choose 'rk4'"):
        solve(lambda t, x: -x, state, [0, 1], SymplecticEuler())
