"""Figures draw what they are given, say nothing in titles, and the film moves only when asked."""

import re

import matplotlib
import numpy as np
import pytest

from pdecourse import plots

matplotlib.use("Agg")
import matplotlib.pyplot as plt


@pytest.fixture(autouse=True)
def style():
    """Use the course's style, and leave none of it behind."""
    with matplotlib.rc_context():
        plots.use_style()
        yield
    plt.close("all")


PLANES = np.random.default_rng(0).random((5, 8, 8))


def untitled(figure):
    return not figure.get_suptitle() and not any(ax.get_title() for ax in figure.axes)


def test_fields_share_one_colour_scale_and_carry_their_labels():
    figure = plots.fields(PLANES, labels=list("abcde"), columns=3)
    panels = [ax for ax in figure.axes if ax.images]
    assert [ax.get_xlabel() for ax in panels] == list("abcde")
    assert {ax.images[0].get_clim() for ax in panels} == {(PLANES.min(), PLANES.max())}
    np.testing.assert_array_equal(panels[2].images[0].get_array(), PLANES[2])
    assert untitled(figure)


def test_fields_obey_limits():
    figure = plots.fields(PLANES[:1], limits=(-2, 2))
    assert figure.axes[0].images[0].get_clim() == (-2, 2)


def test_phase_planes_mark_stable_states_solid_and_others_hollow():
    x, y = np.linspace(-1, 1, 12), np.linspace(-1, 1, 14)
    dx, dy = np.meshgrid(x, y)
    plane = plots.PhasePlane(
        x, y, dx, -dy, [np.zeros((3, 2))], [(0.5, 0.0, True), (-0.5, 0.0, False)], "here"
    )
    figure = plots.phase_planes([plane, plane])
    rests = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert [line.get_markerfacecolor() for line in rests] == [plots.INK, "white"]
    assert len(figure.axes) == 2 and untitled(figure)


def test_survival_counts_the_living_and_the_dead():
    alive = np.array([[True, False, False], [True, True, False]])
    living, dead = (
        plots.survival(alive, rows="ab", columns=[1, 2, 3], xlabel="side", ylabel="regime")
        .axes[0]
        .collections
    )
    assert (len(living.get_offsets()), len(dead.get_offsets())) == (3, 3)


def test_regime_map_paints_every_look_in_its_colour():
    looks = np.array([["dead", "spots"], ["restless", "stripes"]])
    curve = (np.array([0.05, 0.06]), np.array([0.02, 0.03]))
    figure = plots.regime_map(
        np.array([0.05, 0.06]), np.array([0.02, 0.03]), looks, curve=curve, marks={"θ": (0.05, 0.02)}
    )
    mesh = figure.axes[0].collections[0]
    figure.canvas.draw()
    shown = [matplotlib.colors.to_hex(c) for c in mesh.get_facecolors()]
    assert shown == [plots.LOOK_COLOURS[look] for look in looks.ravel()]
    assert "θ" in [text.get_text() for text in figure.axes[0].texts]


def test_every_name_of_a_look_has_its_own_colour():
    assert len(set(plots.LOOK_COLOURS.values())) == len(plots.LOOK_COLOURS)


def test_space_time_throughput_and_decay_draw_their_numbers():
    figure = plots.space_time(
        np.arange(4), np.arange(6), [np.zeros((4, 6)), np.ones((4, 6))], labels=["a", "b"]
    )
    assert {ax.images[0].get_clim() for ax in figure.axes if ax.images} == {(0, 1)}
    bars = plots.throughput({"slow": 1e6, "fast": 3e7}, ceiling=1e8, ceiling_label="memory").axes[0].patches
    assert [bar.get_width() for bar in bars] == [1, 30]
    lines = (
        plots.decay([0, 1], {"one": [1, 0.1], "two": [1, 1]}, xlabel="time", ylabel="spread").axes[0].lines
    )
    assert [list(line.get_ydata()) for line in lines] == [[1, 0.1], [1, 1]]


def test_the_film_is_self_contained_still_until_asked_and_described():
    markup = plots.film(PLANES, name="trial", alt='a "quoted" film', side=16).data
    assert not re.search(r"https?:|<script|src=", markup)
    assert "paused" in markup and 'type="checkbox"' in markup and "prefers-reduced-motion" in markup
    assert 'aria-label="a &quot;quoted&quot; film"' in markup and 'for="trial-play"' in markup
    assert f"steps({len(PLANES)},jump-none)" in markup


def test_the_film_has_one_picture_per_frame_in_one_sheet():
    import base64
    import io

    from PIL import Image

    markup = plots.film(PLANES, name="trial", alt="film", side=16).data
    sheet = Image.open(io.BytesIO(base64.b64decode(re.search(r"base64,([^)]*)", markup)[1])))
    assert sheet.size == (16, 16 * len(PLANES))


def test_figures_sit_on_a_white_card_for_both_themes():
    assert plt.rcParams["figure.facecolor"] == plt.rcParams["savefig.facecolor"] == "white"
