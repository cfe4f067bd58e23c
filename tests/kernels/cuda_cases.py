"""What a CUDA kernel must do. ``test_cuda.py`` runs these on the GPU, or else in numba's simulator."""

import numpy as np
import pytest
from reactions import BOUNDARIES, REACTIONS, TOLERANCE, step_size

from pdecourse import Grid
from pdecourse.kernels import cuda, reference

SHAPES = [(27, 15), (5, 3)]
STEPS = 6


@pytest.fixture(scope="module", autouse=True)
def small_blocks():
    """Let a small grid need several tiles, and spare the simulator most of its threads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cuda, "TILE_WIDTH", 20)
        patch.setattr(cuda, "THREADS", (4, 2))
        yield


@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("tiled", [False, True])
@pytest.mark.parametrize("name", REACTIONS)
def test_cuda_equals_numpy(name, boundary, tiled, dtype):
    reaction = REACTIONS[name]
    for shape in SHAPES if dtype == "float32" else SHAPES[1:]:
        grid = Grid(shape, spacing=0.8, boundary=boundary, value=0.3)
        state = np.random.default_rng(0).uniform(0.5, 1.5, (len(reaction.species), *shape))
        before, results = state.copy(), []
        for module, options in ((reference, {}), (cuda, {"tiled": tiled})):
            dt = step_size(reaction, grid)
            stepper = module.compile_stepper(reaction, grid, reaction.diffusion, dt, dtype, **options)
            stepper.load(state)
            stepper.advance(STEPS)
            results.append(stepper.read())
        assert results[1].dtype == dtype
        scale = max(1, np.abs(results[0]).max())
        np.testing.assert_allclose(results[1], results[0], rtol=0, atol=scale * TOLERANCE[dtype])
        np.testing.assert_array_equal(state, before)


def test_preflight_says_nothing_where_cuda_works():
    assert cuda.preflight() == ""
