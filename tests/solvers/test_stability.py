"""Amplification factors and step limits, computed and found by running."""

import math

import numpy as np
import pytest

from pdecourse import graphs
from pdecourse.grid import Grid
from pdecourse.heat import laplacian_matrix
from pdecourse.solvers import (
    SOLVERS,
    Adams,
    LinearField,
    OneStep,
    RungeKutta,
    SplitField,
    ThetaMethod,
    largest_stable_dt,
    solve,
)

EXPLICIT = [name for name, solver in SOLVERS.items() if isinstance(solver, RungeKutta | Adams)]
MULTISTEP = [name for name, solver in SOLVERS.items() if isinstance(solver, Adams)]
ONE_STEP = [name for name, solver in SOLVERS.items() if isinstance(solver, OneStep)]
IMPLICIT = [name for name, solver in SOLVERS.items() if isinstance(solver, ThetaMethod)]
N = 24
HEAT = laplacian_matrix(Grid((N,), spacing=0.5, boundary="dirichlet"))
LARGEST_DECAY_RATE = 4 / 0.5**2 * math.cos(math.pi / (2 * (N + 1))) ** 2


@pytest.mark.parametrize("z", [-3.0, -1.0, -0.2, 0.3])
@pytest.mark.parametrize("name", ONE_STEP)
def test_one_step_multiplies_by_the_stability_function(name, z):
    x = solve(LinearField(np.array([[z]])), np.array([2.0]), [0, 1], name)
    assert x[-1, 0] == pytest.approx(2 * SOLVERS[name].stability_function(z), rel=1e-12)


def test_stability_functions_are_those_of_the_textbooks():
    z = np.array([-3.0, 0.5, 1j, -1 + 2j])
    expected = {
        "euler": 1 + z,
        "midpoint": 1 + z + z**2 / 2,
        "heun": 1 + z + z**2 / 2,
        "rk4": 1 + z + z**2 / 2 + z**3 / 6 + z**4 / 24,
        "implicit_euler": 1 / (1 - z),
        "crank_nicolson": (1 + z / 2) / (1 - z / 2),
        "imex_euler": 1 / (1 - z),
        "lie": np.exp(z),
        "strang": np.exp(z),
        "exponential": np.exp(z),
    }
    assert expected.keys() == set(ONE_STEP)
    for name in ONE_STEP:
        np.testing.assert_allclose(SOLVERS[name].stability_function(z), expected[name], rtol=1e-14)


@pytest.mark.parametrize("name", ["exponential", "imex_euler", *EXPLICIT, *IMPLICIT])
def test_stability_function_approximates_the_exponential_to_the_stated_order(name):
    solver, z = SOLVERS[name], np.array([-0.02, -0.01])
    error = np.abs(solver.stability_function(z) - np.exp(z))
    if math.isinf(solver.order):
        assert (error == 0).all()
    else:
        assert math.log2(error[0] / error[1]) == pytest.approx(solver.order + 1, abs=0.1)


def test_stability_limits():
    assert [SOLVERS[name].stability_limit for name in ("euler", "midpoint", "heun")] == pytest.approx(
        [2, 2, 2]
    )
    assert SOLVERS["rk4"].stability_limit == pytest.approx(2.785294, abs=1e-6)
    assert SOLVERS["adams_bashforth4"].stability_limit == pytest.approx(0.3, abs=1e-9)
    assert SOLVERS["adams_moulton4"].stability_limit == pytest.approx(1.284817, abs=1e-5)
    assert all(SOLVERS[name].stability_limit == math.inf for name in [*IMPLICIT, "exponential"])


def grows(name, dt):
    """Does the sharpest mode get larger in the second half of a run of a thousand steps?"""
    zigzag = (-1.0) ** np.arange(N)
    _, middle, end = solve(HEAT, zigzag, [0, 500 * dt, 1000 * dt], name, dt=dt)
    return np.abs(end).max() > np.abs(middle).max()


@pytest.mark.parametrize("name", EXPLICIT)
def test_the_limit_found_by_running_is_the_computed_one(name):
    computed = SOLVERS[name].stability_limit / LARGEST_DECAY_RATE
    assert largest_stable_dt(HEAT, name) == pytest.approx(computed, rel=1e-7)
    stable, unstable = 0.8 * computed, 1.2 * computed
    for _ in range(8):
        middle = (stable + unstable) / 2
        stable, unstable = (stable, middle) if grows(name, middle) else (middle, unstable)
    assert stable == pytest.approx(computed, rel=0.01)


@pytest.mark.parametrize("name", IMPLICIT)
def test_implicit_solvers_have_no_limit(name):
    assert largest_stable_dt(HEAT, name) == math.inf
    noise = np.random.default_rng(0).normal(size=N)
    norms = np.linalg.norm(solve(HEAT, noise, [0, 1e2, 1e4, 1e6], name), axis=1)
    assert (np.diff(norms) <= 0).all()


@pytest.mark.parametrize("name", MULTISTEP)
def test_the_companion_matrix_is_the_method(name):
    """Four equal steps in, a run goes on as powers of the matrix."""
    z, solver = -0.2, SOLVERS[name]
    run = solve(np.array([[z]]), np.array([1.0]), np.arange(9.0), name)[:, 0]
    state = run[3::-1]
    for later in run[4:]:
        state = solver.companion(z) @ state
        assert state[0] == pytest.approx(later, rel=1e-12)


def test_imex_leaves_the_limit_to_the_reaction():
    """One step multiplies a mode by (1 + dt r) / (1 + dt λ)."""
    noise = np.random.default_rng(0).normal(size=N)
    for r in (-0.1, 0.1):
        end = solve(SplitField(0 * HEAT, lambda t, x, r=r: r * x), noise, [0, 10], "imex_euler", dt=1)[-1]
        np.testing.assert_allclose(end, (1 + r) ** 10 * noise, rtol=1e-12)
    stiff = SplitField(HEAT, lambda t, x: -0.001 * x)
    assert np.abs(solve(stiff, noise, [0, 5000], "imex_euler", dt=100)[-1]).max() < 1e-6


@pytest.mark.parametrize("name", IMPLICIT)
def test_implicit_solvers_take_huge_steps_on_a_real_graph(name):
    digits = graphs.load("digits")
    matrix = -graphs.laplacian(digits)
    assert largest_stable_dt(matrix) < 0.1
    x = solve(matrix, digits.x.double().numpy(), [0, 100, 200], name)
    assert np.linalg.norm(x[2]) <= np.linalg.norm(x[1]) <= np.linalg.norm(x[0])
    np.testing.assert_allclose(x[2].sum(axis=0), x[0].sum(axis=0), rtol=1e-10)


def test_euler_on_a_real_graph_blows_up_just_past_its_computed_limit():
    digits = graphs.load("digits")
    matrix, pixels = -graphs.laplacian(digits), digits.x.double().numpy()
    limit = largest_stable_dt(matrix)
    for factor, stable in [(0.999, True), (1.01, False)]:
        end = solve(matrix, pixels, [0, 2000 * factor * limit], "euler", dt=factor * limit)[-1]
        assert (np.abs(end).max() <= 1) == stable


def test_a_matrix_that_is_not_diffusion_is_refused():
    with pytest.raises(ValueError, match=r"eigenvalue 15.94 > 0, which grows at any dt; is it -A"):
        largest_stable_dt(-HEAT)
    with pytest.raises(ValueError, match="not symmetric"):
        largest_stable_dt(np.array([[-1.0, 1.0], [0.0, -1.0]]))
