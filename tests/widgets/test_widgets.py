"""Live figures seen from Python: their state, their first pictures and their posters."""

import io
import json
import re

import numpy as np
import pytest
from PIL import Image
from traitlets import TraitError

from pdecourse import PEARSON, Grid, kinetics
from pdecourse.widgets import WIDGETS, FitzHughNagumo, GrayScott, poster
from pdecourse.widgets.base import SOURCES, style_sheet
from pdecourse.widgets.fitzhugh_nagumo import PRESETS, ROWS


@pytest.mark.parametrize("name", WIDGETS)
def test_state_survives_json_and_comes_back(name):
    state = WIDGETS[name](running=False).state()
    assert WIDGETS[name](**json.loads(json.dumps(state))).state() == state
    assert WIDGETS[name].figure_name == name


@pytest.mark.parametrize("name", WIDGETS)
def test_unknown_setting_lists_the_choices(name):
    with pytest.raises(TypeError, match=r"no setting 'fed'; choose from .*\bpalette\b.*\brunning\b"):
        WIDGETS[name](fed=0.03)


@pytest.mark.parametrize("name", WIDGETS)
def test_front_end_without_widgets_is_told_what_to_do(name):
    data, _ = WIDGETS[name](running=False)._repr_mimebundle_()
    assert data["text/plain"].endswith("reload the page>")  # whole: anywidget cuts long texts


@pytest.mark.parametrize(
    "state",
    [{"F": "much"}, {"F": -0.1}, {"k": 0.5}, {"size": 2}, {"boundary": "torus"}, {"backend": "half"}],
)
def test_gray_scott_refuses_what_it_cannot_show(state):
    with pytest.raises(TraitError):
        GrayScott(**state)


@pytest.mark.parametrize("state", [{"start": "storm"}, {"dt": 1.0}, {"pacemaker": -1}, {"gamma": 0.0}])
def test_fitzhugh_nagumo_refuses_what_it_cannot_show(state):
    with pytest.raises(TraitError):
        FitzHughNagumo(**state)


def test_presets_of_gray_scott_are_pearsons():
    presets = GrayScott().state()["presets"]
    assert {
        name: (preset["letter"], preset["F"], preset["k"], preset["look"]) for name, preset in presets.items()
    } == PEARSON
    for preset in presets.values():
        GrayScott(F=preset["F"], k=preset["k"])  # all lie within the pad


@pytest.mark.parametrize("name", PRESETS)
def test_presets_of_fitzhugh_nagumo_can_be_set(name):
    assert PRESETS[name].items() <= FitzHughNagumo(**PRESETS[name]).state().items()


def test_default_parameters_are_those_of_the_package():
    u, v = kinetics.GrayScott.diffusion
    assert (GrayScott().Du, GrayScott().Dv) == (u, v)
    v, w = kinetics.FitzHughNagumo.diffusion
    assert (FitzHughNagumo().Du, FitzHughNagumo().Dv) == (v, w)
    assert FitzHughNagumo().gamma == kinetics.FitzHughNagumo().gamma


def test_gray_scott_starts_from_seeds_of_pearsons_size():
    state = GrayScott(size=256).initial()
    assert state.shape == (2, 256, 256)
    seeded = state[1] > 0
    assert seeded.sum() == 11 * 20 * 20, "one seed per 5500 cells, none on top of another"
    np.testing.assert_array_equal(state[0][~seeded], 1.0)
    np.testing.assert_allclose(state[1][seeded], 0.25, atol=0.01001)
    assert not np.array_equal(state, GrayScott(size=256, seed=1).initial())


def test_fitzhugh_nagumo_starts_from_the_packages_broken_wave():
    widget = FitzHughNagumo(start="broken wave", size=100)
    theirs = widget.kinetics().initial(Grid((100, 100)), np.random.default_rng(0))
    np.testing.assert_allclose(widget.initial(), theirs, atol=1e-6)


@pytest.mark.parametrize("start", ROWS)
def test_strip_has_the_rows_it_is_named_for(start):
    first, last = ROWS[start]
    excited = (FitzHughNagumo(start=start, size=64).initial()[0] > 1).any(axis=1)
    np.testing.assert_array_equal(np.flatnonzero(excited), np.arange(64 * first, 64 * last))


def test_pacemaker_makes_rings():
    widget = FitzHughNagumo(size=128, **(PRESETS["a pacemaker: a target"] | {"pacemaker": 300}))
    v = widget.advance(widget.initial(), 700)[0]
    row = v[64, 64:] > 0.5
    assert np.count_nonzero(np.diff(row.astype(int)) == 1) + int(row[0]) >= 2, "two rings on their way out"
    np.testing.assert_allclose(v, v.T, atol=1e-4)
    still = FitzHughNagumo(size=128, **PRESETS["rest: paint your own"])
    assert np.ptp(still.advance(still.initial(), 700)[0]) < 1e-4, "nothing happens without it"


def test_field_is_the_first_state_until_the_browser_reports():
    widget = GrayScott(size=32)
    np.testing.assert_array_equal(widget.field, widget.initial())
    reported = np.random.default_rng(0).random((2, 32, 32), np.float32)
    widget.set_state({"_snapshot": memoryview(reported.tobytes()), "steps": 7})
    np.testing.assert_array_equal(widget.field, reported)
    assert widget.steps == 7


def test_field_can_be_set_and_is_checked():
    widget = GrayScott(size=32)
    state = np.random.default_rng(0).random((2, 32, 32))
    widget.field = state
    np.testing.assert_array_equal(widget.field, state.astype(np.float32))
    np.testing.assert_array_equal(np.frombuffer(widget._field, np.float32), state.astype(np.float32).ravel())
    for wrong in (state[0], state[:, :16], np.full((2, 32, 32), np.nan)):
        with pytest.raises(ValueError, match=r"wanted finite numbers of shape \(2, 32, 32\)"):
            widget.field = wrong


def test_snapshot_asks_each_time():
    widget = GrayScott(size=32)
    widget.snapshot()
    widget.snapshot()
    assert widget._request == 2


@pytest.mark.parametrize(
    "widget",
    [
        GrayScott(),
        GrayScott(F=0.022, k=0.051),
        FitzHughNagumo(),
        FitzHughNagumo(**PRESETS["a pacemaker: a target"]),
    ],
    ids=["theta", "gamma", "spiral", "target"],
)
def test_poster_is_small_and_shows_the_simulated_field(widget):
    png = poster(widget)
    assert len(png) < 100_000
    image = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), float)
    assert image.shape[1] > 1000
    picture = image[8 : 8 + 512 : 2, 10 : 10 + 512 : 2]  # one pixel per cell
    plane = np.flipud(widget.advance(widget.initial(), widget.still)[widget.shown])
    brightness = picture.mean(axis=2)
    assert np.corrcoef(brightness.ravel(), plane.ravel())[0, 1] > 0.97
    assert brightness.std() > 20, "there is a pattern"
    columns = image.reshape(-1, 3)
    assert len(np.unique(columns, axis=0)) > 64


def test_modules_reach_for_nothing_outside():
    for widget in WIDGETS.values():
        source = str(widget._esm)
        assert not re.search(r"^\s*import\b|\bfetch\(|XMLHttpRequest|eval\(", source, re.MULTILINE)
        assert set(re.findall(r"https?://[^\"'` ]+", source)) <= {"http://www.w3.org/2000/svg"}
        assert not re.search(r"RGBA16F|HALF_FLOAT|mediump", source), "half floats give a wrong pattern"
    assert "url(" not in style_sheet()
    assert {path.suffix for path in SOURCES.iterdir()} == {".js", ".css"}
