"""The live figures of chapter 7 compute what the package computes, and can be dragged by hand and by keyboard."""

import numpy as np
import pytest
from small_pages import ask, control, show, wait_until

from pdecourse.widgets import GraffPad, Particles

pytestmark = pytest.mark.browser


def paused(open_page, book, name):
    """Open the page with the figure ``name`` paused."""
    page = open_page(f"{book['http']}/index.html", reduced_motion="reduce")
    return page, show(page, name)


@pytest.mark.parametrize("graph", ["karate", "grid"])
def test_features_and_energies_are_the_packages(curves_book, open_page, graph):
    _, place = paused(open_page, curves_book, "graff_pad")
    control(place, graph).check()
    for plus, minus, time in ((0.8, -1.0, 10.0), (1.4, -1.2, 30.0), (0.0, -0.3, 0.0)):
        ask(place, f"live.set({{ plus: {plus}, minus: {minus}, time: {time} }})")
        widget = GraffPad(graph=graph, plus=plus, minus=minus, time=time)
        np.testing.assert_allclose(ask(place, "live.read()"), widget.features(time).T, atol=1e-10)
        energies = [widget.energy(widget.features(t)) for t in np.linspace(0, 30, 121)]
        np.testing.assert_allclose(ask(place, "live.energies()"), energies, atol=1e-10)
        facts = place.locator(".live-facts").inner_text()
        assert f"the {widget.winner()} frequency" in facts and f"{widget.rho:.4f}" in facts


def test_keyboard_crosses_the_border(curves_book, open_page):
    page, place = paused(open_page, curves_book, "graff_pad")
    control(place, "grid").check()
    ask(place, "live.set({ plus: 0.98, minus: -1 })")
    handle = place.get_by_role("slider", name="Attraction and repulsion")
    assert "the high frequency wins" in handle.get_attribute("aria-valuetext")
    handle.focus()
    page.keyboard.press("ArrowRight")
    assert "neither: on the border" in handle.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    assert "the low frequency wins" in place.locator("[role=status]").inner_text()
    assert ask(place, "[live.get('plus'), live.get('minus')]") == [1.02, -1]
    assert page.problems == []


@pytest.mark.parametrize("graph", ["cube", "petersen"])
def test_particles_move_as_in_the_package(curves_book, open_page, graph):
    page, place = paused(open_page, curves_book, "particles")
    control(place, graph).check()
    control(place, "across").fill("-0.7")
    control(place, "restart").click()
    wait_until(page, "particles", "live.steps() === 60")
    ask(place, "live.advance(400)")
    widget = Particles(graph=graph, across=-0.7)
    run = widget.run(460)
    np.testing.assert_allclose(ask(place, "live.read()"), run[460], atol=1e-9)
    ask(place, "live.draw()")
    assert f"{widget.energy(run[460]):.3f}".replace("-", "−") in place.locator(".live-facts").inner_text()


def test_link_to_another_graph_moves_on_it(curves_book, open_page):
    address = f"{curves_book['http']}/index.html#live-particles?graph=petersen&across=-1"
    page = open_page(address, reduced_motion="reduce")
    place = show(page, "particles")
    wait_until(page, "particles", "live.steps() === 60")
    expected = Particles(graph="petersen", across=-1.0).run(60)[60]
    np.testing.assert_allclose(ask(place, "live.read()"), expected, atol=1e-12)
    assert page.problems == []


def test_keyboard_chooses_and_moves_a_particle(curves_book, open_page):
    page, place = paused(open_page, curves_book, "particles")
    drawing = place.get_by_role("application")
    drawing.focus()
    page.keyboard.press("Enter")
    before = ask(place, "live.read()")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowLeft")
    after = ask(place, "live.read()")
    np.testing.assert_allclose(np.subtract(after[1], before[1]), [-0.5, 0.1], atol=1e-9)
    assert after[:1] + after[2:] == before[:1] + before[2:]
    assert "Particle 1 at" in place.locator("[role=status]").inner_text()
    page.keyboard.press(" ")
    assert ask(place, "live.get('running')") is True
    assert page.problems == []


def test_dragged_particle_follows_the_pointer_while_the_others_flow(curves_book, open_page):
    page, place = paused(open_page, curves_book, "particles")
    drawing = place.get_by_role("application")
    drawing.scroll_into_view_if_needed()
    box = drawing.locator(".live-node").nth(3).bounding_box()
    start = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = ask(place, "live.read()")
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 40, start[1] - 30, steps=3)
    held = ask(place, "live.read()")
    assert ask(place, "live.chosen()") == 3
    assert held[3][0] > before[3][0] and held[3][1] > before[3][1]
    ask(place, "live.advance(20)")
    later = ask(place, "live.read()")
    assert later[3] == held[3] and later[0] != held[0]
    page.mouse.up()
    ask(place, "live.advance(20)")
    assert ask(place, "live.read()")[3] != held[3]
    assert drawing.evaluate("(svg) => getComputedStyle(svg).touchAction") == "pan-y"
    assert page.problems == []
