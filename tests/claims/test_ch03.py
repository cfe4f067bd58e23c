"""Every statement proved in chapter 3, held against spectra computed by brute force."""

import math

import numpy as np
import pytest

from claims import claim
from pdecourse import turing
from pdecourse.kinetics import Brusselator, LinearKinetics, Schnakenberg

RNG = np.random.default_rng(3)
Q = np.concatenate([[0.0], np.geomspace(1e-4, 1e3, 4000)])  # k²


def spectra(jacobian, diffusion):
    """Return the eigenvalues of J − qD for every q in Q, shape (q, 2)."""
    return np.linalg.eigvals(jacobian - Q[:, None, None] * np.diag(diffusion))


def stable_with_activator():
    """Draw a Jacobian with f_u > 0 > g_v and f_v g_u < 0 that is stable when stirred."""
    while True:
        f_u, g_v = RNG.uniform(0.1, 2), -RNG.uniform(0.2, 4)
        f_v = RNG.choice([-1, 1]) * RNG.uniform(0.2, 3)
        jacobian = np.array([[f_u, f_v], [-np.sign(f_v) * RNG.uniform(0.2, 3), g_v]])
        if np.trace(jacobian) < -0.05 and np.linalg.det(jacobian) > 0.05:
            return jacobian


def turing_unstable():
    """Draw such a Jacobian and diffusion coefficients 1.2 to 4 times beyond the critical ratio."""
    jacobian = stable_with_activator()
    d_u = RNG.uniform(0.2, 2)
    return jacobian, np.array([d_u, d_u * critical_ratio(jacobian) * RNG.uniform(1.2, 4)])


def critical_ratio(jacobian):
    """Return d_c of equation eq-critical."""
    (f_u, f_v), (g_u, _) = jacobian
    return ((math.sqrt(np.linalg.det(jacobian)) + math.sqrt(-f_v * g_u)) / f_u) ** 2


def test_two_cells_drive_each_other_apart_at_twice_the_deviation():
    jacobian, deviation = np.array([[5.0, -6.0], [6.0, -7.0]]), np.array([0.06, 0.02])
    exchange = np.diag([0.5, 4.5])
    np.testing.assert_allclose(jacobian @ deviation - 2 * exchange @ deviation, 2 * deviation)
    np.testing.assert_allclose(np.sort(np.linalg.eigvals(jacobian - 2 * exchange)), [-14, 2])
    report = turing.analyze(LinearKinetics(5, -6, 6, -7), (0.5, 4.5), eigenvalues=[0, 2])
    np.testing.assert_allclose(report.states[0].growth_rates, [-1, 2], atol=1e-6)


@claim("prop-equal")
def test_equal_diffusion_shifts_the_spectrum_and_destabilises_nothing():
    for _ in range(50):
        jacobian, d = stable_with_activator(), RNG.uniform(0.1, 5)
        sigma = spectra(jacobian, (d, d)).real.max(axis=1)
        np.testing.assert_allclose(sigma, np.linalg.eigvals(jacobian).real.max() - Q * d, atol=1e-9 * Q.max())
        assert sigma.max() < 0


@claim("thm-turing")
def test_the_conditions_hold_exactly_where_a_stable_state_has_growing_waves():
    verdicts = []
    drawn = [stable_with_activator() for _ in range(200)] + list(2 * RNG.standard_normal((300, 2, 2)))
    for jacobian, (d_u, d_v) in zip(drawn, np.exp(RNG.normal([0, 2], 1, (500, 2)))):
        sigma = spectra(jacobian, (d_u, d_v)).real.max(axis=1)
        trace, det = np.trace(jacobian), np.linalg.det(jacobian)
        left = d_v * jacobian[0, 0] + d_u * jacobian[1, 1]
        conditions = trace < 0 < det and left > 2 * math.sqrt(d_u * d_v * det)
        if det > 0 and abs(left - 2 * math.sqrt(d_u * d_v * det)) < 1e-3 * max(d_u, d_v):
            continue  # a band too thin for the samples in Q
        assert conditions == (sigma[0] < 0 < sigma.max())
        if conditions:
            assert jacobian[0, 0] * jacobian[1, 1] < 0 and jacobian[0, 1] * jacobian[1, 0] < 0 and d_u != d_v
        verdicts.append(conditions)
    assert 15 < sum(verdicts) < len(verdicts) - 15


@claim("thm-turing")
def test_the_band_has_the_stated_ends_and_grows_without_oscillating():
    for _ in range(50):
        jacobian, (d_u, d_v) = turing_unstable()
        left, product = d_v * jacobian[0, 0] + d_u * jacobian[1, 1], d_u * d_v
        root = math.sqrt(left**2 - 4 * product * np.linalg.det(jacobian))
        low, high = (left - root) / (2 * product), (left + root) / (2 * product)
        values = spectra(jacobian, (d_u, d_v))
        np.testing.assert_array_equal(values.real.max(axis=1) > 0, (low < Q) & (high > Q))
        assert np.abs(values[(low < Q) & (high > Q)].imag).max() == 0
        band = turing.Dispersion(jacobian, np.array([d_u, d_v])).bands[0]
        np.testing.assert_allclose(np.square(band), (low, high), rtol=1e-7)


@claim("prop-critical")
def test_at_the_critical_ratio_one_wave_is_neutral():
    for _ in range(50):
        jacobian, d_u = stable_with_activator(), RNG.uniform(0.2, 2)
        d_c = critical_ratio(jacobian)
        neutral = math.sqrt(np.linalg.det(jacobian) / d_c) / d_u  # k_c²
        rates = [turing.Dispersion(jacobian, np.array([d_u, d_u * d_c * f])) for f in (0.999, 1.0, 1.001)]
        assert [d.growth_rate(math.sqrt(neutral)) > 1e-9 for d in rates] == [False, False, True]
        assert rates[1].growth_rate(math.sqrt(neutral)) == pytest.approx(0, abs=1e-9)
        assert rates[0].bands == [] and len(rates[2].bands) == 1
        assert turing.analyze(LinearKinetics(*jacobian.ravel())).critical_ratio == pytest.approx(d_c)


def test_the_trace_determinant_form_is_the_third_condition():
    for _ in range(200):
        jacobian, d = stable_with_activator(), RNG.uniform(1, 60)
        trace, det, f_u = np.trace(jacobian), np.linalg.det(jacobian), jacobian[0, 0]
        inside = trace + (d - 1) * f_u > 0 and det < (trace + (d - 1) * f_u) ** 2 / (4 * d)
        assert inside == (d > critical_ratio(jacobian))


@claim("prop-fastest")
def test_the_fastest_wave_has_the_closed_form():
    for _ in range(50):
        jacobian, (d_u, d_v) = turing_unstable()
        (f_u, f_v), (g_u, g_v) = jacobian
        m, root = math.sqrt(-f_v * g_u), math.sqrt(d_u * d_v)
        k_squared = (m * (d_u + d_v) / root - f_u + g_v) / (d_v - d_u)
        sigma = (d_v * f_u - d_u * g_v - 2 * m * root) / (d_v - d_u)
        near = np.linalg.eigvals(
            jacobian - k_squared * np.linspace(0.9, 1.1, 41)[:, None, None] * np.diag([d_u, d_v])
        )
        assert near.real.max() == pytest.approx(sigma, rel=1e-9) and np.argmax(near.real.max(axis=1)) == 20
        assert spectra(jacobian, (d_u, d_v)).real.max() <= sigma * (1 + 1e-9)


def test_stretching_space_scales_the_wavelength_and_leaves_the_rate():
    plain, wide = (turing.analyze(Schnakenberg(), (s**2, 10 * s**2)).states[0] for s in (1.0, 2.5))
    assert wide.wavelength == pytest.approx(2.5 * plain.wavelength)
    assert wide.growth_rate(wide.wavenumber) == pytest.approx(plain.growth_rate(plain.wavenumber))


@claim("prop-phase")
def test_an_inhibitor_peaks_with_its_activator_and_a_substrate_dips():
    seen = set()
    for _ in range(50):
        jacobian, diffusion = turing_unstable()
        dispersion = turing.Dispersion(jacobian, diffusion)
        for k in np.linspace(*dispersion.bands[0], 7)[1:-1]:
            u, v = dispersion.mode(k)
            assert np.sign(v / u) == -np.sign(jacobian[0, 1])
        seen.add(np.sign(jacobian[0, 1]))
    assert seen == {-1, 1}


@claim("prop-length")
@pytest.mark.parametrize("length", [1.0, 4.44, 4.45, 7.02, 7.03, 8.0, 8.88, 8.9, 14.0, 20.0, 60.0])
def test_half_waves_grow_in_their_windows_of_length(length):
    band = np.sqrt([(7 - 3) / 20, (7 + 3) / 20])  # Schnakenberg, d = 10: 10 q² − 7 q + 1
    n = np.arange(60)
    growing = (
        turing.analyze(Schnakenberg(), (1, 10), eigenvalues=(n * math.pi / length) ** 2).states[0].growing
    )
    inside = (n * math.pi / band[1] < length) & (length < n * math.pi / band[0])
    np.testing.assert_array_equal(growing, np.flatnonzero(inside))
    assert len(growing) == 0 or length > math.pi / band[1]


def test_cosines_are_the_waves_of_a_line_with_closed_ends():
    from pdecourse import Grid

    line = Grid((40,), spacing=0.3, boundary="neumann")
    (x,) = line.coordinates()
    for n in (1, 2, 5):
        wave = np.cos(n * math.pi * x / line.extent[0])
        seen = float(turing.grid_wavenumber(n * math.pi / line.extent[0], 0.3)) ** 2
        np.testing.assert_allclose(line.laplacian(wave), -seen * wave, atol=1e-12)


@pytest.mark.parametrize(("A", "ratio"), [(3.0, 4.0), (2.0, 12.0)])
def test_the_brusselator_threshold_is_a_perfect_square(A, ratio):
    threshold = (1 + A / math.sqrt(ratio)) ** 2
    kinds = [turing.analyze(Brusselator(A, threshold + e), (1, ratio)).states[0].kind for e in (-1e-3, 1e-3)]
    assert kinds == ["stable", "turing"]
