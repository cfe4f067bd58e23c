"""Times, steps, and what is said when a run fails."""

import numpy as np
import pytest

from pdecourse.grid import Grid
from pdecourse.heat import laplacian_matrix, perona_malik
from pdecourse.solvers import (
    SOLVERS,
    BlowUp,
    LinearField,
    NotConverged,
    SplitField,
    integrate,
    linear_field,
    solve,
)


class Recorder:
    """A field that does not change anything and notes when it was asked."""

    def __init__(self):
        self.times = []

    def __call__(self, t, x):
        self.times.append(t)
        return 0 * x


def test_steps_are_at_most_dt_and_land_on_every_time():
    field = Recorder()
    states = solve(field, 1.0, [0, 0.25, 1], "euler", dt=0.1)
    assert states.tolist() == [1, 1, 1]
    assert field.times == pytest.approx([0, 1 / 12, 2 / 12, *(0.25 + 0.75 / 8 * np.arange(8))])


def test_round_off_does_not_add_a_step():
    field = Recorder()
    solve(field, 1.0, [0, 0.3], "euler", dt=0.1)
    assert len(field.times) == 3


def test_without_dt_there_is_one_step_between_times():
    field = Recorder()
    solve(field, np.ones(2), np.linspace(0, 1, 5), "euler")
    assert field.times == [0, 0.25, 0.5, 0.75]


def test_integers_are_integrated_as_real_numbers():
    assert solve(lambda t, x: -x, np.array([1, 2]), [0, 0.5], "euler")[-1].tolist() == [0.5, 1.0]


def test_there_is_one_factorisation_for_equal_steps(monkeypatch):
    factorisations = []
    monkeypatch.setattr(linear_field, "splu", lambda a, f=linear_field.splu: factorisations.append(a) or f(a))
    field = LinearField(laplacian_matrix(Grid((16,))))
    solve(field, np.arange(16.0), np.linspace(0, 1, 11), "crank_nicolson", dt=0.01)
    assert len(factorisations) == 1
    solve(field, np.arange(16.0), [0, 1], "crank_nicolson", dt=0.5)
    assert len(factorisations) == 2


@pytest.mark.parametrize("name", ["implicit_euler", "crank_nicolson"])
def test_newton_and_the_factorisation_agree_on_a_linear_field(name):
    matrix, x0 = laplacian_matrix(Grid((16,))), np.random.default_rng(0).normal(size=16)
    direct = solve(matrix, x0, [0, 5], name, dt=1)
    newton = solve(lambda t, x: matrix @ x, x0, [0, 5], name, dt=1)
    np.testing.assert_allclose(newton, direct, atol=1e-8)


def test_implicit_solvers_accept_fields_of_any_shape():
    grid = Grid((12, 10), boundary="neumann")
    image = np.random.default_rng(0).random((12, 10))
    field = perona_malik(grid, contrast=0.3)
    reference = solve(field, image, [0, 1], "rk4", dt=0.05)[-1]
    np.testing.assert_allclose(
        solve(field, image, [0, 1], "crank_nicolson", dt=0.05)[-1], reference, atol=1e-3
    )


def test_a_blow_up_says_at_which_step_and_what_to_do():
    stiff = LinearField(np.diag([-1.0, -1e4]))
    with pytest.raises(
        BlowUp, match=r"after step \d+, from t = .* with dt = 1; .* up to 2 / .*'implicit_euler'"
    ):
        solve(stiff, np.ones(2), [0, 1000], "euler", dt=1)


def test_an_implicit_blow_up_blames_the_field():
    with pytest.raises(BlowUp, match=r"after step \d+, .* the field itself grows without bound"):
        solve(LinearField(np.array([[1.5]])), np.ones(1), [0, 1e5], "implicit_euler", dt=1)


def test_an_implicit_step_without_solution_says_so():
    # y = x + dt y² has no real solution once 4 dt x > 1.
    with pytest.raises(
        NotConverged, match=r"step \d+, from t = .*: Newton's method left .*; take a smaller dt"
    ):
        solve(lambda t, x: x**2, np.array([1.0]), [0, 2], "implicit_euler", dt=0.5)


def test_the_exponential_wants_a_linear_field():
    with pytest.raises(TypeError, match=r"needs a linear field: a matrix or LinearField.*'rk4'"):
        solve(lambda t, x: -x, np.ones(2), [0, 1], "exponential")


def test_a_blow_up_of_a_split_field_blames_the_reaction():
    field = SplitField(np.array([[-1.0]]), lambda t, x: 1e200 * x)
    with pytest.raises(BlowUp, match=r"after step 2, .* so the reaction is too stiff or grows"):
        solve(field, np.ones(1), [0, 10], "imex_euler", dt=1)


def test_an_adaptive_solver_says_when_no_step_is_short_enough():
    with pytest.raises(BlowUp, match=r"dopri5 found no step short enough after t = 0 .*check it"):
        solve(lambda t, x: x**2, np.array([1.0]), [0, 2], "dopri5")


def test_unknown_solver_lists_the_choices():
    with pytest.raises(ValueError, match=r"unknown solver 'rk5'; choose one of .*'rk4'"):
        solve(lambda t, x: x, 1.0, [0, 1], "rk5")


@pytest.mark.parametrize("times", [[], [0, 0], [1, 0], [0, np.nan], [0, np.inf]])
def test_times_must_increase(times):
    with pytest.raises(ValueError, match="wanted finite, strictly increasing"):
        solve(lambda t, x: x, 1.0, times)


@pytest.mark.parametrize("dt", [0, -0.1, np.nan])
def test_dt_must_be_positive(dt):
    with pytest.raises(ValueError, match=f"dt is {dt}; wanted a positive"):
        solve(lambda t, x: x, 1.0, [0, 1], dt=dt)


def test_x0_must_be_finite():
    with pytest.raises(ValueError, match="x0 has entries that are not finite"):
        solve(lambda t, x: x, np.array([1.0, np.nan]), [0, 1])


def test_any_object_with_the_same_methods_is_a_solver():
    by_name = solve(lambda t, x: -x, 1.0, [0, 1], "heun", dt=0.1)
    np.testing.assert_array_equal(solve(lambda t, x: -x, 1.0, [0, 1], SOLVERS["heun"], dt=0.1), by_name)


@pytest.mark.parametrize(
    ("name", "evaluations"), [("euler", 10), ("rk4", 40), ("adams_bashforth4", 22), ("adams_moulton4", 29)]
)
def test_evaluations_are_counted(name, evaluations):
    """Adams methods evaluate once or twice per step, and take three steps with RK4 (which repeats one slope)."""
    solution = integrate(lambda t, x: -x, np.ones(2), [0, 1], name, dt=0.1)
    assert solution.work.evaluations == evaluations
    assert solution.work.step_sizes == pytest.approx([0.1] * 10)
    assert solution.work.iterations == 0


def test_newton_iterations_and_accepted_steps_are_counted():
    def field(t, x):
        return -(x**3)

    newton = integrate(field, np.ones(2), [0, 1], "implicit_euler", dt=0.5).work
    assert 2 <= newton.iterations < newton.evaluations
    dopri5 = integrate(field, np.ones(2), [0, 1], "dopri5").work
    assert sum(dopri5.step_sizes) >= 1
    assert dopri5.evaluations >= 6 * len(dopri5.step_sizes)


def test_old_slopes_survive_a_requested_time_but_not_a_change_of_step():
    def evaluations(times):
        return integrate(lambda t, x: -x, 1.0, times, "adams_bashforth4").work.evaluations

    assert evaluations(np.arange(11)) == 10 + 3 * 4
    assert evaluations([*range(6), *np.arange(6, 11, 0.5)]) > 10 + 3 * 4 + 9
