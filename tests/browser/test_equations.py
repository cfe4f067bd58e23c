"""The browser and NumPy take the same steps, on both backends, from the same first states."""

import numpy as np
import pytest
from loopback import serve

from pdecourse import simulate
from pdecourse.widgets import WIDGETS, FitzHughNagumo, GrayScott
from pdecourse.widgets.field import FieldFigure
from pdecourse.widgets.fitzhugh_nagumo import PRESETS, ROWS

MOUNT = """async ([source, state]) => {
  window.figures ??= new Map();
  if (!figures.has(source)) {
    figures.set(source, await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" }))));
  }
  window.dispose?.();
  document.body.replaceChildren(document.createElement("div"));
  window.dispose = figures.get(source).mount(document.body.firstChild, { ...state, running: false }).dispose;
}"""
LIVE = "document.body.firstChild.live"


@pytest.fixture(scope="module")
def blank(browser, tmp_path_factory):
    """An empty page, kept for the whole module."""
    folder = tmp_path_factory.mktemp("blank")
    (folder / "index.html").write_text("<!doctype html><title>blank</title><body></body>")
    with serve(folder) as address:
        page = browser.new_page()
        page.goto(address)
        yield page
        page.close()


def show(page, widget):
    """Mount ``widget``, paused, in place of the one before."""
    page.evaluate(MOUNT, [str(widget._esm), widget.state()])


def read(page, widget) -> np.ndarray:
    """Return the field the browser has now."""
    values = page.evaluate(f"() => Array.from({LIVE}.field().read())")
    return np.array(values, np.float32).reshape(2, widget.size, widget.size)


FIGURES = {
    "gray_scott": lambda **state: GrayScott(F=0.029, k=0.057, **state),
    "fitzhugh_nagumo": lambda **state: FitzHughNagumo(epsilon=0.06, beta=0.65, current=0.02, Dv=0.3, **state),
}


@pytest.mark.browser
@pytest.mark.parametrize("boundary", ["periodic", "neumann"])
@pytest.mark.parametrize("backend", ["webgl", "javascript"])
@pytest.mark.parametrize("name", [name for name, kind in WIDGETS.items() if issubclass(kind, FieldFigure)])
def test_hundred_steps_equal_numpy(blank, name, backend, boundary):
    widget = FIGURES[name](size=64, backend=backend, boundary=boundary)
    first = widget.advance(widget.initial(), 100)
    show(blank, widget)
    blank.evaluate(
        f"(state) => {{ {LIVE}.field().load(new Float32Array(state)); {LIVE}.advance(100); }}",
        first.ravel().tolist(),
    )
    assert blank.evaluate(f"() => {LIVE}.field().kind") == backend
    reference = simulate(
        widget.kinetics(), widget.grid(), diffusion=(widget.Du, widget.Dv), dt=widget.dt,
        steps=100, initial=first, backend="numpy", dtype="float32", progress=False,
    ).final  # fmt: skip
    assert np.abs(reference - first).max() > 0.05, "the comparison would show nothing"
    np.testing.assert_allclose(read(blank, widget), reference, rtol=0, atol=1e-6)


@pytest.mark.browser
@pytest.mark.parametrize("backend", ["webgl", "javascript"])
def test_spacing_and_size_that_is_no_power_of_two(blank, backend):
    widget = GrayScott(size=50, spacing=2.0, seed=3, backend=backend)
    show(blank, widget)
    blank.evaluate(f"() => {LIVE}.advance(100)")
    np.testing.assert_allclose(read(blank, widget), widget.advance(widget.initial(), 100), rtol=0, atol=1e-6)


@pytest.mark.browser
@pytest.mark.parametrize("seed", [0, 1, 99])
def test_first_state_of_gray_scott_equals_pythons(blank, seed):
    widget = GrayScott(size=100, seed=seed)
    show(blank, widget)
    np.testing.assert_array_equal(read(blank, widget), widget.initial())


@pytest.mark.browser
@pytest.mark.parametrize("start", ROWS)
def test_first_state_of_fitzhugh_nagumo_equals_pythons(blank, start):
    widget = FitzHughNagumo(size=99, start=start, beta=0.9, current=0.1)
    show(blank, widget)
    np.testing.assert_allclose(read(blank, widget), widget.initial(), rtol=0, atol=1e-6)


@pytest.mark.browser
@pytest.mark.parametrize("backend", ["webgl", "javascript"])
def test_pacemaker_fires_as_in_python(blank, backend):
    settings = PRESETS["a pacemaker: a target"] | {"pacemaker": 30}
    widget = FitzHughNagumo(size=64, backend=backend, **settings)
    show(blank, widget)
    blank.evaluate(f"() => {{ for (const n of [7, 50, 13]) {LIVE}.advance(n); }}")  # slices must not matter
    np.testing.assert_allclose(read(blank, widget), widget.advance(widget.initial(), 70), rtol=0, atol=2e-6)


@pytest.mark.browser
@pytest.mark.parametrize("boundary", ["periodic", "neumann"])
def test_backends_paint_the_same_cells(blank, boundary):
    fields = []
    for backend in ("webgl", "javascript"):
        widget = GrayScott(size=64, backend=backend, boundary=boundary)
        show(blank, widget)
        dab = "{ x: 1.3, y: 62.2, radius: 5, ink: [0.5, 0.25], covers: [1, 0] }"
        blank.evaluate(f"() => {LIVE}.field().paint({dab})")
        fields.append(read(blank, widget))
    np.testing.assert_array_equal(*fields)
    assert not np.array_equal(fields[0], widget.initial())


@pytest.mark.browser
def test_python_and_browser_share_the_state(blank):
    """The traits that a kernel would set and read, by way of the stand-in model."""
    widget = GrayScott(size=32)
    show(blank, widget)
    sent = np.random.default_rng(0).random((2, 32, 32), np.float32)
    got = blank.evaluate(
        f"""(values) => {{
          const model = {LIVE}.model;
          model.set("_field", new DataView(new Float32Array(values).buffer));
          model.set("F", 0.05);
          model.set("_request", 1);
          const back = model.get("_snapshot");
          return [Array.from(new Float32Array(back.buffer)), document.querySelector("[data-control=F]").value];
        }}""",
        sent.ravel().tolist(),
    )
    np.testing.assert_array_equal(np.array(got[0], np.float32), sent.ravel())
    assert float(got[1]) == 0.05
