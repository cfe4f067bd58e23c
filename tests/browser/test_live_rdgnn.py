"""The live figures of chapter 8 compute what the package computes, and their patterns begin and end where it says."""

import numpy as np
import pytest
from small_pages import ask, call, control, show, wait_until

from pdecourse import turing
from pdecourse.kinetics import Schnakenberg
from pdecourse.widgets import GraphReaction, GraphTuring, GrayScottGraph

pytestmark = pytest.mark.browser


def paused(open_page, book, name):
    """Open the page with the figure ``name`` paused."""
    page = open_page(f"{book['http']}/index.html", reduced_motion="reduce")
    return page, show(page, name)


@pytest.mark.parametrize("reaction", GraphReaction.reaction.values)
def test_reaction_and_energy_are_the_packages(curves_book, open_page, reaction):
    page, place = paused(open_page, curves_book, "graph_reaction")
    control(place, reaction).check()
    control(place, "strength").fill("0.65")
    wait_until(page, "graph_reaction", "live.steps() === 60")
    widget = GraphReaction(reaction=reaction, strength=0.65)
    run = widget.run(60)
    np.testing.assert_allclose(ask(place, "live.read()"), run[60], atol=1e-12)
    energy = call(page, "graph_reaction", "m.energyOf(a[0], a[1])", widget.picture["edges"], run[60].tolist())
    assert energy == pytest.approx(widget.energy(run[60]), rel=1e-9)
    facts = place.locator(".live-facts").inner_text()
    assert f"{energy:.3g}" in facts and f"{widget.eigenvalues()[1]:.4f}" in facts
    assert f"{widget.growth_rate(widget.eigenvalues()[1]):.3f}".replace("-", "−") in facts


def test_collapse_stops_early_and_strong_only(curves_book, open_page):
    _, place = paused(open_page, curves_book, "graph_reaction")
    energies = {}
    for strength, wait in ((0.3, 0), (0.7, 0), (0.7, 400)):
        control(place, "none").check()
        control(place, "strength").fill(str(strength))
        ask(place, "live.load(live.get('features'))")
        ask(place, f"live.advance({wait})")
        ask(place, "live.model.state.reaction = 'allen_cahn'")  # no new still
        ask(place, "live.advance(4000)")
        ask(place, "live.draw()")
        x = np.array(ask(place, "live.read()"))
        energies[strength, wait] = float(GraphReaction().energy(x))
        ask(place, "live.model.state.reaction = 'none'")
    assert energies[0.3, 0] < 1e-6 > energies[0.7, 400]
    assert energies[0.7, 0] > 8


@pytest.mark.parametrize("graph", GraphTuring.graph.values)
def test_turing_run_rates_and_onset_are_the_packages(curves_book, open_page, graph):
    page, place = paused(open_page, curves_book, "graph_turing")
    control(place, graph).check()
    control(place, "d").fill("13")
    control(place, "coupling").fill("0.6")
    wait_until(page, "graph_turing", "live.steps() === 400")
    widget = GraphTuring(graph=graph, d=13.0, coupling=0.6)
    np.testing.assert_allclose(ask(place, "live.read()"), widget.run(400, every=400)[-1].T, atol=1e-9)
    state = turing.analyze(Schnakenberg(), (1.0, 13.0), eigenvalues=widget.eigenvalues()).states[0]
    np.testing.assert_allclose(ask(place, "live.rates()"), state.growth_rates, atol=1e-9)
    onset = widget.onsets().min()
    assert ask(place, "live.onset()") == pytest.approx(onset, rel=1e-9)
    facts = place.locator(".live-facts").inner_text()
    assert f"d = {onset:.3f}" in facts
    assert f"{len(state.growing)} of {len(state.eigenvalues)}" in facts


def test_pattern_begins_when_the_line_passes_the_first_dot(curves_book, open_page):
    page, place = paused(open_page, curves_book, "graph_turing")
    facts = place.locator(".live-facts")
    onset = GraphTuring(graph="ring").onsets().min()
    assert f"onset {onset:.2f}" in place.locator(".live-ticks").inner_text()
    for d, growing, verdict in (
        (onset - 1.7, "0 of 16", "no pattern"),
        (onset + 2.5, "4 of 16", "a pattern"),
    ):
        control(place, "d").fill(f"{d:.1f}")
        wait_until(page, "graph_turing", "live.steps() === 400")
        ask(place, "live.advance(7600)")
        ask(place, "live.draw()")
        assert growing in facts.inner_text() and verdict in facts.inner_text()
    control(place, "coupling").fill("2")
    control(place, "hubs").check()
    assert "never" in facts.inner_text() and place.locator(".live-ticks span").count() == 0


@pytest.mark.parametrize("places", ["grid", "shaken"])
@pytest.mark.parametrize("rewired", [0.0, 0.1])
def test_gray_scott_on_links_is_the_packages(curves_book, open_page, places, rewired):
    page, place = paused(open_page, curves_book, "gray_scott_graph")
    control(place, places).check()
    control(place, "rewired").fill(str(rewired))
    wait_until(page, "gray_scott_graph", "live.steps() === 60")
    ask(place, "live.advance(440)")
    widget = GrayScottGraph(size=32, places=places, rewired=rewired)
    np.testing.assert_allclose(ask(place, "live.read()"), widget.advance(widget.initial(), 500), atol=1e-9)
    assert str(len(widget.links())) in place.locator(".live-facts").inner_text()


def test_links_places_and_pixels_are_the_packages(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    widget = GrayScottGraph(places="shaken", rewired=0.1)
    places = call(page, "gray_scott_graph", "[...m.placesOf('shaken', 64)]")
    np.testing.assert_allclose(np.reshape(places, (-1, 2)), widget.node_places(), atol=1e-12)
    links = call(page, "gray_scott_graph", "[...m.linksOf('shaken', 64, a[0])]", places)
    np.testing.assert_array_equal(np.reshape(links, (-1, 2)), widget.links())
    links = call(page, "gray_scott_graph", "[...m.rewiredLinks(a[0], 0.1, 4096)]", links)
    np.testing.assert_array_equal(np.reshape(links, (-1, 2)), widget.rewired_links())
    owners = call(page, "gray_scott_graph", "[...m.ownersOf('shaken', a[0], 64, 192)]", places)
    np.testing.assert_array_equal(np.reshape(owners, (192, 192)), widget.owners())


def test_shortcuts_shorten_the_way_and_kill_the_pattern(curves_book, open_page):
    _, place = paused(open_page, curves_book, "gray_scott_graph")
    facts = place.locator(".live-facts")
    distance = {}
    for share in ("0", "0.3"):
        control(place, "rewired").fill(share)
        control(place, "restart").click()
        ask(place, "live.advance(5000)")
        ask(place, "live.draw()")
        distance[share] = float(facts.inner_text().split("mean distance")[1].split()[0])
        assert ("a pattern" if share == "0" else "all nodes alike") in facts.inner_text()
    assert distance["0"] == pytest.approx(16.0, abs=0.1) and distance["0.3"] < 8


def test_brush_adds_and_takes_away(curves_book, open_page):
    _, place = paused(open_page, curves_book, "gray_scott_graph")
    canvas = place.locator("canvas")
    canvas.focus()
    canvas.press("Enter")
    total = "live.read()[1].reduce((sum, v) => sum + v, 0)"
    painted = ask(place, total)
    assert painted > 0
    control(place, "brush").click()
    canvas.focus()
    canvas.press("Enter")
    assert ask(place, total) < painted
