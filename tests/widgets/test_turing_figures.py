"""The live figures of chapter 3 seen from Python."""

import numpy as np
import pytest

from pdecourse import Schnakenberg
from pdecourse.turing import analyze
from pdecourse.widgets import Dispersion, DomainLength, TraceDeterminant, poster


def test_band_opens_at_the_critical_ratio():
    critical = Dispersion().uniform_state().critical_ratio
    assert critical == pytest.approx(8.5676, abs=1e-3)
    assert Dispersion(d=critical - 0.01).uniform_state().band is None
    assert Dispersion(d=critical + 0.01).uniform_state().band is not None


@pytest.mark.parametrize(("length", "growing"), [(3, []), (5, [1]), (8, []), (12, [2]), (20, [3, 4])])
def test_only_some_lengths_hold_a_growing_wave(length, growing):
    k, rates = DomainLength(length=length).modes()
    np.testing.assert_allclose(k * length / np.pi, np.arange(1, len(k) + 1))
    assert (np.flatnonzero(rates > 0) + 1).tolist() == growing


def test_noise_dies_on_a_short_line_and_grows_on_a_longer_one():
    for length, grows in ((3.0, False), (5.0, True)):
        widget = DomainLength(length=length)
        first = widget.initial()
        u, _ = widget.advance(first, 200_000)
        assert (np.ptp(u) > 0.2) == grows
        assert 0 < np.abs(first[0] - 1).max() <= 0.01


def test_seeds_differ():
    assert not np.array_equal(DomainLength(seed=0).initial(), DomainLength(seed=1).initial())


def test_plane_starts_at_schnakenbergs_reaction():
    state = analyze(Schnakenberg()).states[0]
    np.testing.assert_allclose(TraceDeterminant().jacobian(), state.jacobian, atol=1e-9)
    assert TraceDeterminant().rest_state().kind == "turing"
    assert TraceDeterminant(d=8.0).rest_state().kind == "stable"


def test_shaded_region_is_turings():
    rng = np.random.default_rng(0)
    for trace, determinant in zip(rng.uniform(-2, 0, 40), rng.uniform(0, 2, 40)):
        widget = TraceDeterminant(trace=trace, determinant=determinant, d=12.0)
        border = max(0, trace + 11 * widget.fu) ** 2 / 48
        assert (widget.rest_state().kind == "turing") == (determinant < border)


@pytest.mark.parametrize(
    "widget", [Dispersion(d=15.0), Dispersion(), DomainLength(length=5.0, still=2000), TraceDeterminant()]
)
def test_posters_are_small(widget):
    assert 5_000 < len(poster(widget)) < 100_000
