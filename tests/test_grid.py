"""The reference Laplacian: exact on quadratics, second order, conserving, and right at each boundary."""

import numpy as np
import pytest

from pdecourse import Grid
from pdecourse.grid import BOUNDARIES


def test_laplacian_is_exact_on_quadratics_away_from_the_boundary():
    grid = Grid((12, 15), spacing=0.3)
    y, x = np.meshgrid(*grid.coordinates(), indexing="ij")
    interior = grid.laplacian(3 * x**2 - 2 * y**2 + x * y)[1:-1, 1:-1]
    np.testing.assert_allclose(interior, 2 * 3 - 2 * 2, atol=1e-10)


def test_laplacian_is_second_order_on_a_periodic_wave():
    def error(n):
        grid = Grid((n, n), spacing=1 / n)
        y, x = np.meshgrid(*grid.coordinates(), indexing="ij")
        wave = np.sin(2 * np.pi * x) * np.cos(4 * np.pi * y)
        return np.abs(grid.laplacian(wave) + (4 + 16) * np.pi**2 * wave).max()

    assert np.log2(error(32) / error(64)) == pytest.approx(2, abs=0.05)


def test_eigenvalue_of_the_checkerboard_is_the_largest():
    board = (-1.0) ** np.add.outer(np.arange(8), np.arange(10))
    np.testing.assert_allclose(Grid((8, 10), spacing=0.5).laplacian(board), -8 / 0.25 * board)


@pytest.mark.parametrize("boundary", ["periodic", "neumann"])
@pytest.mark.parametrize("shape", [(7, 5), (11,)])
def test_closed_boundaries_conserve_the_total(boundary, shape):
    field = np.random.default_rng(0).random((3, *shape))
    total = Grid(shape, 0.2, boundary).laplacian(field).sum(axis=tuple(range(1, field.ndim)))
    np.testing.assert_allclose(total, 0, atol=1e-10)


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_laplacian_equals_a_loop_over_cells(boundary):
    grid = Grid((4, 3), 0.5, boundary, value=(2.0, -1.0))
    field = np.random.default_rng(1).random((2, 4, 3))

    def cell(s, i, j):
        if boundary == "periodic":
            return field[s, i % 4, j % 3]
        inside = 0 <= i < 4 and 0 <= j < 3
        if boundary == "dirichlet" and not inside:
            return grid.value[s]
        return field[s, np.clip(i, 0, 3), np.clip(j, 0, 2)]

    expected = [
        [
            [
                sum(cell(s, i + a, j + b) - field[s, i, j] for a, b in ((1, 0), (-1, 0), (0, 1), (0, -1)))
                / 0.25
                for j in range(3)
            ]
            for i in range(4)
        ]
        for s in range(2)
    ]
    np.testing.assert_allclose(grid.laplacian(field), expected, atol=1e-12)


def test_dirichlet_field_relaxes_to_the_outside_value():
    grid, field = Grid((5, 5), 1.0, "dirichlet", value=3.0), np.zeros((5, 5))
    for _ in range(500):
        field = field + 0.2 * grid.laplacian(field)
    np.testing.assert_allclose(field, 3.0, atol=1e-6)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (dict(shape=(2, 8)), "at least 3 cells"),
        (dict(shape=(4, 4, 4)), r"wanted \(ny, nx\) or \(n,\)"),
        (dict(shape=(4, 4), spacing=0.0), "positive length"),
        (dict(shape=(4, 4), boundary="open"), "choose one of .*'neumann'"),
    ],
)
def test_bad_grids_are_refused_with_a_reason(arguments, message):
    with pytest.raises(ValueError, match=message):
        Grid(**arguments)


def test_wrong_number_of_dirichlet_values():
    grid = Grid((4, 4), boundary="dirichlet", value=(1.0, 2.0, 3.0))
    with pytest.raises(ValueError, match="3 Dirichlet values for 2 species"):
        grid.ghost_values(2)
