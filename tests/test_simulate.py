"""simulate and sweep: what they return, what they refuse, and what happens when a run goes wrong."""

import sys

import numpy as np
import pytest

import pdecourse.kernels
from pdecourse import FitzHughNagumo, GrayScott, Grid, simulate, sweep
from pdecourse.simulate import CHECK_EVERY, BlowUp, largest_stable_step

GRID = Grid((24, 20))


def test_saved_states_include_the_first_and_the_last():
    run = simulate(GrayScott(), GRID, dt=0.5, steps=25, save_every=10)
    np.testing.assert_array_equal(run.times, [0, 5, 10, 12.5])
    assert run.states.shape == (4, 2, 24, 20)
    assert run.states.dtype == np.float32
    np.testing.assert_array_equal(run.final, run.states[-1])


def test_saving_more_often_does_not_change_the_result():
    often = simulate(GrayScott(), GRID, steps=40, save_every=7)
    once = simulate(GrayScott(), GRID, steps=40)
    np.testing.assert_array_equal(often.final, once.final)


def test_two_runs_in_a_row_equal_one_long_run():
    long = simulate(GrayScott(), GRID, steps=60, dtype="float64")
    first = simulate(GrayScott(), GRID, steps=30, dtype="float64")
    second = simulate(GrayScott(), GRID, steps=30, initial=first.final, dtype="float64")
    np.testing.assert_array_equal(second.final, long.final)


def test_the_seed_decides_the_first_state():
    one, same, other = (simulate(GrayScott(), GRID, steps=1, seed=s).states[0] for s in (3, 3, 4))
    np.testing.assert_array_equal(one, same)
    assert np.abs(one - other).max() > 0.01


def test_the_caller_keeps_its_initial_array():
    initial = GrayScott().initial(GRID, np.random.default_rng(0))
    copy = initial.copy()
    simulate(GrayScott(), GRID, steps=5, initial=initial, dtype="float64")
    np.testing.assert_array_equal(initial, copy)


def test_one_explicit_euler_step_by_hand():
    u, v = 0.6, 0.3
    initial = np.broadcast_to(np.reshape([u, v], (2, 1, 1)), (2, 24, 20))
    final = simulate(GrayScott(F=0.04, k=0.06), GRID, dt=0.5, steps=1, initial=initial, dtype="float64").final
    np.testing.assert_allclose(final[0], u + 0.5 * (-u * v * v + 0.04 * (1 - u)))
    np.testing.assert_allclose(final[1], v + 0.5 * (u * v * v - (0.04 + 0.06) * v))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (dict(dt=2.0), r"largest safe dt is 1\.5625"),
        (dict(dt=0.0), "positive time step"),
        (dict(dt=float("nan")), "positive time step"),
        (dict(steps=0), "positive whole number"),
        (dict(steps=10.5), "positive whole number"),
        (dict(save_every=-1), "save_every is -1"),
        (dict(diffusion=(0.1,)), "one for each of u, v"),
        (dict(diffusion=(0.1, -0.1)), "non-negative"),
        (dict(dtype="float16"), r"choose one of \['float32', 'float64'\]"),
        (dict(backend="gpu"), r"choose one of \['cpu', 'cuda', 'numpy'\]"),
        (dict(initial=np.zeros((2, 20, 24))), r"wanted \(2, 24, 20\)"),
        (dict(initial=np.zeros((2, 24, 20), complex)), "wanted real numbers"),
        (dict(initial=np.full((2, 24, 20), np.inf)), r"initial is inf at \(0, 0, 0\)"),
    ],
)
def test_bad_input_is_refused_before_time_is_spent(arguments, message, monkeypatch):
    monkeypatch.setattr(pdecourse.kernels, "import_module", lambda name: pytest.fail("a kernel was compiled"))
    with pytest.raises(ValueError, match=message):
        simulate(GrayScott(), GRID, **arguments)


def test_the_largest_stable_step_is_stable_and_a_larger_one_is_not():
    noise = np.random.default_rng(0).uniform(-1, 1, (8, 10))
    limit = largest_stable_step(Grid((8, 10), spacing=0.5), (0.3, 0.1))

    def growth(dt):
        field = noise
        for _ in range(400):
            field = field + dt * 0.3 * Grid((8, 10), spacing=0.5).laplacian(field)
        return np.abs(field).max()

    assert growth(limit) <= 1
    assert growth(1.02 * limit) > 1e3


def test_a_blow_up_stops_soon_says_when_and_keeps_what_was_saved():
    initial = np.full((2, 24, 20), 40.0)
    with pytest.raises(BlowUp, match=r"stopped being finite at step .* try dt") as caught:
        simulate(GrayScott(), GRID, steps=10**9, initial=initial)
    assert 1 <= caught.value.step <= CHECK_EVERY
    np.testing.assert_array_equal(caught.value.trajectory.final, initial)
    with np.errstate(over="ignore", invalid="ignore"):
        before = simulate(GrayScott(), GRID, steps=caught.value.step - 1, initial=initial).final
    assert np.isfinite(before).all()


def test_ctrl_c_keeps_the_states_saved_so_far(monkeypatch):
    compile_stepper, advanced = pdecourse.kernels.compile_stepper, []

    def impatient(*arguments):
        stepper = compile_stepper(*arguments)
        advance = stepper.advance

        def advance_three_times(steps):
            if len(advanced) == 3:
                raise KeyboardInterrupt
            advanced.append(steps)
            advance(steps)

        stepper.advance = advance_three_times
        return stepper

    monkeypatch.setattr(sys.modules["pdecourse.simulate"], "compile_stepper", impatient)
    run = simulate(GrayScott(), GRID, steps=100, save_every=10, backend="numpy")
    assert run.interrupted
    np.testing.assert_array_equal(run.times, [0, 10, 20, 30])


def test_a_sweep_equals_its_runs_one_by_one():
    runs = [GrayScott(F, 0.06) for F in (0.03, 0.037, 0.045)]
    result = sweep(runs, GRID, steps=50, seed=2)
    for kinetics, final in zip(result.kinetics, result.finals, strict=True):
        np.testing.assert_allclose(final, simulate(kinetics, GRID, steps=50, seed=2).final, atol=1e-6)
    assert not result.failures


def test_a_failed_run_does_not_stop_the_sweep():
    initial = np.full((2, 24, 20), 1.6)
    result = sweep(
        [FitzHughNagumo(epsilon=0.08), FitzHughNagumo(epsilon=1e6)], GRID, dt=0.1, steps=300, initial=initial
    )
    assert list(result.failures) == [1]
    assert "blew up" in result.failures[1]
    assert np.isnan(result.finals[1]).all()
    assert np.isfinite(result.finals[0]).all()


def test_a_sweep_refuses_what_simulate_refuses():
    with pytest.raises(ValueError, match=r"choose one of \['float32', 'float64'\]"):
        sweep([GrayScott()], GRID, dtype="float16")


def test_an_empty_sweep_is_refused():
    with pytest.raises(ValueError, match="no parameter sets"):
        sweep([], GRID)
