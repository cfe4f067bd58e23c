"""What every live figure of curves, plates and graphs must do: run offline, fit, explain itself, carry links, keep its poster."""

import pytest
from small_pages import CURVES, anchor, ask, control, show, wait_for_words, wait_until

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

IN_TIME = [
    "heat_step",
    "heat_race",
    "heat_paint",
    "domain_length",
    "graph_cut",
    "graph_step",
    "attention_temperature",
    "particles",
    "graph_reaction",
    "graph_turing",
    "gray_scott_graph",
]

CHANGED = {
    "heat_step": {"r": 0.26},
    "heat_race": {"r": 5},
    "heat_paint": {"boundary": "dirichlet"},
    "dispersion": {"d": 12.5},
    "domain_length": {"length": 20, "seed": 4},
    "trace_determinant": {"trace": 0.5, "determinant": -0.5, "d": 20, "fu": 1},
    "graph_cut": {"positions": [[0.2, 0.5], [0.5, 0.9], [0.8, 0.5]], "edges": [[0, 1], [1, 2]]},
    "graph_modes": {"graph": "karate", "mode": 7},
    "karate_depth": {"depth": 12, "normalization": "random_walk"},
    "self_loops": {"graph": "grid", "weight": 0.5, "step": 5},
    "graph_step": {"graph": "grid", "tau": 1.01},
    "stability_regions": {"solver": "adams_bashforth4", "graph": "ring", "tau": 0.3},
    "graff_pad": {"plus": 1.2, "minus": -0.4, "time": 4, "graph": "grid"},
    "particles": {"across": -0.5, "up": 1.5, "graph": "petersen"},
    "attention_temperature": {"sharpness": 4.5, "attention": "always"},
    "graph_reaction": {"reaction": "allen_cahn", "strength": 0.35},
    "graph_turing": {"graph": "grid", "d": 15, "coupling": 0.5},
    "gray_scott_graph": {"places": "shaken", "rewired": 0.1},
}


JUPYTERLAB = """
.jp-OutputArea-output :is(dl, dt, dd) { display: block; }
.jp-OutputArea-output dt { font-weight: bold; float: left; width: 20%; padding: 0; margin: 0; }
.jp-OutputArea-output dd { float: left; width: 80%; padding: 0; margin: 0; }
"""
"""What JupyterLab 4 says of lists of definitions in an output."""


@pytest.mark.parametrize("protocol", ["http", "file"])
def test_all_figures_show_without_a_problem(curves_book, open_page, protocol):
    page = open_page(f"{curves_book[protocol]}/index.html")
    for name in CURVES:
        place = show(page, name)
        label = place.locator(".live-figure").get_attribute("aria-label")
        assert label.startswith("Live figure: ")
        expect(place.locator("img")).to_be_hidden()
        pictures = place.locator("svg, canvas, .live-strip")
        for i in range(pictures.count()):
            if pictures.nth(i).get_attribute("role"):
                assert pictures.nth(i).get_attribute("aria-label")
    assert page.problems == []


@pytest.mark.parametrize("name", IN_TIME)
def test_runs_pauses_and_restarts(curves_book, open_page, name):
    page = open_page(f"{curves_book['http']}/index.html")
    place = show(page, name)
    wait_until(page, name, "live.steps() > 1")
    control(place, "run").click()
    steps = ask(place, "live.steps()")
    page.wait_for_timeout(150)
    assert ask(place, "[live.steps(), live.get('steps')]") == [steps, steps]
    control(place, "restart").click()
    assert ask(place, "live.steps()") == 0


@pytest.mark.parametrize("name", IN_TIME)
def test_reduced_motion_shows_a_still(curves_book, open_page, name):
    page = open_page(f"{curves_book['http']}/index.html", reduced_motion="reduce")
    place = show(page, name)
    wait_for_words(page, name, "A still after")
    steps = ask(place, "live.steps()")
    assert steps == ask(place, "live.get('still')")
    page.wait_for_timeout(150)
    assert ask(place, "live.steps()") == steps
    assert control(place, "run").inner_text() == "Run"
    control(place, "run").click()
    wait_until(page, name, f"live.steps() > {steps}")


@pytest.mark.parametrize("name", CURVES)
def test_link_carries_the_state(curves_book, open_page, name):
    address = f"{curves_book['file']}/index.html"
    page = open_page(address)
    place = show(page, name)
    for key, value in CHANGED[name].items():
        ask(place, f"live.set({{ {key}: {value!r} }})")
    control(place, "copy-link").click()
    wait_for_words(page, name, "ink to this setting")
    other = open_page(page.url)
    place = show(other, name)
    assert {key: ask(place, f"live.get('{key}')") for key in CHANGED[name]} == CHANGED[name]
    other.evaluate(
        f"() => {{ location.hash = '#{anchor(name)}?{next(iter(CHANGED[name]))}=nonsense&palette=red'; }}"
    )
    assert {key: ask(place, f"live.get('{key}')") for key in CHANGED[name]} == CHANGED[name]
    assert page.problems == other.problems == []


@pytest.mark.parametrize("name", CURVES)
def test_poster_stays_when_the_module_is_blocked(curves_book, open_page, name):
    def spoil(page):
        page.route(f"**/live/{name}.js*", lambda route: route.abort())

    page = open_page(f"{curves_book['http']}/index.html", before=spoil)
    page.wait_for_function(
        "(name) => document.querySelector(name + ' .pde-live').dataset.problem", arg=f"#{anchor(name)}"
    )
    expect(page.locator(f"#{anchor(name)} img")).to_be_visible()
    assert page.locator(f"#{anchor(name)} .live-figure").count() == 0
    assert not [problem for problem in page.problems if problem.startswith("page error")]


BEYOND = "(e) => e.getBoundingClientRect().right > innerWidth + 1"
CUT = "(e) => e.scrollWidth > e.clientWidth + 1"
LOW = "(e) => e.getBoundingClientRect().height < 32"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_fits(curves_book, open_page, width, theme):
    page = open_page(f"{curves_book['http']}/index.html", width=width, theme=theme, reduced_motion="reduce")
    for name in CURVES:
        place = show(page, name)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        for selector, fault in ((".live-figure *", BEYOND), ("dd, dt, .live-value", CUT), ("button", LOW)):
            script = f"(found) => found.filter({fault}).map((e) => e.outerHTML)"
            assert place.locator(selector).evaluate_all(script) == []
    assert page.problems == []


@pytest.mark.parametrize("name", CURVES)
def test_controls_can_be_reached_and_show_focus(curves_book, open_page, name):
    page = open_page(f"{curves_book['http']}/index.html", reduced_motion="reduce")
    place = show(page, name)
    page.evaluate("() => { window.heard = 0; document.addEventListener('keydown', () => { heard += 1; }); }")
    reachable = place.locator(".live-figure :is(button, input:not([type=radio]), select, [tabindex='0'])")
    assert reachable.count() >= 2
    for i in range(reachable.count()):
        reachable.nth(i).focus()
        page.keyboard.press("ArrowRight")
        outline = reachable.nth(i).evaluate(
            "(e) => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth]; }"
        )
        assert outline == ["solid", "3px"]
    assert page.evaluate("() => heard") == 0, "keys stay inside the figure"


def test_facts_keep_their_columns_in_an_output_of_jupyterlab(curves_book, open_page):
    page = open_page(f"{curves_book['http']}/index.html")
    place = show(page, "dispersion")
    page.add_style_tag(content=JUPYTERLAB)
    place.evaluate("(figure) => figure.classList.add('jp-OutputArea-output')")
    names, values = place.locator(".live-facts dt"), place.locator(".live-facts dd")
    for i in range(names.count()):
        name, value = names.nth(i).bounding_box(), values.nth(i).bounding_box()
        assert name["y"] == value["y"]
        assert name["x"] + name["width"] <= value["x"]
    assert names.count() == values.count() > 1
