"""What the Turing checker predicts is what simulations do: wavelengths, growth rates, Gray–Scott."""

import functools
import math

import numpy as np
import pytest

from pdecourse import Grid, simulate, turing
from pdecourse.kinetics import Brusselator, GiererMeinhardt, GrayScott, Schnakenberg
from pdecourse.simulate import Trajectory, largest_stable_step

# Measuring known waves


@pytest.mark.parametrize(("m", "n"), [(0, 5), (7, 0), (3, 4), (6, 5)])
def test_wavelength_of_one_wave_is_exact_whatever_its_direction(m, n):
    grid = Grid((48, 64), spacing=0.5)
    y, x = np.meshgrid(*grid.coordinates(), indexing="ij")
    k = 2 * math.pi * np.array([m, n]) / grid.extent
    field = 3 + 0.1 * np.cos(k[0] * y + k[1] * x + 0.4)
    assert turing.measured_wavelength(field, grid) == pytest.approx(2 * math.pi / np.linalg.norm(k), rel=1e-9)


@pytest.mark.parametrize("boundary", ["neumann", "dirichlet"])
def test_wavelength_between_walls_comes_from_cosines(boundary):
    grid = Grid((40, 60), spacing=0.2, boundary=boundary)
    x = grid.coordinates()[1]
    field = np.broadcast_to(np.cos(math.pi * 9 * x / grid.extent[1]), grid.shape)
    assert turing.measured_wavelength(field, grid) == pytest.approx(2 * grid.extent[1] / 9, rel=1e-9)


def test_wavelength_on_a_line_and_under_a_change_of_units():
    grid = Grid((90,), spacing=1.0)
    field = np.sin(2 * math.pi * 6 * grid.coordinates()[0] / 90)
    assert turing.measured_wavelength(field, grid) == pytest.approx(15)
    assert turing.measured_wavelength(-5 * field + 2, Grid((90,), spacing=0.1)) == pytest.approx(1.5)


def test_wavelength_of_a_random_ring_is_found_between_the_bins():
    grid, rng = Grid((128, 128)), np.random.default_rng(2)
    axes = [2 * math.pi * np.fft.fftfreq(n) for n in grid.shape]
    length = np.hypot(*np.meshgrid(*axes, indexing="ij"))
    noise = np.fft.fftn(rng.standard_normal(grid.shape))
    field = np.fft.ifftn(noise * np.exp(-(((length - 0.47) / 0.03) ** 2))).real
    assert turing.measured_wavelength(field, grid) == pytest.approx(2 * math.pi / 0.47, rel=0.02)


def test_power_of_noise_is_flat():
    grid = Grid((128, 96))
    k, power = turing.radial_spectrum(np.random.default_rng(4).standard_normal(grid.shape), grid)
    np.testing.assert_allclose(np.diff(k, prepend=0), 2 * math.pi / 96)
    assert power[k > 0.5].mean() == pytest.approx(128 * 96, rel=0.1)
    assert np.all(np.abs(power[k > 1] / (128 * 96) - 1)[:30] < 0.5)


def test_fields_without_a_wavelength_are_refused():
    with pytest.raises(ValueError, match="uniform"):
        turing.measured_wavelength(np.full((8, 8), 0.3), Grid((8, 8)))
    with pytest.raises(ValueError, match=r"trajectory\.final\[0\]"):
        turing.measured_wavelength(np.zeros((2, 8, 8)), Grid((8, 8)))


def test_growth_rate_of_a_growing_wave_is_exact():
    grid, times = Grid((16, 32)), np.linspace(0, 5, 11)
    wave = np.cos(2 * math.pi * 4 * grid.coordinates()[1] / 32) * np.ones((16, 1))
    states = np.stack([[wave * 0, 2 + 1e-3 * np.exp(0.37 * t) * wave] for t in times])
    run = Trajectory(times, states, Schnakenberg(), grid, (1.0, 1.0), 0.5)
    k = 2 * math.pi * 4 / 32
    assert turing.measured_growth_rate(run, k, species=1) == pytest.approx(0.37, rel=1e-9)
    assert turing.measured_growth_rate(run, k * 1.001, species=1, start=1, stop=3) == pytest.approx(
        0.37, rel=1e-9
    )
    with pytest.raises(ValueError, match=r"2 saved times .* smaller save_every"):
        turing.measured_growth_rate(run, k, start=1.0, stop=1.6)
    with pytest.raises(ValueError, match="start from noise"):
        turing.measured_growth_rate(run, k, species=0)


@pytest.mark.parametrize("k", [0.1, 0.7, math.pi / 0.6])
def test_grid_wavenumber_is_the_symbol_of_the_laplacian(k):
    grid = Grid((3, 400), spacing=0.6)
    wave = np.cos(k * grid.coordinates()[1]) * np.ones((3, 1))
    inner = np.s_[:, 1:-1]
    seen = -(turing.grid_wavenumber(k, 0.6) ** 2) * wave
    np.testing.assert_allclose(grid.laplacian(wave)[inner], seen[inner], atol=1e-12)


# Predicted and measured

ONSET = {
    "schnakenberg": (Schnakenberg(0.1, 0.9), (1.0, 10.0)),
    "brusselator": (Brusselator(3.0, 7.0), (1.0, 4.0)),
    "gierer_meinhardt": (GiererMeinhardt(0.1, 1.0), (1.0, 10.0)),
}


@functools.cache
def run_from_noise(name):
    """Simulate a system near onset on a square of eight predicted wavelengths, until the pattern is there."""
    kinetics, diffusion = ONSET[name]
    (state,) = turing.analyze(kinetics, diffusion).states
    sigma = state.growth_rate(state.wavenumber)
    grid = Grid((96, 96), spacing=state.wavelength / 12)
    dt = 0.8 * largest_stable_step(grid, diffusion)
    noise = 1e-3 * state.values.max() * np.random.default_rng(0).standard_normal((2, *grid.shape))
    steps = round(9 / sigma / dt)
    initial = state.values[:, None, None] + noise
    settings = dict(dt=dt, steps=steps, save_every=steps // 60, dtype="float64")
    return state, simulate(kinetics, grid, diffusion=diffusion, initial=initial, **settings)


@pytest.mark.parametrize("name", ONSET)
def test_predicted_wavelength_is_measured(name):
    state, run = run_from_noise(name)
    assert run.final[0].std() > 50 * run.states[0, 0].std()
    measured = turing.measured_wavelength(run.final[0], run.grid)
    assert measured == pytest.approx(state.wavelength, rel=0.10)


@pytest.mark.parametrize("name", ONSET)
def test_predicted_growth_rate_is_measured(name):
    state, run = run_from_noise(name)
    sigma = state.growth_rate(state.wavenumber)
    measured = turing.measured_growth_rate(run, state.wavenumber, start=1 / sigma, stop=4 / sigma)
    assert measured == pytest.approx(sigma, rel=0.05)
    on_this_grid = state.growth_rate(float(turing.grid_wavenumber(state.wavenumber, run.grid.spacing)))
    assert measured == pytest.approx(on_this_grid, rel=0.02)


@pytest.mark.parametrize(
    ("F", "k", "kind"), [(0.06, 0.0622, "turing"), (0.06, 0.058, "stable"), (0.037, 0.06, "stable")]
)
def test_gray_scott_does_from_noise_what_the_verdict_says(F, k, kind):
    """Noise of 1e-3 on the last state: inside the thin Turing region a pattern, elsewhere nothing."""
    kinetics, grid = GrayScott(F, k), Grid((96, 96))
    state = turing.analyze(kinetics).states[-1]
    assert state.kind == kind
    noise = 1e-3 * np.random.default_rng(0).standard_normal((2, *grid.shape))
    run = simulate(kinetics, grid, steps=2500, initial=state.values[:, None, None] + noise, dtype="float64")
    growth = run.final[1].std() / run.states[0, 1].std()
    if kind == "turing":
        assert growth > 50
        assert turing.measured_wavelength(run.final[1], grid) == pytest.approx(state.wavelength, rel=0.15)
    else:
        assert growth < 1e-3
