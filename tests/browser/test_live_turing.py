"""The live figures of chapter 3 agree with the Turing checker and with ``simulate``."""

import numpy as np
import pytest
from small_pages import ask, call, control, show

from pdecourse.widgets import Dispersion, DomainLength, TraceDeterminant

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("d", [1.0, 5.0, 8.6, 10.0, 40.0])
def test_curve_and_band_are_the_checkers(curves_book, open_page, d):
    page = open_page(f"{curves_book['http']}/index.html")
    state = Dispersion().uniform_state(d)
    k = np.linspace(0, 1.5, 61)
    drawn = call(page, "dispersion", "a[0].map((k) => m.growthRate(k, a[1]))", k.tolist(), d)
    np.testing.assert_allclose(drawn, state.growth_rate(k), atol=1e-12)
    band = call(page, "dispersion", "m.unstableBand(a[0])", d)
    if state.band is None:
        assert band is None
        return
    np.testing.assert_allclose(band, state.band, rtol=1e-10)
    fastest = call(page, "dispersion", "m.fastestWavenumber(a[0])", d)
    assert fastest == pytest.approx(state.wavenumber, rel=1e-6)
    mode = np.array(call(page, "dispersion", "m.mode(a[0], a[1])", fastest, d))
    np.testing.assert_allclose(mode / np.linalg.norm(mode), state.mode(fastest), atol=1e-8)


def test_slider_crosses_the_critical_ratio(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    place = show(page, "dispersion")
    critical = Dispersion().uniform_state().critical_ratio
    assert call(page, "dispersion", "m.criticalRatio()") == pytest.approx(critical, rel=1e-12)
    facts = place.locator(".live-facts")
    control(place, "d").fill("8.55")
    assert "nothing grows" in facts.inner_text()
    assert f"{critical:.3f}" in facts.inner_text()
    assert "no wave grows" in place.locator("svg").first.get_attribute("aria-label")
    control(place, "d").press("ArrowRight")
    assert ask(place, "live.get('d')") == 8.6
    assert f"{Dispersion(d=8.6).uniform_state().wavelength:.2f}" in facts.inner_text()
    assert control(place, "d").get_attribute("aria-valuetext") == "d = Dᵥ/Dᵤ: 8.60"


def test_dragging_in_the_plane_moves_d(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    place = show(page, "dispersion")
    plane = place.locator("svg.live-pad")
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.6 * box["height"])
    page.mouse.down()
    low = ask(place, "live.get('d')")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.2 * box["height"])
    page.mouse.up()
    assert 8 < low < ask(place, "live.get('d')") <= 40
    assert plane.evaluate("(svg) => getComputedStyle(svg).touchAction") == "pan-y"


@pytest.mark.parametrize("length", [3.0, 12.0, 20.3])
def test_line_is_the_packages(curves_book, open_page, length):
    page = open_page(f"{curves_book['http']}/index.html")
    widget = DomainLength(length=length, seed=3)
    first = call(page, "domain_length", "m.noisyRest(a[0], 3).map((s) => [...s])", length)
    np.testing.assert_array_equal(first, widget.initial())
    run = """(() => {
      const line = m.noisyRest(a[0], 3);
      m.advanceLine(line, { spacing: a[0] / line[0].length, dt: 0.00125, count: 40000 });
      return line.map((s) => [...s]);
    })()"""
    expected = widget.advance(widget.initial(), 40_000)
    np.testing.assert_allclose(call(page, "domain_length", run, length), expected, atol=1e-9)


@pytest.mark.parametrize(("length", "growing"), [(3, []), (5, [1]), (8, []), (12, [2]), (20, [3, 4])])
def test_modes_that_grow_are_the_checkers(curves_book, open_page, length, growing):
    page = open_page(f"{curves_book['http']}/index.html", reduced_motion="reduce")
    place = show(page, "domain_length")
    control(place, "length").fill(str(length))
    found = ask(place, "live.growing()")
    assert [wave["mode"] for wave in found] == growing
    k, rates = DomainLength(length=float(length)).modes()
    for wave in found:
        assert wave["rate"] == pytest.approx(rates[wave["mode"] - 1], abs=1e-12)
    assert place.locator("circle.live-handle").count() == len(growing)
    assert place.locator("circle.live-ring").count() == len(k) - len(growing)


def test_new_noise_is_a_new_seed(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html", reduced_motion="reduce")
    place = show(page, "domain_length")
    before = ask(place, "live.read()[0]")
    control(place, "new-noise").click()
    assert ask(place, "live.get('seed')") == 1
    assert ask(place, "live.read()[0]") != before


def test_noise_becomes_a_pattern(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html", reduced_motion="reduce")
    place = show(page, "domain_length")
    control(place, "length").fill("5")
    ask(place, "(live.restart(), live.advance(250000), live.draw())")
    assert "a pattern, 1 half wave" in place.locator(".live-facts").inner_text()
    control(place, "length").fill("3")
    ask(place, "(live.restart(), live.advance(250000), live.draw())")
    assert "no pattern" in place.locator(".live-facts").inner_text()


POINTS = [(-0.2, 1.0), (-1.9, 0.5), (0.5, 1.5), (1.8, 0.2), (0.3, -0.8), (0.0, 1.0), (-1.0, 0.25)]


@pytest.mark.parametrize(("trace", "determinant"), POINTS)
def test_flow_is_the_matrix_exponential(curves_book, open_page, trace, determinant):
    page = open_page(f"{curves_book['http']}/index.html")
    widget = TraceDeterminant(trace=trace, determinant=determinant)
    matrix = call(page, "trace_determinant", "m.jacobianAt(a[0], a[1], 0.8)", trace, determinant)
    np.testing.assert_allclose(
        [[matrix["fu"], matrix["fv"]], [matrix["gu"], matrix["gv"]]], widget.jacobian()
    )
    times = [-2.0, 0.0, 0.5, 4.0]
    drawn = call(page, "trace_determinant", "a[1].map((t) => m.flow(a[0], [1.3, 0.2], t))", matrix, times)
    np.testing.assert_allclose(drawn, widget.flow([1.3, 0.2], times), rtol=1e-9, atol=1e-9)


def test_kinds_have_their_names(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    names = [call(page, "trace_determinant", "m.kindOf(a[0], a[1])", *point) for point in POINTS]
    assert names == [
        "stable spiral", "stable node", "unstable spiral", "unstable node", "saddle", "centre", "stable degenerate node",
    ]  # fmt: skip


def test_verdict_with_diffusion_is_the_checkers(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    place = show(page, "trace_determinant")
    rng = np.random.default_rng(1)
    for trace, determinant, d in rng.uniform([-2, -1, 1], [2, 2, 40], (25, 3)):
        ask(place, f"live.set({{ trace: {trace}, determinant: {determinant}, d: {d} }})")
        state = TraceDeterminant(trace=trace, determinant=determinant, d=d).rest_state()
        said = place.locator(".live-facts").inner_text()
        assert ("Turing" in said) == (state.kind == "turing")
        assert ("not stable in the first place" in said) == (trace >= 0 or determinant <= 0)
        if state.kind == "turing":
            assert f"k from {state.band[0]:.2f} to {state.band[1]:.2f}" in said


def test_arrow_keys_move_the_point(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    place = show(page, "trace_determinant")
    handle = place.get_by_role("slider", name="Trace and determinant")
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert ask(place, "[live.get('trace'), live.get('determinant')]") == pytest.approx([-0.18, 0.8])
    assert "stable spiral" in handle.get_attribute("aria-valuetext")
    assert "stable spiral" in place.locator("[role=status]").inner_text()
