"""Diffusion on a grid keeps what the continuous equation keeps."""

import numpy as np
import pytest

from pdecourse.grid import BOUNDARIES, Grid
from pdecourse.heat import (
    boundary_source,
    dirichlet_energy,
    face_gradients,
    heat_kernel,
    inhomogeneous_diffusion,
    laplacian_matrix,
    perona_malik,
)
from pdecourse.solvers import SOLVERS, LinearField, solve

RNG = np.random.default_rng(0)
GRIDS = [Grid(shape, 0.5, boundary, 0.7) for shape in [(9,), (6, 9), (3, 3)] for boundary in BOUNDARIES]
CLOSED = [grid for grid in GRIDS if grid.boundary != "dirichlet"]


@pytest.mark.parametrize("grid", GRIDS, ids=str)
def test_the_matrix_is_the_stencil(grid):
    field = RNG.normal(size=grid.shape)
    by_matrix = laplacian_matrix(grid) @ field.ravel() + boundary_source(grid)
    np.testing.assert_allclose(by_matrix, grid.laplacian(field).ravel(), atol=1e-13)


@pytest.mark.parametrize("grid", GRIDS, ids=str)
def test_the_matrix_is_symmetric_and_never_amplifies(grid):
    matrix = laplacian_matrix(grid).toarray()
    np.testing.assert_array_equal(matrix, matrix.T)
    assert np.linalg.eigvalsh(matrix).max() < 1e-12


@pytest.mark.parametrize("name", SOLVERS)
@pytest.mark.parametrize("grid", CLOSED, ids=str)
def test_heat_is_conserved_when_no_edge_is_held_fixed(grid, name):
    u = RNG.random(grid.shape).ravel()
    states = solve(laplacian_matrix(grid), u, [0, 0.5, 1], name, dt=0.009)
    np.testing.assert_allclose(states.sum(axis=1), u.sum(), rtol=1e-12)
    assert states[-1].std() < 0.5 * u.std()


@pytest.mark.parametrize("grid", GRIDS, ids=str)
def test_explicit_euler_keeps_the_maximum_principle_exactly_up_to_its_limit(grid):
    """Up to dx²/(2d) the new value is a mean of old values; beyond, one hot cell turns negative."""
    limit = grid.spacing**2 / (2 * grid.dimension)
    hot_cell = np.zeros(grid.shape)
    hot_cell[(1,) * grid.dimension] = 1.0
    field = LinearField(laplacian_matrix(grid), boundary_source(grid))
    below = solve(field, hot_cell.ravel(), [0, 50 * limit], "euler", dt=limit)
    assert below.min() >= 0 and below.max() <= 1
    beyond = solve(field, hot_cell.ravel(), [0, 1.2 * limit], "euler")
    assert beyond.min() < -0.1


def test_at_a_large_step_implicit_euler_keeps_the_maximum_principle_and_crank_nicolson_does_not():
    grid = Grid((41,), boundary="neumann")
    hot_cell = (np.arange(41) == 20).astype(float)
    implicit_euler = solve(laplacian_matrix(grid), hot_cell, [0, 10], "implicit_euler")[-1]
    crank_nicolson = solve(laplacian_matrix(grid), hot_cell, [0, 10], "crank_nicolson")[-1]
    assert -1e-12 <= implicit_euler.min() and implicit_euler.max() <= 1 + 1e-12
    assert crank_nicolson.min() < -0.1


@pytest.mark.parametrize("dimension", [1, 2])
def test_the_heat_kernel_holds_one_unit_of_heat(dimension):
    grid = Grid((81,) * dimension, spacing=0.25)
    kernel = heat_kernel(distance_from_middle(grid), t=0.5, alpha=1.5, dimension=dimension)
    assert kernel.sum() * grid.spacing**dimension == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("dimension", [1, 2])
def test_the_heat_kernel_is_what_a_simulation_gives(dimension):
    """From the kernel at t = 0.5 the simulation reaches the kernel at t = 1, at second order in dx."""
    alpha, errors = 1.5, []
    for cells in (31, 61):
        grid = Grid((cells,) * dimension, spacing=20 / cells)
        r = distance_from_middle(grid)
        start, stop = (heat_kernel(r, t, alpha, dimension) for t in (0.5, 1.0))
        end = solve(alpha * laplacian_matrix(grid), start.ravel(), [0.5, 1.0], "exponential")[-1]
        errors.append(np.abs(end - stop.ravel()).max() / stop.max())
    assert errors[1] < 0.01
    assert np.log2(errors[0] / errors[1]) / np.log2(61 / 31) == pytest.approx(2, abs=0.3)


def distance_from_middle(grid):
    squares = [(x - extent / 2) ** 2 for x, extent in zip(grid.coordinates(), grid.extent, strict=True)]
    return np.sqrt(sum(np.meshgrid(*squares, indexing="ij")))


def test_a_kernel_at_time_zero_is_refused():
    with pytest.raises(ValueError, match="t is 0; the heat kernel needs t > 0"):
        heat_kernel(1.0, 0)


def test_between_two_fixed_ends_the_temperature_becomes_a_straight_line():
    grid = Grid((10,), boundary="dirichlet", value=1.0)
    source = boundary_source(grid) * (np.arange(10) < 5)  # 1 left of the first cell, 0 right of the last
    end = solve(LinearField(laplacian_matrix(grid), source), np.zeros(10), [0, 1e6], "implicit_euler", dt=1e5)
    np.testing.assert_allclose(end[-1], 1 - np.arange(1, 11) / 11, atol=1e-10)


@pytest.mark.parametrize("grid", GRIDS, ids=str)
def test_the_heat_equation_descends_the_dirichlet_energy(grid):
    """Central differences of a quadratic energy are exact: its gradient is minus the Laplacian."""
    u, direction = RNG.normal(size=(2, *grid.shape))
    slope = (dirichlet_energy(u + direction, grid) - dirichlet_energy(u - direction, grid)) / 2
    gradient = -grid.laplacian(u) * grid.spacing**grid.dimension
    assert slope == pytest.approx((gradient * direction).sum(), rel=1e-11)


def test_the_energy_of_a_slope():
    grid = Grid((50,), spacing=0.1, boundary="neumann")
    assert dirichlet_energy(3 * grid.coordinates()[0], grid) == pytest.approx(9 / 2 * 4.9)


@pytest.mark.parametrize("grid", GRIDS, ids=str)
def test_constant_conductivity_is_the_laplacian(grid):
    field = RNG.normal(size=grid.shape)
    expected = 2.5 * grid.laplacian(field)
    np.testing.assert_allclose(inhomogeneous_diffusion(field, 2.5, grid), expected, atol=1e-12)


@pytest.mark.parametrize("grid", CLOSED, ids=str)
def test_inhomogeneous_diffusion_only_moves_heat(grid):
    field, conductivity = RNG.normal(size=grid.shape), RNG.random(grid.shape)
    change = inhomogeneous_diffusion(field, conductivity, grid)
    assert abs(change.sum()) < 1e-11 < np.abs(change).max()


def test_inhomogeneous_diffusion_is_second_order():
    errors = []
    for cells in (40, 80):
        grid = Grid((cells,), spacing=2 * np.pi / cells)
        x = grid.coordinates()[0]
        exact = -2 * np.sin(x) - np.sin(2 * x)  # d/dx [(2 + cos x) d/dx sin x]
        errors.append(np.abs(inhomogeneous_diffusion(np.sin(x), 2 + np.cos(x), grid) - exact).max())
    assert np.log2(errors[0] / errors[1]) == pytest.approx(2, abs=0.05)


def test_no_heat_passes_an_insulating_layer():
    grid, field = Grid((9,), boundary="neumann"), np.arange(9.0)
    conductivity = np.where(np.arange(9) // 3 == 1, 0.0, 1.0)
    change = inhomogeneous_diffusion(field, conductivity, grid)
    assert change[4] == 0 and change[:4].sum() == pytest.approx(0.0) and change[:4].any()


@pytest.mark.parametrize("grid", CLOSED, ids=str)
def test_perona_malik_conserves_and_becomes_the_heat_equation_for_large_contrast(grid):
    image = RNG.random(grid.shape)
    assert abs(perona_malik(grid, 0.2)(0.0, image).sum()) < 1e-12
    np.testing.assert_allclose(perona_malik(grid, 1e8)(0.0, image), grid.laplacian(image), atol=1e-12)


def test_perona_malik_removes_noise_and_keeps_the_edge():
    grid = Grid((24, 24), boundary="neumann")
    clean = np.broadcast_to(np.arange(24) >= 12, (24, 24)).astype(float)
    noisy = clean + 0.05 * RNG.normal(size=clean.shape)
    smoothed = {
        "perona_malik": solve(perona_malik(grid, 0.1), noisy, [0, 5], "euler", dt=0.2)[-1],
        "heat": solve(lambda t, u: grid.laplacian(u), noisy, [0, 5], "euler", dt=0.2)[-1],
    }
    error = {name: np.abs(image - clean).mean() for name, image in smoothed.items()}
    assert error["perona_malik"] < 0.5 * np.abs(noisy - clean).mean() < 0.5 * error["heat"]


def test_faces_outnumber_cells_by_one():
    shapes = [gradient.shape for gradient in face_gradients(np.zeros((6, 9)), Grid((6, 9)))]
    assert shapes == [(7, 9), (6, 10)]


def test_a_field_of_another_grid_is_refused():
    with pytest.raises(
        ValueError, match=r"shape \(5,\) on a grid of shape \(5, 5\); give one value per cell"
    ):
        dirichlet_energy(np.zeros(5), Grid((5, 5)))


def test_a_contrast_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="contrast is 0; wanted a positive slope"):
        perona_malik(Grid((5, 5)), 0)
