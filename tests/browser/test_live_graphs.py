"""The live figures of chapters 4 and 5 compute what the package computes, and can be drawn on by hand and by keyboard."""

import numpy as np
import pytest
from small_pages import ask, call, control, show, wait_for_words

from pdecourse import graphs
from pdecourse.widgets import GraphCut, GraphModes, KarateDepth, SelfLoops

pytestmark = pytest.mark.browser

FOUND = (
    "(({ values, vectors }) => ({ values, vectors: vectors.map((row) => [...row]) }))(m.eigenSymmetric(a[0]))"
)


def paused(open_page, book, name):
    """Open the page with the figure ``name`` paused."""
    page = open_page(f"{book['http']}/index.html", reduced_motion="reduce")
    return page, show(page, name)


@pytest.mark.parametrize("nodes", [1, 2, 12, 40])
def test_jacobi_finds_all_eigenvalues_and_orthonormal_vectors(curves_book, open_page, nodes):
    page = open_page(f"{curves_book['http']}/index.html")
    edges = np.triu(np.random.default_rng(nodes).random((nodes, nodes)) < 0.15, 1)
    matrix = np.diag((edges + edges.T).sum(axis=1).astype(float)) - (edges + edges.T)
    found = call(page, "graph_cut", FOUND, matrix.tolist())
    values, vectors = np.array(found["values"]), np.array(found["vectors"])
    np.testing.assert_allclose(values, np.linalg.eigvalsh(matrix), atol=1e-12)
    np.testing.assert_allclose(vectors @ vectors.T, np.eye(nodes), atol=1e-12)
    np.testing.assert_allclose(vectors @ matrix, values[:, None] * vectors, atol=1e-11)


def test_heat_and_fiedler_vector_are_the_packages(curves_book, open_page):
    page, place = paused(open_page, curves_book, "graph_cut")
    wait_for_words(page, "graph_cut", "60 steps")
    widget = GraphCut()
    np.testing.assert_allclose(ask(place, "live.read()"), widget.advance(widget.initial(), 3.0), atol=1e-12)
    fiedler = graphs.fiedler_vector(widget.graph())
    assert ask(place, "live.fiedler().lambda") == pytest.approx(graphs.algebraic_connectivity(widget.graph()))
    shown = np.array(ask(place, "live.fiedler().vector"))
    np.testing.assert_allclose(
        shown * shown[0], fiedler * fiedler[0] / np.abs(fiedler).max() ** 2, atol=1e-10
    )


def test_cutting_the_bridge_stalls_the_mixing(curves_book, open_page):
    page, place = paused(open_page, curves_book, "graph_cut")
    wait_for_words(page, "graph_cut", "60 steps")
    before = np.std(ask(place, "live.read()"))
    control(place, "restart").click()
    control(place, "bridge").click()
    assert "Cut 0 and 6. λ₂ is 0." in place.locator("[role=status]").inner_text()
    ask(place, "live.advance(500)")
    assert np.std(ask(place, "live.read()")) == pytest.approx(0.5) and before < 0.4
    facts = place.locator(".live-facts")
    assert "never" in facts.inner_text() and "0 of 18" in facts.inner_text()
    assert "2 pieces" in place.locator("svg").first.get_attribute("aria-label")
    assert sorted(map(sorted, ask(place, "live.get('edges')"))) == sorted(GraphCut().without_bridge().edges)
    assert control(place, "bridge").inner_text() == "Join the pieces"
    control(place, "bridge").click()
    assert ask(place, "live.get('edges')")[-1] == [0, 6], "the two nearest nodes"
    assert control(place, "bridge").inner_text() == "Cut the bridge"


def test_there_may_be_no_bridge(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    ring = [[0, 1], [1, 2], [2, 3], [3, 0]]
    assert call(page, "graph_cut", "m.bridgeOf(4, a[0])", ring) is None
    assert call(page, "graph_cut", "m.bridgeOf(5, a[0])", [*ring, [3, 4]]) == [3, 4]
    chain = [[i, i + 1] for i in range(5)]
    assert call(page, "graph_cut", "m.bridgeOf(6, a[0])", chain) == [2, 3], "into even parts"


def test_keyboard_joins_cuts_adds_and_removes(curves_book, open_page):
    page, place = paused(open_page, curves_book, "graph_cut")
    edges = "live.get('edges').map(String)"
    drawing = place.get_by_role("application")
    drawing.focus()
    scrolled = page.evaluate("() => scrollY")
    page.keyboard.press("ArrowRight")
    assert "Node 6" in place.locator("[role=status]").inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert "6,7" not in ask(place, edges), "they were joined"
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert "1,7" in ask(place, edges), "they were not"
    control(place, "add-node").click()
    assert ask(place, "[live.get('positions').length, live.read().length]") == [13, 13]
    assert ask(place, edges)[-1].endswith(",12")
    drawing.focus()
    page.keyboard.press("Delete")
    assert ask(place, "[live.get('positions').length, live.read().length]") == [12, 12]
    page.keyboard.press(" ")
    assert ask(place, "live.get('running')") is True
    assert page.evaluate("() => scrollY") == scrolled
    control(place, "first-graph").click()
    assert ask(place, edges) == [f"{a},{b}" for a, b in GraphCut().edges]
    assert page.problems == []


def at(place, node):
    """Return where the node lies in the page."""
    box = place.get_by_role("application").locator(".live-node").nth(node).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=3)
    page.mouse.up()


def test_pointer_joins_cuts_and_adds(curves_book, open_page):
    page, place = paused(open_page, curves_book, "graph_cut")
    drawing = place.get_by_role("application")
    drawing.scroll_into_view_if_needed()
    edges = "live.get('edges').map(String)"
    drag(page, at(place, 1), at(place, 7))
    assert "1,7" in ask(place, edges)
    drag(page, at(place, 1), at(place, 7))
    assert "1,7" not in ask(place, edges)
    (x0, y0), (x6, y6) = at(place, 0), at(place, 6)
    page.mouse.click((x0 + x6) / 2, (y0 + y6) / 2)
    assert "0,6" not in ask(place, edges), "a click cuts an edge"
    drag(page, at(place, 0), ((x0 + x6) / 2, y0 - 60))
    assert ask(place, "live.get('positions').length") == 13
    assert ask(place, edges)[-1] == "0,12"
    page.mouse.click(*at(place, 2))
    assert place.locator(".live-marked").count() == 1
    page.mouse.click(*at(place, 2))
    assert place.locator(".live-marked").count() == 0
    assert drawing.evaluate("(svg) => getComputedStyle(svg).touchAction") == "pan-y"
    assert page.problems == []


@pytest.mark.parametrize("graph", ["path", "grid", "karate"])
def test_modes_are_the_packages(curves_book, open_page, graph):
    page, place = paused(open_page, curves_book, "graph_modes")
    control(place, graph).check()
    modes = GraphModes(graph=graph).spectrum()
    picture = GraphModes().pictures[graph]
    np.testing.assert_allclose(
        call(page, "graph_modes", "m.modesOf(a[0]).values", picture), modes.eigenvalues, atol=1e-12
    )
    for mode in (1, 2, len(modes.eigenvalues) - 1):
        control(place, "mode").fill(str(mode))
        vector = modes.eigenvectors[:, mode]
        np.testing.assert_allclose(ask(place, "live.read()"), vector / np.abs(vector).max(), atol=1e-9)
        assert f"{modes.eigenvalues[mode]:.4f}" in place.locator(".live-facts").inner_text()


def test_slider_shows_the_split_and_the_repeated_eigenvalue(curves_book, open_page):
    page, place = paused(open_page, curves_book, "graph_modes")
    ask(place, "live.set({ mode: 34 })")
    assert "19 half waves" in place.locator(".live-facts").inner_text(), "the last mode of the path"
    control(place, "karate").check()
    key = place.locator(".live-key")
    assert key.is_visible() and "instructor" in key.inner_text()
    control(place, "mode").fill("2")
    control(place, "mode").press("ArrowLeft")
    assert "splits the club: 32 of 34" in place.locator(".live-facts").inner_text()
    control(place, "mode").fill("10")
    values = GraphModes(graph="karate").spectrum().eigenvalues
    assert f"{np.isclose(values, values[10]).sum()} modes share" in place.locator(".live-facts").inner_text()
    control(place, "grid").check()
    assert not key.is_visible()
    assert page.problems == []


@pytest.mark.parametrize("kind", ["symmetric", "random_walk"])
def test_layers_and_energies_are_the_packages(curves_book, open_page, kind):
    page, place = paused(open_page, curves_book, "karate_depth")
    control(place, kind).check()
    widget = KarateDepth(normalization=kind)
    layers, energies = widget.layers(), widget.energies()
    for depth in (0, 1, 7, 64):
        control(place, "depth").fill(str(depth))
        np.testing.assert_allclose(ask(place, "live.read()"), layers[depth], atol=1e-12)
    drawn = ask(place, "live.energies()")
    for name, energy in energies.items():
        np.testing.assert_allclose(drawn[name], energy, rtol=1e-8)
    assert f"{graphs.second_modulus(graphs.load('karate')):.4f}" in place.locator(".live-facts").inner_text()
    limit = call(
        page,
        "karate_depth",
        "m.limitOf(m.rootsOf(34, a[0]), a[1], a[2])",
        widget.picture["edges"],
        widget.features,
        kind,
    )
    np.testing.assert_allclose(limit, widget.limit(), atol=1e-12)


def test_depth_is_moved_by_keys_and_said(curves_book, open_page):
    _, place = paused(open_page, curves_book, "karate_depth")
    slider = control(place, "depth")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    assert ask(place, "live.get('depth')") == 3
    assert slider.get_attribute("aria-valuetext") == "depth L: 3"
    assert "at depth 3" in place.locator("svg").first.get_attribute("aria-label")


@pytest.mark.parametrize("graph", ["ring", "grid", "karate"])
@pytest.mark.parametrize("weight", [0.0, 0.35, 2.0])
def test_loops_move_the_eigenvalues_as_in_the_package(curves_book, open_page, graph, weight):
    page, place = paused(open_page, curves_book, "self_loops")
    ask(place, f"live.set({{ graph: '{graph}', weight: {weight} }})")
    widget = SelfLoops(graph=graph, weight=weight)
    values = call(page, "self_loops", "m.eigenvaluesOf(a[0], a[1])", widget.pictures[graph], weight)
    np.testing.assert_allclose(values, widget.eigenvalues(), atol=1e-12)
    np.testing.assert_allclose(ask(place, "live.read()"), widget.run(), atol=1e-9)


def test_alternation_ends_with_the_first_loop(curves_book, open_page):
    _, place = paused(open_page, curves_book, "self_loops")
    facts = place.locator(".live-facts")
    assert "flips for ever" in facts.inner_text() and "the lowest" in facts.inner_text()
    colour = "figure.querySelector('.live-node').style.fill"
    first = ask(place, colour)
    control(place, "step").fill("1")
    assert ask(place, colour) != first
    control(place, "step").fill("2")
    assert ask(place, colour) == first
    control(place, "weight").fill("0.5")
    assert "flips and dies, × −0.600" in facts.inner_text() and "the second" in facts.inner_text()
    control(place, "weight").fill("2")
    assert "dies without a flip" in facts.inner_text()
