"""The live figures of chapter 1 compute what the package computes, and show the limit where it is."""

import numpy as np
import pytest
from small_pages import ask, call, control, show, wait_for_words

from pdecourse import Grid
from pdecourse.widgets import HeatPaint, HeatRace, HeatStep

pytestmark = pytest.mark.browser

STEPPED = """(() => {
  let [u, next] = [Float64Array.from(a[0]), new Float64Array(a[0].length)];
  for (let i = 0; i < a[3]; i++) { m.heatStep(u, next, a[1], a[2], a[4]); [u, next] = [next, u]; }
  return [...u];
})()"""


def paused(open_page, book, name):
    """Open the page with the figure ``name`` paused."""
    page = open_page(f"{book['http']}/index.html", reduced_motion="reduce")
    return page, show(page, name)


@pytest.mark.parametrize("r", [0.2, 0.3])
@pytest.mark.parametrize("boundary", ["periodic", "neumann", "dirichlet"])
def test_steps_are_those_of_the_grid(curves_book, open_page, boundary, r):
    page = open_page(f"{curves_book['http']}/index.html")
    first = np.random.default_rng(0).random((16, 16))
    expected = first
    for _ in range(50):
        expected = expected + r * Grid((16, 16), boundary=boundary).laplacian(expected)
    stepped = call(page, "heat_paint", STEPPED, first.ravel().tolist(), 16, r, 50, boundary)
    np.testing.assert_array_equal(np.reshape(stepped, (16, 16)), expected)


def test_first_plates_are_the_packages(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    np.testing.assert_array_equal(
        call(page, "heat_paint", "[...m.discs(32)]"), HeatPaint(size=32).initial().ravel()
    )
    np.testing.assert_allclose(
        call(page, "heat_step", "[...m.blob(32)]"), HeatStep(size=32).initial().ravel(), atol=1e-15
    )


def test_still_is_the_plate_after_its_steps(curves_book, open_page):
    page, place = paused(open_page, curves_book, "heat_step")
    wait_for_words(page, "heat_step", "60 steps")
    widget = HeatStep(size=32, r=0.2)
    expected = widget.advance(widget.initial(), 60)
    np.testing.assert_allclose(np.reshape(ask(place, "live.read()"), (32, 32)), expected, atol=1e-14)


def test_checkerboard_explodes_exactly_beyond_a_quarter(curves_book, open_page):
    page, place = paused(open_page, curves_book, "heat_step")
    slider = control(place, "r")
    board = "m.checkerboard(Float64Array.from(a[0]), 32)"
    sizes = {}
    for r in ("0.2475", "0.25", "0.2525"):
        slider.fill(r)
        assert ask(place, "live.get('r')") == float(r)
        ask(place, "live.load(live.read().map((_, i) => 0.01 * ((i + (i >> 5)) % 2 ? -1 : 1)))")
        ask(place, "live.advance(200)")
        sizes[r] = call(page, "heat_step", board, ask(place, "live.read()"))
        assert sizes[r] == pytest.approx(0.01 * abs(1 - 8 * float(r)) ** 200, rel=1e-9)
    assert sizes["0.2475"] < 0.001 and sizes["0.2525"] > 0.1
    assert "flips and grows" in place.locator(".live-facts").inner_text()


def test_explosion_is_held_and_can_be_undone(curves_book, open_page):
    _, place = paused(open_page, curves_book, "heat_step")
    control(place, "r").fill("0.35")
    ask(place, "live.advance(3000)")
    top = "live.read().reduce((top, u) => Math.max(top, Math.abs(u)), 0)"
    assert 1e6 < ask(place, top) < 1e7
    control(place, "r").fill("0.2")
    ask(place, "live.advance(500)")
    assert ask(place, top) < 1


@pytest.mark.parametrize("r", [0.4, 2.0, 10.0])
def test_rods_are_those_of_the_solvers(curves_book, open_page, r):
    page = open_page(f"{curves_book['http']}/index.html")
    race = HeatRace(r=r)
    run = "(() => { let u = m.strip(64); for (let i = 0; i < 3; i++) u = m.SCHEMES[a[1]].step(u, a[0]); return [...u]; })()"
    for key, method in (
        ("explicit", "euler"),
        ("implicit", "implicit_euler"),
        ("crank_nicolson", "crank_nicolson"),
    ):
        expected = race.advance(3, method)
        np.testing.assert_allclose(
            call(page, "heat_race", run, r, key), expected, rtol=0, atol=1e-12 * np.abs(expected).max()
        )
    exact = call(page, "heat_race", "[...m.exactFlow(m.strip(64))(a[0])]", 3 * r)
    np.testing.assert_allclose(exact, race.advance(3, "exponential"), atol=1e-10)


def test_factors_are_those_of_the_finest_wave(curves_book, open_page):
    _, place = paused(open_page, curves_book, "heat_race")
    ask(place, "live.set({ r: 10 })")
    facts = place.locator(".live-facts").inner_text()
    z = -40 * np.cos(np.pi / 128) ** 2
    for factor in (1 + z, 1 / (1 - z), (1 + z / 2) / (1 - z / 2)):
        assert f"{factor:.3f}".replace("-", "−") in facts


def test_race_ends_and_restarts(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    place = show(page, "heat_race")
    ask(place, "live.set({ speed: 2, r: 10 })")
    wait_for_words(page, "heat_race", "race ends")
    assert ask(place, "[live.get('running'), live.steps() * live.get('r')]") == [False, 120]
    control(place, "restart").click()
    assert ask(place, "live.get('running')") is True


@pytest.mark.parametrize(("edge", "kept"), [("periodic", True), ("neumann", True), ("dirichlet", False)])
def test_total_heat_is_kept_or_lost(curves_book, open_page, edge, kept):
    _, place = paused(open_page, curves_book, "heat_paint")
    control(place, edge).check()
    assert ask(place, "live.get('boundary')") == edge
    control(place, "restart").click()
    widget = HeatPaint(size=32, boundary=edge)
    expected = widget.advance(widget.initial(), 200).sum()
    ask(place, "live.advance(200 - live.steps())")
    assert ask(place, "live.total()") == pytest.approx(expected, rel=1e-12)
    assert (abs(expected - widget.initial().sum()) < 1e-9) == kept


def test_keyboard_paints_and_erases(curves_book, open_page):
    page, place = paused(open_page, curves_book, "heat_paint")
    wait_for_words(page, "heat_paint", "still")
    canvas = place.locator("canvas")
    canvas.focus()
    scrolled = page.evaluate("() => scrollY")
    page.keyboard.press("ArrowUp")
    assert "Brush at 50 % across, 53 % up" in place.locator("[role=status]").inner_text()
    before = ask(place, "live.total()")
    page.keyboard.press("Enter")
    painted = ask(place, "live.total()")
    page.keyboard.press("Shift+Enter")
    assert before < painted
    assert ask(place, "live.total()") < before
    assert page.evaluate("() => scrollY") == scrolled
    assert canvas.evaluate("(c) => [getComputedStyle(c).outlineStyle, getComputedStyle(c).touchAction]") == [
        "solid",
        "pan-y",
    ]
    page.keyboard.press(" ")
    assert ask(place, "live.get('running')") is True


def test_pointer_paints_without_gaps(curves_book, open_page):
    _, place = paused(open_page, curves_book, "heat_paint")
    wait_for_words(place.page, "heat_paint", "still")
    box = place.locator("canvas").bounding_box()
    mouse = place.page.mouse
    mouse.move(box["x"] + 0.1 * box["width"], box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2, steps=2)
    mouse.up()
    row = ask(place, "live.read().slice(16 * 32, 17 * 32)")
    assert sum(value == 1 for value in row) >= 25
