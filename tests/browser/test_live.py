"""A live figure in a page: it runs, obeys hand, keyboard and reduced motion, explains itself, and falls back to its poster."""

import pytest

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

GRAY_SCOTT, WAVES = "#live-gray-scott", "#live-waves"
STATE = "(figure) => figure.querySelector('.live-figure').parentElement.live"


def figure(page, name=GRAY_SCOTT):
    """Scroll to a live figure and return it once it is there."""
    place = page.locator(name)
    place.locator(".live-figure").wait_for()
    place.locator("canvas").scroll_into_view_if_needed()
    return place


def ask(place, expression):
    """Evaluate ``expression`` with ``live``, the figure's panel."""
    return place.evaluate(f"(figure) => {{ const live = ({STATE})(figure); return {expression}; }}")


def total(place, species):
    """Return the sum of one species over the field."""
    return ask(
        place, f"live.field().read().slice({species} * 4096, {species + 1} * 4096).reduce((a, b) => a + b)"
    )


def control(place, name):
    """Return the button, slider or menu called ``name``."""
    return place.locator(f"[data-control='{name}']")


def pause(place):
    """Pause the figure."""
    control(place, "run").click()
    assert control(place, "run").inner_text() == "Run"


@pytest.mark.parametrize("name", [GRAY_SCOTT, WAVES])
@pytest.mark.parametrize("protocol", ["http", "file"])
def test_runs_and_pauses(small_book, open_page, protocol, name):
    page = open_page(f"{small_book[protocol]}/index.html")
    place = figure(page, name)
    page.wait_for_function(f"(name) => ({STATE})(document.querySelector(name)).steps() > 20", arg=name)
    pause(place)
    steps = ask(place, "live.steps()")
    page.wait_for_timeout(150)
    assert ask(place, "live.steps()") == steps
    assert ask(place, "live.get('steps')") == steps, "the state says how far it got"
    assert "Paused" in place.locator("[role=status]").inner_text()
    assert page.problems == []


def test_only_the_figure_in_view_runs(small_book, open_page):
    page = open_page(f"{small_book['http']}/index.html", width=390)
    page.set_viewport_size({"width": 390, "height": 500})
    figure(page, WAVES)
    page.wait_for_timeout(200)
    before = ask(page.locator(GRAY_SCOTT), "live.steps()")
    page.wait_for_function(f"() => ({STATE})(document.querySelector('{WAVES}')).steps() > 20")
    assert ask(page.locator(GRAY_SCOTT), "live.steps()") == before


def test_keyboard_paints_erases_and_pauses(small_book, open_page):
    page = open_page(f"{small_book['http']}/index.html")
    place = figure(page)
    canvas = place.locator("canvas")
    canvas.focus()
    page.keyboard.press(" ")
    assert ask(place, "live.get('running')") is False
    outline = canvas.evaluate(
        "(c) => { const s = getComputedStyle(c); return [s.outlineStyle, s.outlineWidth]; }"
    )
    assert outline == ["solid", "3px"], "focus is visible"
    scrolled = page.evaluate("() => scrollY")
    for key in ["ArrowRight", "ArrowRight", "ArrowUp", "ArrowDown"]:
        page.keyboard.press(key)
    assert page.evaluate("() => scrollY") == scrolled, "arrows move the brush, not the page"
    assert "Brush at 56 % across, 50 % up" in place.locator("[role=status]").inner_text()
    before = total(place, 1)
    page.keyboard.press("Enter")
    painted = total(place, 1)
    page.keyboard.press("Shift+Enter")
    assert painted != before
    assert total(place, 1) < painted
    page.keyboard.press(" ")
    assert ask(place, "live.get('running')") is True


def test_keyboard_moves_the_point_in_the_plane(small_book, open_page):
    page = open_page(f"{small_book['http']}/index.html")
    place = figure(page)
    handle = place.locator(".live-handle")
    handle.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowLeft")
    assert ask(place, "[live.get('F'), live.get('k')]") == [0.0375, 0.055]
    assert handle.get_attribute("aria-valuetext") == "F 0.0375, k 0.0550, inside the saddle-node curve"
    assert control(place, "F").input_value() == "0.0375"
    for _ in range(4):
        page.keyboard.press("Shift+ArrowLeft")
        page.keyboard.press("Shift+ArrowLeft")
    assert ask(place, "live.get('k')") == 0.03, "the plane ends there"


def test_mouse_paints_and_erases(small_book, open_page):
    page = open_page(f"{small_book['http']}/index.html")
    place = figure(page)
    pause(place)
    box = place.locator("canvas").bounding_box()
    across = [(box["x"] + part * box["width"], box["y"] + box["height"] / 2) for part in (0.2, 0.8)]
    trivial = "live.field().load(new Float32Array(8192).fill(1, 0, 4096))"

    def stroke():
        page.mouse.move(*across[0])
        page.mouse.down()
        page.mouse.move(*across[1], steps=3)
        page.mouse.up()

    ask(place, trivial)
    stroke()
    columns = ask(
        place, "[...live.field().read().slice(4096 + 32 * 64, 4096 + 33 * 64)].filter((v) => v > 0.2).length"
    )
    assert 38 <= columns <= 44, "a quick stroke leaves no gaps"
    page.keyboard.down("Shift")
    stroke()
    page.keyboard.up("Shift")
    assert total(place, 1) == 0
    stroke()
    control(place, "brush").click()
    stroke()
    assert total(place, 1) == 0, "the Brush button erases where there is no Shift key"


def test_touch_paints_and_leaves_scrolling_to_the_page(small_book, open_page):
    page = open_page(f"{small_book['http']}/index.html", width=390, has_touch=True)
    place = figure(page)
    pause(place)
    canvas = place.locator("canvas")
    canvas.scroll_into_view_if_needed()
    ask(place, "live.field().load(new Float32Array(8192).fill(1, 0, 4096))")
    canvas.tap()
    assert total(place, 1) > 0
    assert canvas.evaluate("(c) => getComputedStyle(c).touchAction") == "pan-y"
    assert control(place, "run").bounding_box()["height"] >= 32


def test_menu_chooses_a_regime_and_starts_again(small_book, open_page):
    page = open_page(f"{small_book['http']}/index.html")
    place = figure(page)
    pause(place)
    menu = control(place, "menu")
    assert "theta" in menu.input_value()
    name = menu.locator("option", has_text="mu:").get_attribute("value")
    menu.select_option(name)
    assert ask(place, "[live.get('F'), live.get('k'), live.steps()]") == [0.046, 0.065, 0]
    control(place, "F").fill("0.05")
    assert menu.input_value() == "", "no longer one of Pearson's"


def test_erasing_part_of_a_wave_leaves_two_ends(small_book, open_page):
    page = open_page(f"{small_book['http']}/index.html")
    place = figure(page, WAVES)
    pause(place)
    control(place, "menu").select_option("a wave that goes round: cut it")
    assert ask(place, "live.get('boundary')") == "periodic"
    ask(place, "live.advance(100)")
    excited = "live.field().read().slice(0, 4096).filter((v) => v > 0.5).length"
    cells = "[...live.field().read().slice(0, 4096).entries()].filter(([, v]) => v > 0.5)"
    rows = f"new Set({cells}.map(([i]) => i >> 6)).size"
    whole = ask(place, excited)
    assert ask(place, rows) == 64
    box = place.locator("canvas").bounding_box()
    control(place, "brush").click()
    page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2)
    page.mouse.up()
    assert ask(place, excited) < whole
    assert 56 <= ask(place, rows) < 64


@pytest.mark.parametrize("protocol", ["http", "file"])
def test_link_carries_the_state(small_book, open_page, protocol):
    address = f"{small_book[protocol]}/index.html"
    page = open_page(address)
    place = figure(page)
    pause(place)
    control(place, "F").fill("0.025")
    control(place, "k").fill("0.0605")
    control(place, "copy-link").click()
    said = f"document.querySelector('{GRAY_SCOTT} [role=status]').textContent"
    page.wait_for_function(f"() => /link/i.test({said})")
    assert page.url == f"{address}#live-gray-scott?F=0.025&k=0.0605&seed=0"
    other = open_page(page.url)
    assert ask(figure(other), "[live.get('F'), live.get('k')]") == [0.025, 0.0605]
    assert other.evaluate(
        f"() => document.querySelector('{GRAY_SCOTT}').getBoundingClientRect().top < innerHeight"
    )
    other.evaluate("() => { location.hash = '#live-gray-scott?F=9&k=nonsense&size=100000'; }")
    other.wait_for_function(f"() => ({STATE})(document.querySelector('{GRAY_SCOTT}')).get('F') === 0.08")
    assert ask(figure(other), "[live.get('k'), live.get('size')]") == [0.0605, 64], (
        "only sense is taken from a link"
    )
    assert page.problems == other.problems == []


def test_reduced_motion_shows_a_still_with_a_run_button(small_book, open_page):
    page = open_page(f"{small_book['http']}/index.html", reduced_motion="reduce")
    place = figure(page)
    page.wait_for_function(f"() => ({STATE})(document.querySelector('{GRAY_SCOTT}')).steps() === 300")
    assert control(place, "run").inner_text() == "Run"
    assert "still after 300 steps" in place.locator("[role=status]").inner_text()
    page.wait_for_timeout(150)
    assert ask(place, "live.steps()") == 300
    control(place, "run").click()
    page.wait_for_function(f"() => ({STATE})(document.querySelector('{GRAY_SCOTT}')).steps() > 310")


@pytest.mark.parametrize("harm", ["blocked", "broken"])
def test_poster_stays_when_the_module_fails(small_book, open_page, harm):
    def spoil(page):
        broken = '(window.liveFigures ??= {}).gray_scott = "not (JavaScript";'

        def answer(route):
            route.abort() if harm == "blocked" else route.fulfill(body=broken)

        page.route("**/live/gray_scott.js*", answer)

    page = open_page(f"{small_book['http']}/index.html", before=spoil)
    figure(page, WAVES)  # the other figure is none the worse
    poster = page.locator(f"{GRAY_SCOTT} img")
    page.wait_for_function(f"() => document.querySelector('{GRAY_SCOTT} .pde-live').dataset.problem")
    expect(poster).to_be_visible()
    assert poster.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 500
    assert page.locator(f"{GRAY_SCOTT} .live-figure").count() == 0
    assert not [problem for problem in page.problems if problem.startswith("page error")]


def test_poster_without_javascript_and_in_print(small_book, open_page):
    page = open_page(f"{small_book['http']}/index.html", java_script_enabled=False)
    for name in (GRAY_SCOTT, WAVES):
        expect(page.locator(f"{name} img")).to_be_visible()
    page = open_page(f"{small_book['http']}/index.html")
    place = figure(page)
    expect(place.locator("img")).to_be_hidden()
    page.emulate_media(media="print")
    expect(place.locator("img")).to_be_visible()
    expect(place.locator("canvas")).to_be_hidden()


def test_figure_explains_itself(small_book, open_page):
    page = open_page(f"{small_book['http']}/index.html")
    place = figure(page)
    pause(place)
    label = place.locator("canvas").get_attribute("aria-label")
    assert label == "Gray–Scott: v at F 0.0370, k 0.0600; paused"
    control(place, "F").fill("0.03")
    assert "F 0.0300" in place.locator("canvas").get_attribute("aria-label")
    assert control(place, "F").get_attribute("aria-valuetext") == "F (feed): 0.0300"
    assert place.locator("[role=status]").get_attribute("aria-live") == "polite"
    assert place.locator(".live-figure").get_attribute("aria-label") == "Live figure: Gray–Scott"
    assert "from 0.0 to 0.4" in place.locator(".live-colour-bar").get_attribute("aria-label")
    assert place.locator("img").get_attribute("alt") == "Stripes that branch"
    assert place.locator("figcaption em").inner_text() == "branch"
    assert page.locator("a[href='#live-waves']").first.inner_text() == "Fig. 2"
    assert page.locator(f"{WAVES} .legend").inner_text() == "And its legend."


def test_keys_stay_inside_the_figure(small_book, open_page):
    """JupyterLab and the book have shortcuts of their own."""
    page = open_page(f"{small_book['http']}/index.html")
    page.evaluate("() => { window.heard = 0; document.addEventListener('keydown', () => { heard += 1; }); }")
    place = figure(page)
    place.locator("canvas").focus()
    page.keyboard.press("ArrowLeft")
    control(place, "k").focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("() => heard") == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_fits_and_is_legible(small_book, open_page, width, theme):
    page = open_page(f"{small_book['http']}/index.html", width=width, theme=theme)
    for name in (GRAY_SCOTT, WAVES):
        place = figure(page, name)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        contrast = place.locator(".live-help").evaluate(
            """(text) => {
              const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
              const linear = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
              const paper = getComputedStyle(document.body).backgroundColor;
              const luminance = (...colours) => {
                for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
                const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
                return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
              };
              const [a, b] = [luminance(paper), luminance(paper, getComputedStyle(text).color)].sort();
              return (b + 0.05) / (a + 0.05);
            }"""
        )
        assert contrast >= 4.5
    assert page.problems == []
