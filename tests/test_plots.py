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


@pytest.mark.parametrize("names", [["a", "b", "c"], [f"a long name with number {n}" for n in range(5)]])
def test_every_legend_fits_into_the_width_that_all_figures_share(names):
    figure = plots.curves([0, 1], {name: [0, 1] for name in names}, xlabel="x", ylabel="y")
    figure.draw_without_rendering()
    [legend] = figure.legends
    assert figure.get_figwidth() == plots.WIDTH and legend.get_window_extent().width <= figure.bbox.width
    rows = {round(text.get_window_extent().y0) for text in legend.get_texts()}
    assert (len(rows) == 1) == (names == ["a", "b", "c"])


def test_panels_stand_in_rows_and_spare_ones_are_gone():
    figure = plots.fields(PLANES, columns=2)
    panels = [ax for ax in figure.axes if ax.images]
    assert len(panels) == 5 and len({ax.get_subplotspec().rowspan.start for ax in panels}) == 3
    assert figure.get_figwidth() == plots.WIDTH


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
        plots.curves([0, 1], {"one": [1, 0.1], "two": [1, 1]}, xlabel="time", ylabel="spread", log=True)
        .axes[0]
        .lines
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


def test_curves_draw_every_line_dot_and_marker_they_are_given():
    named = {name: [n, n + 1, n] for n, name in enumerate("abcde")}
    figure = plots.curves(
        [0, 1, 2], named, dots={"dots": ([1], [7])}, markers=[0.5], band=(-1, 1), xlabel="x", ylabel="y"
    )
    assert [list(line.get_ydata()) for line in figure.axes[0].lines[1:]] == [*named.values(), [7]]
    assert list(figure.axes[0].lines[0].get_xdata()) == [0.5, 0.5]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == [*named, "dots"]
    assert len({str(line.get_linestyle()) + line.get_color() for line in figure.axes[0].lines[1:6]}) == 5
    loose = (
        plots.curves([0, 1], {}, dots={"d": ([1], [7])}, joined=False, xlabel="x", ylabel="y").axes[0].lines
    )
    assert loose[0].get_linestyle() == "None" and untitled(figure)


def test_convergence_is_drawn_on_logarithmic_axes():
    figure = plots.convergence([0.1, 0.2], {"one": [1, 2], "two": [1, 4]}, xlabel="step", ylabel="error")
    ax = figure.axes[0]
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert [list(line.get_ydata()) for line in ax.lines] == [[1, 2], [1, 4]]


def test_pictures_are_grey_from_0_to_1_with_the_first_row_on_top():
    figure = plots.pictures(PLANES[:4], labels=list("abcd"), columns=2)
    images = [ax.images[0] for ax in figure.axes]
    assert {image.get_clim() for image in images} == {(0, 1)} and images[0].get_cmap().name == "gray"
    assert {image.origin for image in images} == {"upper"}
    assert [ax.get_xlabel() for ax in figure.axes] == list("abcd") and untitled(figure)


def test_lines_draw_curves_dots_and_labelled_spans():
    figure = plots.lines(
        {"theory": ([0, 1], [1, 2])}, dots={"run": ([0, 1], [1, 3])}, spans=[(0.2, 0.4, "n = 1")],
        xlabel="x", ylabel="y", log=True,
    )  # fmt: skip
    ax = figure.axes[0]
    assert [list(line.get_ydata()) for line in ax.lines] == [[1, 2], [1, 3]]
    assert ax.get_yscale() == "log" and [t.get_text() for t in ax.texts] == ["n = 1"] and untitled(figure)


def test_turing_map_paints_every_verdict_in_its_colour():
    from pdecourse.turing import TuringSpace

    kind = np.array([["none", "turing"], ["hopf", "stable"]])
    blank = np.full((2, 2), np.nan)
    space = TuringSpace("a", np.array([0.0, 1]), "b", np.array([0.0, 1]), kind, blank, blank, blank)
    figure = plots.turing_map(space, marks={"P": (0.5, 0.5)})
    figure.canvas.draw()
    shown = [matplotlib.colors.to_hex(c) for c in figure.axes[0].collections[0].get_facecolors()]
    assert shown == [plots.KIND_COLOURS[name] for name in kind.ravel()]
    assert [t.get_text() for t in figure.axes[0].texts] == ["P"]


def test_every_verdict_has_its_own_colour():
    from pdecourse.turing import KINDS

    assert set(plots.KIND_COLOURS) == {*KINDS, "none"}
    assert len(set(plots.KIND_COLOURS.values())) == len(plots.KIND_COLOURS)


def test_patterns_and_spectra_and_cuts_show_what_they_are_given():
    k, power = np.arange(1.0, 5), np.array([1.0, 4, 2, 0])
    figure = plots.patterns_and_spectra(
        PLANES[:2], [(k, power)] * 2, bands=[(1, 3)] * 2, predicted=[2, 2], labels=["a", "b"]
    )
    tops, bottoms = figure.axes[:2], figure.axes[2:]
    assert [ax.get_xlabel() for ax in tops] == ["a", "b"]
    assert all(list(ax.lines[-1].get_ydata()) == [0.25, 1, 0.5, 0] for ax in bottoms)
    panels = plots.cuts([k, k], [{"u": power, "v": -power}] * 2, labels=["one", "two"]).axes
    assert [list(line.get_ydata()) for line in panels[1].lines[1:]] == [list(power), list(-power)]
