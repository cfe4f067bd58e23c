"""Every theorem and proposition of chapter 1, as an experiment that could fail."""

import numpy as np
import pytest

from claims import claim
from pdecourse.grid import Grid
from pdecourse.heat import (
    dirichlet_energy,
    heat_kernel,
    inhomogeneous_diffusion,
    laplacian_matrix,
    perona_malik,
)
from pdecourse.solvers import SOLVERS, LinearField

RNG = np.random.default_rng(1)
EVEN = [Grid((8,), 0.5), Grid((6, 8), 0.5)]
CLOSED = [Grid(shape, 0.5, boundary) for shape in [(9,), (6, 9)] for boundary in ("periodic", "neumann")]
ALPHA = 1.7
POINTS = np.linspace(-40, 40, 8001)


def one_step(grid, method, r, u):
    """Return the field after one step of length r·dx²."""
    field = LinearField(laplacian_matrix(grid))
    return SOLVERS[method].step(field, 0.0, u.ravel(), r * grid.spacing**2).reshape(u.shape)


def propagator(grid, method, r):
    """Return the matrix of one step."""
    field = LinearField(laplacian_matrix(grid))
    identity = np.eye(field.matrix.shape[0])
    return SOLVERS[method].step(field, 0.0, identity, r * grid.spacing**2)


# Proposition "Heat kernel"


@claim("prop-heat-kernel")
@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_the_kernel_solves_the_heat_equation(dimension):
    """Central differences around random points; the radial Laplacian is K'' + (d − 1) K' / r."""
    r, t, h = RNG.uniform(0.5, 3, 20), RNG.uniform(0.5, 2, 20), 1e-4

    def kernel(r, t):
        alone = [heat_kernel(a, b, ALPHA, dimension) for a, b in zip(r, t, strict=True)]
        return np.array(alone)

    in_time = (kernel(r, t + h) - kernel(r, t - h)) / (2 * h)
    first = (kernel(r + h, t) - kernel(r - h, t)) / (2 * h)
    second = (kernel(r + h, t) - 2 * kernel(r, t) + kernel(r - h, t)) / h**2
    np.testing.assert_allclose(in_time, ALPHA * (second + (dimension - 1) * first / r), atol=1e-7)


@claim("prop-heat-kernel")
@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_the_kernel_holds_one_unit_at_the_mean_square_distance_2_d_alpha_t(dimension):
    r = np.linspace(0, 40, 40_001)
    surface = {1: 2.0, 2: 2 * np.pi * r, 3: 4 * np.pi * r**2}[dimension]
    for t in (0.5, 2.0):
        density = heat_kernel(r, t, ALPHA, dimension) * surface
        assert np.trapezoid(density, r) == pytest.approx(1, abs=1e-6)
        assert np.trapezoid(density * r**2, r) == pytest.approx(2 * dimension * ALPHA * t, rel=1e-6)


@claim("prop-heat-kernel")
def test_convolution_with_the_kernel_solves_the_initial_value_problem():
    """For a wave the solution is known: it fades by exp(−α q² t)."""
    q, t, x = 1.3, 0.4, 0.7
    u = np.trapezoid(heat_kernel(x - POINTS, t, ALPHA) * np.cos(q * POINTS), POINTS)
    assert u == pytest.approx(np.exp(-ALPHA * q**2 * t) * np.cos(q * x), abs=1e-9)
    soon = np.trapezoid(heat_kernel(x - POINTS, 1e-3, ALPHA) * np.abs(POINTS), POINTS)
    assert soon == pytest.approx(x, abs=1e-6)


def test_the_misprinted_kernel_does_not_conserve_heat():
    content = [np.trapezoid(np.exp(-np.abs(5 * POINTS) / (4 * t)), 5 * POINTS) for t in (1, 2)]
    np.testing.assert_allclose(content, [8, 16], rtol=1e-4)


@pytest.mark.parametrize("dimension", [1, 2])
def test_on_a_grid_the_mean_square_distance_grows_exactly(dimension):
    grid = Grid((25,) * dimension, spacing=0.5)
    u = np.zeros(grid.shape)
    u[(12,) * dimension] = 1.0
    squares = sum(np.meshgrid(*[(x - x[12]) ** 2 for x in grid.coordinates()], indexing="ij"))
    for n in range(1, 11):  # ten steps reach ten cells far: not yet the edge
        u = one_step(grid, "euler", 0.2, u)
        assert (u * squares).sum() == pytest.approx(2 * dimension * n * 0.2 * grid.spacing**2, rel=1e-12)


# Proposition "Conservation"


@claim("prop-heat-conservation")
@pytest.mark.parametrize("r", [0.1, 3.0])
@pytest.mark.parametrize("method", SOLVERS)
@pytest.mark.parametrize("grid", CLOSED, ids=str)
def test_every_scheme_conserves_heat_even_where_it_is_unstable(grid, method, r):
    columns = propagator(grid, method, r).sum(axis=0)
    np.testing.assert_allclose(columns, 1, atol=1e-9)


# Theorem "Stability limit"


@claim("thm-heat-limit")
@pytest.mark.parametrize("grid", EVEN, ids=str)
def test_explicit_euler_lets_nothing_grow_up_to_the_limit_and_the_checkerboard_beyond(grid):
    limit = 1 / (2 * grid.dimension)
    checkerboard = (-1.0) ** np.indices(grid.shape).sum(axis=0)
    assert np.linalg.norm(propagator(grid, "euler", limit), 2) == pytest.approx(1)
    for r in (0.5 * limit, 1.3 * limit):
        np.testing.assert_allclose(
            one_step(grid, "euler", r, checkerboard), (1 - 2 * r / limit) * checkerboard, atol=1e-12
        )
    assert np.linalg.norm(propagator(grid, "euler", 1.001 * limit), 2) > 1.001


@claim("thm-heat-limit")
@pytest.mark.parametrize("grid", EVEN, ids=str)
def test_no_eigenvector_flips_up_to_half_the_limit(grid):
    half = 1 / (4 * grid.dimension)
    assert np.linalg.eigvalsh(propagator(grid, "euler", half)).min() == pytest.approx(0, abs=1e-12)
    assert np.linalg.eigvalsh(propagator(grid, "euler", 1.001 * half)).min() < -5e-4


@claim("thm-heat-limit")
@pytest.mark.parametrize("r", [0.1, 1, 100, 1e6])
@pytest.mark.parametrize("method", ["implicit_euler", "crank_nicolson"])
def test_implicit_schemes_let_nothing_grow_at_any_step(method, r):
    assert np.linalg.norm(propagator(EVEN[1], method, r), 2) <= 1 + 1e-9


def test_the_limit_needs_an_even_number_of_cells():
    """An odd ring has no checkerboard, and bears a slightly longer step."""
    assert np.linalg.norm(propagator(Grid((7,)), "euler", 0.51), 2) <= 1 + 1e-12


def test_runge_kutta_gains_less_than_its_work():
    limit = SOLVERS["rk4"].stability_limit / 4
    assert limit / 0.5 == pytest.approx(1.3926, abs=1e-4)
    assert np.linalg.norm(propagator(EVEN[0], "rk4", 0.999 * limit), 2) <= 1 + 1e-12
    assert np.linalg.norm(propagator(EVEN[0], "rk4", 1.01 * limit), 2) > 1.01


@pytest.mark.parametrize("method", ["euler", "rk4", "implicit_euler", "crank_nicolson"])
def test_the_order_is_that_to_which_the_factor_agrees_with_the_exponential(method):
    solver = SOLVERS[method]
    gaps = [abs(solver.stability_function(z) - np.exp(z)) for z in (-0.04, -0.02)]
    assert np.log2(gaps[0] / gaps[1]) == pytest.approx(solver.order + 1, abs=0.05)


# Theorem "Discrete maximum principle"


@claim("thm-heat-maximum")
@pytest.mark.parametrize("grid", CLOSED, ids=str)
def test_no_new_extremes(grid):
    """A step is a table of weighted means if and only if no entry of its matrix is negative."""
    d = grid.dimension
    cases = [
        ("euler", 1 / (2 * d)),
        ("crank_nicolson", 1 / d),
        ("implicit_euler", 1),
        ("implicit_euler", 1e4),
    ]
    for method, r in cases:
        weights = propagator(grid, method, r)
        assert weights.min() >= -1e-14, (method, r)
        np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-9)


@claim("thm-heat-maximum")
@pytest.mark.parametrize("grid", CLOSED, ids=str)
@pytest.mark.parametrize(("method", "factor"), [("euler", 1.01), ("crank_nicolson", 20)])
def test_beyond_its_limit_a_hot_cell_turns_negative(grid, method, factor):
    limit = {"euler": 1 / (2 * grid.dimension), "crank_nicolson": 1 / grid.dimension}[method]
    assert propagator(grid, method, factor * limit).min() < -0.005


def test_crank_nicolson_is_half_a_step_of_each_euler():
    grid = CLOSED[3]
    u = RNG.normal(size=grid.shape)
    halves = one_step(grid, "implicit_euler", 1.5, one_step(grid, "euler", 1.5, u))
    np.testing.assert_allclose(one_step(grid, "crank_nicolson", 3.0, u), halves, atol=1e-12)


# Proposition "No new extremes"


@claim("prop-heat-perona-malik")
@pytest.mark.parametrize("grid", CLOSED, ids=str)
def test_weights_up_to_one_make_no_new_extremes_and_conserve(grid):
    dt = grid.spacing**2 / (2 * grid.dimension)
    for _ in range(50):
        u = RNG.random(grid.shape)
        conductivity = RNG.integers(0, 2, grid.shape).astype(float)
        fields = {
            "given": inhomogeneous_diffusion(u, conductivity, grid),
            "steered": perona_malik(grid, RNG.uniform(0.1, 5))(0.0, u),
        }
        for name, rate in fields.items():
            after = u + dt * rate
            assert u.min() - 1e-12 <= after.min() and after.max() <= u.max() + 1e-12, name
            assert after.sum() == pytest.approx(u.sum()), name


# Proposition "Heat is a gradient flow"


@claim("prop-heat-gradient")
@pytest.mark.parametrize("grid", CLOSED, ids=str)
def test_heat_is_steepest_descent_on_the_dirichlet_energy(grid):
    u = RNG.normal(size=grid.shape)
    volume = grid.spacing**grid.dimension
    velocity = ALPHA * grid.laplacian(u)
    h = 1e-5
    slope = (dirichlet_energy(u + h * velocity, grid) - dirichlet_energy(u - h * velocity, grid)) / (2 * h)
    assert slope == pytest.approx(-ALPHA * volume * (grid.laplacian(u) ** 2).sum(), rel=1e-8)


@claim("prop-heat-gradient")
@pytest.mark.parametrize("grid", CLOSED, ids=str)
def test_the_energy_decays_at_least_as_fast_as_the_slowest_wave(grid):
    matrix = ALPHA * laplacian_matrix(grid)
    decay_rates, waves = np.linalg.eigh(-matrix.toarray())
    for start, tight in [(RNG.normal(size=grid.shape), False), (waves[:, 1].reshape(grid.shape), True)]:
        end = SOLVERS["exponential"].step(LinearField(matrix), 0.0, start.ravel(), 0.3).reshape(grid.shape)
        ratio = dirichlet_energy(end, grid) / dirichlet_energy(start, grid)
        bound = np.exp(-2 * decay_rates[1] * 0.3)
        assert ratio == pytest.approx(bound) if tight else ratio < 0.9 * bound


@claim("prop-heat-gradient")
@pytest.mark.parametrize("grid", CLOSED, ids=str)
def test_explicit_euler_descends_the_energy_exactly_up_to_its_stability_limit(grid):
    decay_rates, waves = np.linalg.eigh(-laplacian_matrix(grid).toarray())
    limit = 2 / decay_rates[-1]
    for _ in range(20):
        u = RNG.normal(size=grid.shape)
        after = u + limit * grid.laplacian(u)
        assert dirichlet_energy(after, grid) <= dirichlet_energy(u, grid) * (1 + 1e-12)
    fastest = waves[:, -1].reshape(grid.shape)
    beyond = fastest + 1.01 * limit * grid.laplacian(fastest)
    assert dirichlet_energy(beyond, grid) > 1.01 * dirichlet_energy(fastest, grid)
