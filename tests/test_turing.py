"""The Turing checker against closed forms, brute-force spectra, and degenerate cases."""

import math
from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from pdecourse import turing
from pdecourse.kinetics import (
    AllenCahn,
    Brusselator,
    Diffusion,
    GiererMeinhardt,
    GrayScott,
    Kinetics,
    LinearKinetics,
    MimuraMurray,
    Schnakenberg,
)


def linear_state(jacobian, diffusion, eigenvalues=None):
    """Return the analysis of a linear reaction with the given Jacobian."""
    return turing.analyze(LinearKinetics(*np.ravel(jacobian)), diffusion, eigenvalues=eigenvalues).states[0]


# Closed forms


def test_schnakenberg_has_the_textbook_critical_ratio():
    report = turing.analyze(Schnakenberg(0.1, 0.9), diffusion=(1, 10))
    assert report.critical_ratio == pytest.approx(8.57, abs=0.01)
    (state,) = report.states
    np.testing.assert_allclose(state.values, [1, 0.9])
    assert (state.kind, state.sign_pattern, report.reason) == ("turing", "activator-substrate", "")
    assert (state.trace, state.determinant) == pytest.approx((-0.2, 1.0))


@pytest.mark.parametrize(("a", "b"), [(0.1, 0.9), (0.05, 1.1), (0.2, 1.3)])
def test_verdict_changes_at_the_critical_ratio(a, b):
    d_c = turing.analyze(Schnakenberg(a, b)).critical_ratio
    below, above = (
        turing.analyze(Schnakenberg(a, b), (2.0, 2.0 * d_c * f)).states[0] for f in (0.9999, 1.0001)
    )
    assert (below.kind, below.conditions["diffusion"], below.band) == ("stable", False, None)
    assert (above.kind, above.conditions["diffusion"]) == ("turing", True)


def test_band_edges_are_the_roots_of_the_determinant():
    state = turing.analyze(Schnakenberg(), (1, 10)).states[0]
    # det(J − k²D) = 10 k⁴ − 7 k² + 1
    np.testing.assert_allclose(state.band, np.sqrt([(7 - 3) / 20, (7 + 3) / 20]), rtol=1e-10)
    np.testing.assert_allclose(state.growth_rate(np.array(state.band)), 0, atol=1e-12)
    assert state.wavelength == pytest.approx(2 * math.pi / state.wavenumber)


def test_fastest_wavenumber_beats_every_other():
    state = turing.analyze(Schnakenberg(), (1, 30)).states[0]
    k = np.linspace(0, 2, 20001)
    rates = state.growth_rate(k)
    assert state.wavenumber == pytest.approx(k[np.argmax(rates)], abs=1e-4)
    assert state.growth_rate(state.wavenumber) >= rates.max()


@pytest.mark.parametrize(("A", "ratio"), [(2.0, 8.0), (3.0, 4.0), (4.5, 10.0)])
def test_brusselator_agrees_with_its_closed_forms(A, ratio):
    d_u, d_v = 0.5, 0.5 * ratio
    threshold = (1 + A * math.sqrt(d_u / d_v)) ** 2
    assert threshold < 1 + A**2
    below = turing.analyze(Brusselator(A, threshold - 1e-4), (d_u, d_v)).states[0]
    above = turing.analyze(Brusselator(A, threshold + 1e-4), (d_u, d_v)).states[0]
    assert (below.kind, above.kind) == ("stable", "turing")
    assert above.wavenumber**2 == pytest.approx(A / math.sqrt(d_u * d_v), rel=1e-3)
    assert above.critical_ratio == pytest.approx(ratio, rel=1e-3)


def test_brusselator_oscillates_beyond_its_hopf_point():
    A = 1.5
    before, after = (turing.analyze(Brusselator(A, 1 + A**2 + e), (1, 1)).states[0] for e in (-1e-6, 1e-6))
    assert (before.kind, after.kind) == ("stable", "hopf")
    np.testing.assert_allclose(np.abs(after.spectrum(0.0).imag), A, rtol=1e-4)
    assert turing.analyze(Brusselator(A, (1 + A) ** 2 + 0.1), (1, 1)).states[0].kind == "unstable"
    both = turing.analyze(Brusselator(A, 1 + A**2 + 0.1), (1, 20)).states[0]
    assert both.kind == "turing-hopf"
    assert both.critical_ratio is None


@pytest.mark.parametrize(("a", "b"), [(0.1, 1.0), (0.05, 0.8), (0.3, 1.5)])
def test_gierer_meinhardt_agrees_with_its_closed_forms(a, b):
    report = turing.analyze(GiererMeinhardt(a, b), (1, 50))
    (state,) = report.states
    f_u = b * (1 - a) / (1 + a)
    assert (state.trace, state.determinant) == pytest.approx((f_u - 1, b))
    assert report.critical_ratio == pytest.approx(((math.sqrt(b) + math.sqrt(2 * b / (1 + a))) / f_u) ** 2)
    assert (state.kind, state.sign_pattern) == ("turing", "activator-inhibitor")


def test_prey_and_predator_start_their_pattern_where_nakao_and_mikhailov_say():
    report = turing.analyze(MimuraMurray())
    assert report.critical_ratio == pytest.approx(15.5, abs=0.05)
    assert [state.kind for state in report.states] == ["unstable", "unstable", "turing"]


def test_signs_of_the_fastest_mode_tell_inhibitor_from_substrate():
    in_phase = turing.analyze(GiererMeinhardt(), (1, 10)).states[0]
    opposite = turing.analyze(Schnakenberg(), (1, 10)).states[0]
    assert np.prod(in_phase.mode(in_phase.wavenumber)) > 0
    assert np.prod(opposite.mode(opposite.wavenumber)) < 0


# Gray–Scott


def test_the_gray_scott_labyrinth_has_no_state_to_be_unstable():
    report = turing.analyze(GrayScott(0.037, 0.060), diffusion=(0.16, 0.08))
    assert "no non-trivial homogeneous steady state" in report.reason
    assert "0.0591769" in report.reason
    (trivial,) = report.states
    np.testing.assert_array_equal(trivial.values, [1, 0])
    assert trivial.kind == "stable"
    assert report.critical_ratio is None


def test_the_gray_scott_activator_is_the_second_species():
    report = turing.analyze(GrayScott(0.06, 0.0622), diffusion=(0.16, 0.08))
    assert [state.kind for state in report.states] == ["stable", "unstable", "turing"]
    assert report.states[-1].sign_pattern == "activator-substrate"
    assert 1 < report.critical_ratio < 2
    assert all(turing.analyze(GrayScott(0.06, 0.0622), (0.08, 0.08)).states[-1].conditions.values()) is False


# Brute force


def test_verdict_is_the_sign_of_the_spectrum_for_2000_random_reactions():
    rng = np.random.default_rng(7)
    jacobians = rng.standard_normal((2000, 2, 2))
    jacobians[500:] *= [[1, -1], [1, -1]] * np.sign(
        jacobians[500:]
    )  # signs of an activator and its inhibitor
    jacobians[500:, 1] *= rng.uniform(1, 3, (1500, 1))
    diffusion = np.exp(rng.normal(0, 1, (2000, 2))) * [1, 5]
    q = np.concatenate([[0], np.geomspace(1e-5, 1e3, 3000)])  # k²
    trace = np.trace(jacobians, axis1=1, axis2=2)[:, None] - q * diffusion.sum(axis=1)[:, None]
    det = (jacobians[:, 0, 0, None] - q * diffusion[:, :1]) * (
        jacobians[:, 1, 1, None] - q * diffusion[:, 1:]
    )
    det -= (jacobians[:, 0, 1] * jacobians[:, 1, 0])[:, None]
    eigenvalues = (trace[..., None] + np.sqrt(trace**2 - 4 * det + 0j)[..., None] * [1, -1]) / 2
    sigma = eigenvalues.real.max(axis=-1)
    seen = Counter()
    for jacobian, d, growth, dets, at_zero in zip(
        jacobians, diffusion, sigma, det, eigenvalues[:, 0], strict=True
    ):
        state = linear_state(jacobian, d)
        oscillates = np.abs(at_zero.imag).max() > 0
        if growth[0] > 0:
            expected = ("turing-hopf" if dets.min() < 0 else "hopf") if oscillates else "unstable"
        else:
            expected = "turing" if growth.max() > 0 else "stable"
        thin = 0 < state.margins["diffusion"] < 1e-4 * np.abs(jacobian).max() * d.max()  # between two samples
        assert state.kind == expected or thin
        assert all(state.conditions.values()) == (state.kind == "turing")
        if state.kind == "turing":
            assert (
                state.critical_ratio < d[1 - np.argmax(np.diag(jacobian))] / d[np.argmax(np.diag(jacobian))]
            )
        seen[state.kind] += 1
    assert min(seen[kind] for kind in turing.KINDS) >= 20


def test_bands_are_where_the_spectrum_is_positive_for_three_species():
    rng = np.random.default_rng(11)
    k = np.linspace(1e-4, 20, 4000)
    with_bands = 0
    for _ in range(300):
        dispersion = turing.Dispersion(rng.standard_normal((3, 3)) - np.eye(3), np.exp(rng.normal(0, 2, 3)))
        sigma = dispersion.growth_rate(k)
        inside = np.zeros(len(k), dtype=bool)
        for low, high in dispersion.bands:
            inside |= (k > low) & (k < high)
        np.testing.assert_array_equal(inside, sigma > 0)
        with_bands += len(dispersion.bands) > 0
    assert with_bands > 50


def test_three_species_can_have_a_band_of_waves():
    """Three species allow what two cannot: growth with oscillation at k > 0 only (Turing, 1952, §8)."""
    jacobian = np.array([[1.0, -2.0, -3.0], [1.0, -0.5, 0.0], [3.0, 0.0, -3.0]])
    state = turing.SteadyState(jacobian, np.array([0.01, 0.0, 5.0]), np.zeros(3))
    assert state.kind == "turing"
    assert np.abs(state.spectrum(state.wavenumber).imag).max() > 0.1
    assert state.conditions == {"well_mixed": True, "diffusion": True}


# Searching for steady states


@dataclass(frozen=True)
class Switch(Kinetics):
    """Two genes that repress each other: three steady states, no closed form offered."""

    strength: float = 3.0
    species: ClassVar = ("x", "y")
    diffusion: ClassVar = (1.0, 1.0)

    @staticmethod
    def rates(x, y, strength):
        return strength / (1 + y * y) - x, strength / (1 + x * x) - y


def test_states_are_found_without_a_closed_form():
    report = turing.analyze(Switch())
    low, high = (3 - math.sqrt(5)) / 2, (3 + math.sqrt(5)) / 2
    middle = np.real(next(r for r in np.roots([1, 0, 1, -3]) if abs(r.imag) < 1e-9))
    np.testing.assert_allclose(
        [s.values for s in report.states], [[low, high], [middle, middle], [high, low]], rtol=1e-8
    )
    assert [s.kind for s in report.states] == ["stable", "unstable", "stable"]


def test_no_state_at_all_is_said():
    @dataclass(frozen=True)
    class Explosion(Kinetics):
        species: ClassVar = ("u",)
        diffusion: ClassVar = (1.0,)

        @staticmethod
        def rates(u):
            return (1 + u * u,)

    report = turing.analyze(Explosion())
    assert report.states == []
    assert "no homogeneous steady state was found" in report.reason
    assert report.critical_ratio is None
    assert "no homogeneous steady state" in str(report)


def test_a_wrong_closed_form_is_refused():
    class Wrong(Schnakenberg):
        def steady_states(self):
            return [(1.0, 1.0)]

    with pytest.raises(ValueError, match=r"its rates there are .* wanted zeros"):
        turing.analyze(Wrong())


# One species, and degenerate cases


def test_one_species_never_has_a_turing_instability():
    report = turing.analyze(AllenCahn(r=2.0), diffusion=(0.5,))
    assert [s.kind for s in report.states] == ["stable", "stable", "unstable"]
    mixture = report.states[-1]
    np.testing.assert_allclose(mixture.band, (0, 2), atol=1e-12)  # σ = 2 − k²/2
    assert (mixture.wavenumber, mixture.wavelength) == (0.0, math.inf)
    assert report.critical_ratio is None


def test_pure_diffusion_is_stable():
    report = turing.analyze(Diffusion())
    assert report.states[0].kind == "stable"
    assert "every constant is a steady state" in report.reason


@pytest.mark.parametrize(
    "jacobian", [[[0.8, 1.0], [-1.8, -1.0]], [[0.9, -1], [2, -1]], [[-1, 0.5], [0.3, -2]]]
)
def test_equal_diffusion_never_destabilises(jacobian):
    assert linear_state(jacobian, (3.0, 3.0)).kind == "stable"


def test_without_diffusion_every_wavenumber_is_uniform():
    state = linear_state([[0.8, 1.0], [-1.8, -1.0]], (0, 0))
    assert (state.kind, state.band) == ("stable", None)
    growing = linear_state([[1.0, -2.0], [2.0, -0.5]], (0, 0))
    assert (growing.kind, growing.band) == ("hopf", (0.0, math.inf))
    np.testing.assert_allclose(growing.growth_rate(np.array([0, 1, np.inf])), 0.25)


def test_an_activator_that_stays_put_grows_at_every_short_wave():
    state = linear_state([[0.8, 1.0], [-1.8, -1.0]], (0.0, 1.0))
    assert state.kind == "turing"
    assert state.band == pytest.approx((math.sqrt(1 / 0.8), math.inf))
    assert (state.wavenumber, state.wavelength) == (math.inf, 0.0)
    assert state.growth_rate(math.inf) == pytest.approx(0.8)
    assert linear_state([[0.8, 1.0], [-1.8, -1.0]], (1.0, 0.0)).kind == "stable"


def test_marginal_states_are_not_called_turing():
    conserving = linear_state([[1.0, -2.0], [-1.0, 2.0]], (1, 1))
    assert conserving.kind == "unstable"  # tr J = 3
    polar = linear_state([[1.0, 2.0], [-1.0, -2.0]], (0.1, 10))  # u + v is conserved: det J = 0
    assert (polar.kind, polar.conditions["determinant"]) == ("unstable", False)
    assert polar.band[0] == 0.0
    np.testing.assert_allclose(polar.band[1], math.sqrt((10 - 0.2) / 1), rtol=1e-9)
    report = turing.analyze(LinearKinetics(-1.0, 1.0, 1.0, -1.0), (1, 5))
    assert report.states[0].kind == "stable"
    assert "line of steady states" in report.reason
    centre = linear_state([[1.0, -2.0], [1.0, -1.0]], (1, 1))
    assert (centre.kind, centre.conditions["trace"]) == ("stable", False)


def test_a_saddle_has_no_third_condition():
    state = linear_state([[1.0, 2.0], [3.0, 1.0]], (1, 1))
    assert state.kind == "unstable"
    assert math.isnan(state.margins["diffusion"])
    assert state.conditions["diffusion"] is False


@pytest.mark.parametrize(("time", "area"), [(1e6, 1.0), (1.0, 1e-8), (1e-5, 1e4)])
def test_units_of_time_and_length_do_not_matter(time, area):
    rng = np.random.default_rng(3)
    for _ in range(200):
        jacobian, d = rng.standard_normal((2, 2)) * [[1], [2]], np.exp(rng.normal(0, 2, 2))
        one, other = linear_state(jacobian, d), linear_state(jacobian / time, d / time * area)
        assert one.kind == other.kind
        if one.wavenumber:
            assert other.wavenumber * math.sqrt(area) == pytest.approx(one.wavenumber, rel=1e-5)
            np.testing.assert_allclose(np.array(other.band) * math.sqrt(area), one.band, rtol=1e-6)


# Graphs


def test_on_a_graph_only_its_eigenvalues_can_grow():
    kinetics, diffusion = Schnakenberg(), (1, 10)  # band: 0.2 < λ < 0.5
    ring = 2 - 2 * np.cos(2 * np.pi * np.arange(12) / 12)
    state = turing.analyze(kinetics, diffusion, eigenvalues=ring).states[0]
    np.testing.assert_array_equal(state.growing, np.flatnonzero((ring > 0.2) & (ring < 0.5)))
    assert state.kind == "turing"
    assert state.wavenumber == pytest.approx(math.sqrt(ring[1]))
    np.testing.assert_allclose(state.growth_rates, [state.growth_rate(math.sqrt(x)) for x in ring])
    small = turing.analyze(kinetics, diffusion, eigenvalues=[0, 1, 3]).states[0]
    assert (small.kind, small.wavenumber, len(small.growing)) == ("stable", None, 0)
    assert small.band is not None  # the plane would have a pattern, this graph has no mode in the band


def test_a_graph_too_small_for_the_pattern_still_oscillates():
    kinetics = Brusselator(1.5, 1 + 1.5**2 + 0.1)
    assert turing.analyze(kinetics, (1, 20)).states[0].kind == "turing-hopf"
    assert turing.analyze(kinetics, (1, 20), eigenvalues=[0, 50]).states[0].kind == "hopf"


def test_eigenvalues_of_the_wrong_sign_or_shape_are_refused():
    with pytest.raises(ValueError, match="pass the eigenvalues of its negative"):
        turing.analyze(Schnakenberg(), eigenvalues=[0, -1, -3])
    with pytest.raises(ValueError, match=r"shape \(2, 2\)"):
        turing.analyze(Schnakenberg(), eigenvalues=np.eye(2))
    tiny = turing.analyze(Schnakenberg(), eigenvalues=[-1e-15, 1.0]).states[0]
    assert np.isfinite(tiny.growth_rates).all()
    with pytest.raises(ValueError, match="pass eigenvalues="):
        len(turing.analyze(Schnakenberg()).states[0].growing)


# Inputs, printing, maps


@pytest.mark.parametrize("diffusion", [(1.0,), (1, 2, 3), 4.0])
def test_diffusion_needs_one_coefficient_per_species(diffusion):
    with pytest.raises(ValueError, match=r"one for each of u, v, such as \(1.0, 10.0\)"):
        turing.analyze(Schnakenberg(), diffusion)


@pytest.mark.parametrize("diffusion", [(1, -1), (math.nan, 1), (math.inf, 1)])
def test_diffusion_must_be_finite_and_not_negative(diffusion):
    with pytest.raises(ValueError, match="finite non-negative"):
        turing.analyze(Schnakenberg(), diffusion)


def test_a_report_reads_well():
    text = str(turing.analyze(Schnakenberg(), (1, 10)))
    for part in ("u = 1, v = 0.9 is turing", "yes  tr J = -0.2 < 0", "= 7 > 2√(D_u D_v det J) = 6.325",
                 "critical diffusion ratio 8.568, here 10", "wavelength 11.13"):  # fmt: skip
        assert part in text
    assert "undefined" in str(turing.analyze(MimuraMurray()))
    assert "of 3 eigenmodes" in str(turing.analyze(Schnakenberg(), eigenvalues=[0, 0.3, 2]))
    assert "stable without diffusion" in str(turing.analyze(AllenCahn()))


def test_turing_space_of_the_brusselator_has_its_known_borders():
    A, B = np.linspace(0.53, 3.03, 9), np.linspace(1.07, 9.07, 11)
    space = turing.turing_space(Brusselator(), (1, 8), A=A, B=B)
    turing_border, hopf_border = (1 + A / math.sqrt(8)) ** 2, 1 + A**2
    for (i, j), kind in np.ndenumerate(space.kind):
        oscillates = hopf_border[j] < B[i] < (1 + A[j]) ** 2
        expected = {
            (False, False): "stable",
            (True, False): "turing",
            (False, True): "hopf",
            (True, True): "turing-hopf",
        }
        key = (B[i] > turing_border[j], oscillates)
        assert kind == ("unstable" if B[i] > (1 + A[j]) ** 2 else expected[key])
    assert np.isnan(space.wavenumber[space.kind == "stable"]).all()
    assert (space.growth_rate[space.kind == "turing"] > 0).all()


def test_turing_space_can_vary_diffusion_and_marks_missing_states():
    space = turing.turing_space(Schnakenberg(), a=[0.1], Dv=[8.0, 9.0])
    np.testing.assert_array_equal(space.kind, [["stable"], ["turing"]])
    space = turing.turing_space(GrayScott(), F=[0.037, 0.06], k=[0.06, 0.0622])
    np.testing.assert_array_equal(space.kind, [["none", "stable"], ["none", "turing"]])
    with pytest.raises(ValueError, match=r"wanted two of \['F', 'k', 'Du', 'Dv'\]"):
        turing.turing_space(GrayScott(), F=[0.037], kappa=[0.06])
