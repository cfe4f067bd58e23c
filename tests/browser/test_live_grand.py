"""The live figures of chapter 6 compute what the package computes, and show limits where they are."""

import itertools

import numpy as np
import pytest
from small_pages import ask, call, control, show, wait_until

from pdecourse.widgets import AttentionTemperature, GraphStep, StabilityRegions

pytestmark = pytest.mark.browser


def paused(open_page, book, name):
    """Open the page with the figure ``name`` paused."""
    page = open_page(f"{book['http']}/index.html", reduced_motion="reduce")
    return page, show(page, name)


@pytest.mark.parametrize("graph", ["karate", "loops", "grid"])
def test_steps_and_limits_are_the_packages(curves_book, open_page, graph):
    page, place = paused(open_page, curves_book, "graph_step")
    control(place, graph).check()
    control(place, "tau").fill("1.05")
    control(place, "restart").click()
    widget = GraphStep(graph=graph, tau=1.05)
    np.testing.assert_allclose(ask(place, "live.read()"), widget.run(20)[20], atol=1e-12)
    found = call(
        page, "graph_step", "(({ means, limit }) => [means, limit])(m.walkOf(a[0]))", widget.pictures[graph]
    )
    np.testing.assert_allclose(found, widget.limits(), atol=1e-12)
    facts = place.locator(".live-facts").inner_text()
    assert f"{widget.limits()[1]:.4f}" in facts and f"{widget.limits()[0]:.4f}" in facts


def test_link_to_another_graph_steps_on_it(curves_book, open_page):
    address = f"{curves_book['http']}/index.html#live-graph-step?graph=grid&tau=1.2"
    page = open_page(address, reduced_motion="reduce")
    place = show(page, "graph_step")
    wait_until(page, "graph_step", "live.steps() === 20")
    expected = GraphStep(graph="grid", tau=1.2).run(20)[20]
    np.testing.assert_allclose(ask(place, "live.read()"), expected, atol=1e-12)
    assert place.locator(".live-ticks").inner_text() == "limit 1.000"


def test_modes_have_the_weights_of_the_walk(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    widget = GraphStep()
    modes = call(
        page,
        "graph_step",
        "(({ values, vectors, share }) => ({ values, vectors: vectors.map((v) => [...v]), share }))(m.walkOf(a[0]).modes)",
        widget.pictures["karate"],
    )
    values, vectors, share = (np.array(modes[name]) for name in ("values", "vectors", "share"))
    np.testing.assert_allclose(values, widget.eigenvalues(), atol=1e-12)
    np.testing.assert_allclose((vectors * share) @ vectors.T, np.eye(34), atol=1e-12)
    np.testing.assert_allclose(vectors @ widget.matrix().T, values[:, None] * vectors, atol=1e-11)


def test_mixing_blinking_and_blow_up_in_this_order(curves_book, open_page):
    page, place = paused(open_page, curves_book, "graph_step")
    facts = place.locator(".live-facts")
    deviation = "m.deviationOf(m.walkOf(a[0]).modes, a[1])"
    picture = GraphStep().pictures["karate"]
    found = {}
    for tau, words in (
        ("0.5", "dies without a flip"),
        ("1.1", "flips and dies"),
        ("1.25", "flips and grows"),
    ):
        control(place, "tau").fill(tau)
        assert words in facts.inner_text()
        control(place, "restart").click()
        control(place, "ten-steps").click()
        found[tau] = call(page, "graph_step", deviation, picture, ask(place, "live.read()"))
        assert ask(place, "live.get('steps')") == 30
    assert found["0.5"] < found["1.25"] and found["1.1"] < 0.1
    ask(place, "live.advance(400)")
    ask(place, "live.draw()")
    assert "held here" in place.locator("[role=status]").inner_text()
    assert ask(place, "live.steps()") < 400
    assert "100 %" in facts.inner_text(), "only the lowest mode is left"


def test_limit_of_the_bipartite_graph_is_one(curves_book, open_page):
    _, place = paused(open_page, curves_book, "graph_step")
    control(place, "grid").check()
    facts = place.locator(".live-facts")
    control(place, "tau").fill("1")
    assert "flips for ever" in facts.inner_text()
    control(place, "tau").press("ArrowRight")
    assert "flips and grows" in facts.inner_text()
    assert place.locator(".live-ticks").inner_text() == "limit 1.000"


def test_mark_lies_below_the_handle_at_the_limit(curves_book, open_page):
    _, place = paused(open_page, curves_book, "graph_step")
    limit = GraphStep().limits()[1]
    slider = control(place, "tau").bounding_box()
    mark = place.locator(".live-ticks span").bounding_box()
    handle = slider["x"] + 8 + (slider["width"] - 16) * (limit - 0.05) / 1.55
    assert mark["x"] + mark["width"] / 2 == pytest.approx(handle, abs=1)


def test_steps_are_too_slow_to_flash(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    place = show(page, "graph_step")
    wait_until(page, "graph_step", "live.steps() > 0")
    before = ask(place, "[live.steps(), performance.now()]")
    page.wait_for_timeout(1500)
    after = ask(place, "[live.steps(), performance.now()]")
    assert 0 < after[0] - before[0] <= 1 + 6 * (after[1] - before[1]) / 1000


SOLVERS = StabilityRegions.solver.values


@pytest.mark.parametrize("solver", SOLVERS)
def test_factors_are_the_solvers(curves_book, open_page, solver):
    page = open_page(f"{curves_book['http']}/index.html")
    rng = np.random.default_rng(0)
    z = rng.uniform(-4, 1, 40) + 1j * rng.uniform(-3, 3, 40)
    z = np.concatenate([z, [0, -0.3, -1, -2]])
    pairs = np.stack([z.real, z.imag], axis=1).tolist()
    factors = call(page, "stability_regions", "a[1].map(m.AMPLIFICATION[a[0]])", solver, pairs)
    np.testing.assert_allclose(factors, StabilityRegions(solver=solver).factors(z), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("solver", SOLVERS)
def test_shown_factors_and_verdict_are_the_packages(curves_book, open_page, solver):
    _, place = paused(open_page, curves_book, "stability_regions")
    control(place, solver).check()
    for graph, tau in itertools.product(("walk", "hub", "ring"), (0.2, 1.5)):
        control(place, graph).check()
        control(place, "tau").fill(str(tau))
        widget = StabilityRegions(solver=solver, graph=graph, tau=tau)
        shown = ask(place, "live.read().map(({ factor }) => factor)")
        np.testing.assert_allclose(shown, widget.factors(), rtol=1e-6, atol=1e-9)
        facts = place.locator(".live-facts").inner_text()
        assert f"{widget.outside()} of {len(shown)} modes" in facts
        assert ("unstable" in facts) == (widget.outside() > 0)


def test_largest_step_is_where_the_first_mode_leaves(curves_book, open_page):
    page, place = paused(open_page, curves_book, "stability_regions")
    rates = StabilityRegions().rates
    for solver in ("euler", "rk4", "adams_bashforth4", "adams_moulton4"):
        for graph in ("walk", "hub"):
            step = call(
                page, "stability_regions", "m.largestStep(m.AMPLIFICATION[a[0]], a[1])", solver, rates[graph]
            )
            below, above = (
                StabilityRegions(solver=solver, graph=graph, tau=step * factor).outside()
                for factor in (0.9999, 1.0001)
            )
            assert below == 0 < above
    control(place, "implicit_euler").check()
    assert "none up to 3" in place.locator(".live-facts").inner_text()
    assert place.locator(".live-ticks span").count() == 0


def test_shaded_region_is_where_nothing_grows(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    across, up = np.linspace(-3, 1, 81), np.linspace(0, 2, 41)
    expression = "m.levelSet((x, y) => m.AMPLIFICATION.euler([x, y]), a[0], a[1])"
    found = call(page, "stability_regions", expression, across.tolist(), up.tolist())
    border = np.array(found["border"]).reshape(-1, 2)
    np.testing.assert_allclose(np.hypot(border[:, 0] + 1, border[:, 1]), 1, atol=2e-3)
    area = sum(
        abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
        for x, y in (np.transpose(p) for p in found["fill"])
    )
    assert area == pytest.approx(np.pi / 2, rel=2e-3), "half a disc"


@pytest.mark.parametrize("kind", ["once", "always"])
@pytest.mark.parametrize("sharpness", [0.0, 1.0, 6.5])
def test_diffusion_and_attention_are_the_packages(curves_book, open_page, kind, sharpness):
    page, place = paused(open_page, curves_book, "attention_temperature")
    control(place, kind).check()
    control(place, "sharpness").fill(str(sharpness))
    wait_until(page, "attention_temperature", "live.steps() === 60")
    widget = AttentionTemperature(sharpness=sharpness, attention=kind)
    run = widget.run(60)
    np.testing.assert_allclose(ask(place, "live.read()"), run[60], atol=1e-12)
    attention = widget.matrix(run[60] if kind == "always" else run[0])
    np.testing.assert_allclose(ask(place, "live.matrix()"), attention, atol=1e-12)
    assert f"{widget.gap(run[60]):.3g}" in place.locator(".live-facts").inner_text()
    width = ask(
        place, "[...figure.querySelectorAll('.live-edge')].map((e) => parseFloat(e.style.strokeWidth))"
    )
    expected = [0.3 + 7 * (attention[i, j] + attention[j, i]) for i, j in widget.picture["edges"]]
    np.testing.assert_allclose(width, expected, rtol=1e-4)


def test_sharp_attention_stops_at_the_border(curves_book, open_page):
    page, place = paused(open_page, curves_book, "attention_temperature")
    gaps = {}
    for sharpness in ("0", "8"):
        control(place, "sharpness").fill(sharpness)
        wait_until(page, "attention_temperature", "live.steps() === 60")
        ask(place, "live.advance(540)")
        ask(place, "live.draw()")
        gaps[sharpness] = call(page, "attention_temperature", "m.gapOf(a[0], a[1])",
                               AttentionTemperature().picture["groups"], ask(place, "live.read()"))  # fmt: skip
    assert abs(gaps["0"]) < 0.01 < 1.5 < gaps["8"]
    assert "20 of 20" in place.locator(".live-facts").inner_text()
