"""The solvers keep their promises on a trained network, and so do the stored numbers."""

import pytest
from stored import stored

from pdecourse.experiments import step_size

pytestmark = pytest.mark.usefixtures("one_thread")


def integrate(solver, step):
    return step_size.run("integrate", "digits", solver, step, None, 0)


def test_the_exact_solver_has_no_error_and_others_have_their_order():
    assert integrate("exponential", None)["error"] == 0
    for solver, order in (("euler", 1), ("crank_nicolson", 2), ("rk4", 4)):
        coarse, fine = (integrate(solver, step)["error"] for step in (0.25, 0.125))
        assert coarse / fine == pytest.approx(2**order, rel=0.15)


def test_the_maximum_principle_holds_for_short_explicit_and_any_implicit_steps():
    for solver, step in (("euler", 1.0), ("implicit_euler", 0.5), ("implicit_euler", 16.0)):
        assert integrate(solver, step)["largest"] <= 1 + 1e-12
    assert integrate("adams_bashforth4", 2.0)["largest"] > 10


def test_work_is_counted():
    assert integrate("rk4", 1.0)["evaluations"] == 4 * integrate("rk4", 1.0)["steps"] == 64
    assert integrate("implicit_euler", 4.0)["steps"] == 4


def test_stored_theorems_1_and_2():
    result = stored("step_size")
    for run in result.select(part="integrate", solver="implicit_euler"):
        assert run["largest"] <= 1 + 1e-9
    for run in result.select(part="integrate", solver="euler"):
        assert (run["largest"] <= 1 + 1e-9) == (run["step"] <= 1)


def test_stored_accuracy_needs_stability_and_little_precision():
    result = stored("step_size")
    exact = result.summary("test", part="integrate", solver="exponential").mean
    for run in result.select(part="integrate"):
        if run["error"] < 0.02:
            assert abs(run["test"] - exact) < 0.01
        if run["largest"] > 10:
            assert run["test"] < 0.5
