"""Arithmetic on Cells is NumPy's arithmetic: the same values, and the precision of the field."""

import numpy as np
import pytest
from numba import njit

import pdecourse.kernels.arithmetic  # noqa: F401  teaches numba the operators
from pdecourse.kernels.memory import lanes, load, store

FORMULAS = {
    "sum of everything": lambda u: 1 + u - 0.5 + (2 - u) + (u + u),
    "products and quotients": lambda u: 3 * u / 7 + 2 / u - u / u,
    "powers": lambda u: u**3 - u**2 + u**1,
    "signs": lambda u: -u * (-2),
}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", FORMULAS)
def test_formulas_on_cells_equal_numpy(name, dtype):
    formula = njit(FORMULAS[name])

    @njit
    def apply(source, target):
        for column in range(0, source[0].shape[1], lanes(source)):
            store(target, 0, column, formula(load(source, 0, column)))

    row = np.random.default_rng(0).uniform(0.5, 1.5, (1, 64)).astype(dtype)
    result = np.zeros_like(row)
    apply((row,), (result,))
    expected = FORMULAS[name](row)
    assert expected.dtype == dtype
    np.testing.assert_allclose(result, expected, rtol=8 * np.finfo(dtype).eps)


def test_a_tuple_holds_one_number_per_species():
    @njit
    def scale(fields, factors):
        store(fields, 0, 0, factors * load(fields, 0, 0))

    fields = tuple(np.ones((1, 16), np.float32) for _ in range(2))
    scale(fields, (2.0, 3.0))
    assert (fields[0] == 2).all() and (fields[1] == 3).all()
