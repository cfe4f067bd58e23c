"""The compiled kernels do what the NumPy one does, on every boundary, shape and number of steps per pass."""

import subprocess
import sys

import numpy as np
import pytest
from reactions import BOUNDARIES, TOLERANCE, Inert, step_size

from pdecourse import GrayScott, Grid
from pdecourse.kernels import cpu, fused, reference

SHAPES = [(17, 13), (3, 70), (70, 3), (64, 33)]


def advanced(module, reaction, grid, state, steps, dtype="float64", dt=None, **options):
    """Return ``state`` after ``steps`` steps of ``module``'s kernel."""
    dt = dt or step_size(reaction, grid)
    stepper = module.compile_stepper(reaction, grid, reaction.diffusion, dt, dtype, **options)
    stepper.load(state)
    stepper.advance(steps)
    return stepper.read()


@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("levels", [1, 8])
def test_every_kernel_equals_numpy_after_100_steps(reaction, random_state, boundary, dtype, levels):
    for shape in SHAPES:
        grid, state = Grid(shape, spacing=0.8, boundary=boundary, value=0.3), random_state(reaction, shape)
        expected = advanced(reference, reaction, grid, state, 100, dtype)
        result = advanced(cpu, reaction, grid, state, 100, dtype, levels=levels)
        assert result.dtype == dtype
        scale = max(1, np.abs(expected).max())
        np.testing.assert_allclose(
            result, expected, rtol=0, atol=scale * TOLERANCE[dtype], err_msg=f"{shape}"
        )


@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("levels", [1, 8])
def test_threads_change_nothing(monkeypatch, random_state, boundary, levels):
    monkeypatch.setattr(cpu, "SECOND_CACHE", 0)  # or these grids would be too small for threads
    for shape in SHAPES:
        grid, state = Grid(shape, boundary=boundary, value=0.3), random_state(GrayScott(), shape)
        results = [
            advanced(cpu, GrayScott(), grid, state, 20, levels=levels, parallel=parallel)
            for parallel in (True, False)
        ]
        np.testing.assert_array_equal(*results)


@pytest.mark.parametrize("levels", [2, 3, 16])
@pytest.mark.parametrize("steps", [1, 2, 7, 33])
def test_any_number_of_steps_splits_into_passes(random_state, levels, steps):
    reaction, grid = GrayScott(), Grid((20, 20), boundary="dirichlet", value=(1.0, 0.0))
    state = random_state(reaction, grid.shape)
    expected = advanced(reference, reaction, grid, state, steps)
    np.testing.assert_allclose(
        advanced(cpu, reaction, grid, state, steps, levels=levels), expected, atol=1e-12
    )


@pytest.mark.parametrize("height", [1, 2, 5])
def test_the_ring_may_have_any_height(monkeypatch, random_state, height):
    monkeypatch.setattr(cpu, "rows_per_visit", lambda row_bytes: height)
    reaction, grid = GrayScott(), Grid((40, 20))
    state = random_state(reaction, grid.shape)
    expected = advanced(reference, reaction, grid, state, 20)
    np.testing.assert_allclose(advanced(cpu, reaction, grid, state, 20, levels=4), expected, atol=1e-12)


def test_the_automatic_number_of_levels_blocks_large_grids_only():
    row = 2 * 4 * 1024
    assert cpu.steps_per_pass(64, bands=1, row_bytes=2 * 4 * 64, height=4) == 1
    assert cpu.steps_per_pass(1024, bands=2, row_bytes=row, height=4) > 4
    assert cpu.steps_per_pass(1024, bands=1024, row_bytes=row, height=4) == 1


@pytest.mark.parametrize("boundary", ["periodic", "neumann"])
@pytest.mark.parametrize("levels", [1, 8])
def test_diffusion_alone_keeps_the_mass(random_state, boundary, levels):
    grid, state = Grid((33, 47), boundary=boundary), random_state(Inert(), (33, 47))
    final = advanced(cpu, Inert(), grid, state, 1000, dt=1.0, levels=levels)
    np.testing.assert_allclose(final.sum(axis=(1, 2)), state.sum(axis=(1, 2)), rtol=1e-13)
    assert final.std() < 0.1 * state.std()


@pytest.mark.parametrize("boundary", ["periodic", "neumann"])
def test_a_mirrored_state_stays_mirrored(random_state, boundary):
    """Both directions along both axes are treated alike, to the last bit."""
    grid, half = Grid((24, 40), boundary=boundary), random_state(GrayScott(), (12, 20))
    state = np.concatenate([half, half[:, ::-1]], axis=1)
    state = np.concatenate([state, state[:, :, ::-1]], axis=2)
    final = advanced(cpu, GrayScott(), grid, state, 50)
    np.testing.assert_allclose(final, final[:, ::-1, ::-1], rtol=0, atol=1e-14)


@pytest.mark.parametrize("levels", [1, 8])
def test_a_blow_up_is_visible(random_state, levels):
    grid, state = Grid((20, 20)), 50 * random_state(GrayScott(), (20, 20))
    assert not np.isfinite(advanced(cpu, GrayScott(), grid, state, 200, dt=1.0, levels=levels)).all()


def test_the_callers_array_is_never_written_to(random_state):
    state = random_state(GrayScott(), (20, 20))
    before = state.copy()
    stepper = cpu.compile_stepper(GrayScott(), Grid((20, 20)), (0.16, 0.08), 1.0, "float64")
    stepper.load(state)
    stepper.advance(3)
    first = stepper.read()
    kept = first.copy()
    stepper.advance(3)
    np.testing.assert_array_equal(state, before)
    np.testing.assert_array_equal(first, kept)


def test_a_stepper_can_be_loaded_again(random_state):
    grid, state = Grid((20, 20), boundary="dirichlet", value=0.5), random_state(GrayScott(), (20, 20))
    stepper = cpu.compile_stepper(GrayScott(), grid, (0.16, 0.08), 1.0, "float64")
    results = []
    for _ in range(2):
        stepper.load(state)
        stepper.advance(5)
        results.append(stepper.read())
    np.testing.assert_array_equal(*results)


def test_one_compilation_serves_all_parameters(random_state):
    state, compiled = random_state(GrayScott(), (20, 20)), []
    for reaction, grid in [
        (GrayScott(0.03, 0.06), Grid((20, 20))),
        (GrayScott(0.05, 0.07), Grid((20, 20), 0.9, "neumann")),
    ]:
        advanced(cpu, reaction, grid, state, 1, levels=1)
        compiled.append(len(fused.advance_serial.signatures))
    assert compiled[0] == compiled[1]


FIRST_STEP = """
import numpy as np
from pdecourse import GrayScott, Grid
from pdecourse.kernels import cpu, fused

class {name}(GrayScott):
    @staticmethod
    def rates(u, v, F, k):
        return {rate}, -k * v

stepper = cpu.compile_stepper({name}(), Grid((20, 20)), (0.16, 0.08), 1.0)
stepper.load(np.ones((2, 20, 20)))
stepper.advance(1)
print(sum(fused.advance_serial.stats.cache_hits.values()), stepper.read()[0, 0, 0])
"""


def test_the_cache_on_disk_finds_a_kernel_again_but_only_for_the_same_rates(tmp_path, monkeypatch):
    """It also survives reactions that later processes do not know."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    printed = []
    for name, rate in [("Mine", "1 - u"), ("Mine", "1 - u"), ("Mine", "2 - u"), ("Yours", "1 - u")]:
        command = [sys.executable, "-c", FIRST_STEP.format(name=name, rate=rate)]
        run = subprocess.run(command, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        printed.append(run.stdout.split())
    assert printed == [["0", "1.0"], ["1", "1.0"], ["0", "2.0"], ["0", "1.0"]]
