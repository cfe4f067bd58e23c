"""The claims of chapter 2, as experiments that could fail."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from claims import claim
from pdecourse import FitzHughNagumo, GrayScott, Grid, simulate
from pdecourse.turing import analyze

RNG = np.random.default_rng(2)


@claim("prop-steady")
@pytest.mark.parametrize("F", [0.02, 0.037, 0.06])
def test_further_steady_states_exist_up_to_the_saddle_node_and_the_trivial_one_is_always_stable(F):
    fold = np.sqrt(F) / 2 - F
    assert len(GrayScott(F, fold - 1e-4).steady_states()) == 3
    (only,) = GrayScott(F, fold + 1e-4).steady_states()
    np.testing.assert_allclose(only, (1, 0))
    for k in (fold - 1e-4, fold + 1e-4):
        trivial = next(s for s in analyze(GrayScott(F, k)).states if abs(s.values[1]) < 1e-9)
        assert trivial.kind == "stable"


@claim("prop-steady")
@pytest.mark.parametrize("seed", range(10))
def test_pure_substrate_shrugs_off_every_small_wave_at_any_parameters(seed):
    """At (1, 0) the rates see no linear term in v but its loss, whatever F, k and the diffusion are."""
    rng = np.random.default_rng(seed)
    F, k, diffusion = *rng.uniform(1e-3, 0.3, 2), rng.uniform(0, 2, 2)
    h = 1e-7
    columns = [np.array(GrayScott.rates(1 + du, dv, F, k)) / h for du, dv in ((h, 0), (0, h))]
    for squared in (0, 0.1, 1, 30):
        growth = np.linalg.eigvals(np.transpose(columns) - squared * np.diag(diffusion)).real
        assert growth.max() <= -min(F, F + k) + 1e-6
    expected = 2 if k <= np.sqrt(F) / 2 - F else 0
    assert len(GrayScott(F, k).steady_states()) - 1 == expected


@claim("prop-empties")
@pytest.mark.parametrize(("F", "k"), [(0.037, 0.060), (0.02, 0.055), (0.06, 0.0635)])
def test_a_stirred_beaker_beyond_the_saddle_node_empties(F, k):
    assert k > np.sqrt(F) / 2 - F
    for start in RNG.uniform((0, 0), (1, 2), (10, 2)):
        orbit = solve_ivp(lambda t, y: GrayScott.rates(*y, F, k), (0, 4000), start, rtol=1e-8, atol=1e-10)
        np.testing.assert_allclose(orbit.y[:, -1], (1, 0), atol=1e-5)


@claim("thm-limit")
@pytest.mark.parametrize("D", [0.16, 2.0])
def test_explicit_euler_amplifies_nothing_up_to_the_limit_and_the_checkerboard_beyond(D):
    grid = Grid((8, 6), spacing=0.5)
    limit = grid.spacing**2 / (4 * D)
    y, x = np.indices(grid.shape)
    for mode in (1.0 - 2 * ((x + y) % 2), *RNG.normal(size=(5, *grid.shape))):
        for step in RNG.uniform(0, limit, 5):
            after = mode + step * D * grid.laplacian(mode)
            assert np.linalg.norm(after) <= np.linalg.norm(mode) * (1 + 1e-12)
    checkerboard = 1.0 - 2 * ((x + y) % 2)
    beyond = checkerboard + 1.01 * limit * D * grid.laplacian(checkerboard)
    np.testing.assert_allclose(np.abs(beyond), 1.02)


@claim("prop-bounds")
@pytest.mark.parametrize("boundary", ["periodic", "neumann"])
@pytest.mark.parametrize("name", ["labyrinth", "noise"])
def test_gray_scott_keeps_its_bounds(name, boundary):
    model, grid = GrayScott(0.037, 0.060), Grid((32, 32), boundary=boundary)
    noise = np.stack([RNG.uniform(0, 1, grid.shape), RNG.uniform(0, 0.8, grid.shape)])
    initial = model.initial(grid, np.random.default_rng(0)) if name == "labyrinth" else noise
    run = simulate(model, grid, steps=2000, save_every=20, initial=initial, dtype="float64")
    u, v = run.states[:, 0], run.states[:, 1]
    assert u.min() >= 0 and u.max() <= 1 + 1e-12 and v.min() >= 0
    mean = (u + v).mean(axis=(1, 2))
    assert mean.max() <= max(1, mean[0]) + 1e-12


@claim("prop-front")
@pytest.mark.parametrize(("D", "w0"), [(1.0, -0.2), (0.5, -0.3), (1.5, 0.1)])
def test_the_front_moves_at_the_stated_speed(D, w0):
    low, middle, high = np.sort(np.roots([-1 / 3, 0, 1, -w0]).real)
    np.testing.assert_allclose(FitzHughNagumo.rates(middle, w0, 0.04, 0.7, 0.8, 0.0)[0], 0, atol=1e-12)
    speed = np.sqrt(D / 6) * (low + high - 2 * middle)
    x = np.arange(600) * 0.2
    v = np.where(x < 40, high, low)
    places, dt = [], 0.01
    for step in range(6001):
        if step % 3000 == 0:
            places.append(np.interp(0, -v + middle, x))
        padded = np.pad(v, 1, mode="edge")
        v = v + dt * (D * np.diff(padded, 2) / 0.04 - (v - low) * (v - middle) * (v - high) / 3)
    assert (places[2] - places[1]) / 30 == pytest.approx(speed, rel=0.02, abs=0)
