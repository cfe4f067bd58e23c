"""Pictures of trained networks show the numbers they are given."""

import matplotlib
import numpy as np
import pytest

from pdecourse import plots

matplotlib.use("Agg")
import matplotlib.pyplot as plt


@pytest.fixture(autouse=True)
def close():
    """Leave no figure open."""
    yield
    plt.close("all")


def test_depths_that_double_are_equally_far_apart():
    ax = plots.by_depth({"a": ([2, 4, 8], [0.9, 0.8, 0.1])}, chance=0.1).axes[0]
    places, heights = ax.lines[0].get_xydata().T
    np.testing.assert_allclose(np.diff(places), 1)
    np.testing.assert_allclose(heights, [0.9, 0.8, 0.1])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2", "4", "8"]
    np.testing.assert_allclose(ax.get_xticks(), places)


def test_depth_zero_has_a_place_and_deviations_are_drawn():
    figure = plots.by_depth({"a": ([0, 8], [1.0, 0.5])}, spread={"a": [0.1, 0.2]}, log=True)
    ax = figure.axes[0]
    assert np.isfinite(ax.lines[0].get_xdata()).all() and ax.get_yscale() == "log"
    bars = ax.collections[0].get_segments()
    np.testing.assert_allclose([bar[:, 1] for bar in bars], [[0.9, 1.1], [0.3, 0.7]])


def test_groups_and_lines_through_the_origin():
    x, y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 7.0])
    figure = plots.against(
        {"L = 0": (x, y), "L = 9": (x, y)}, xlabel="x", ylabel="y", groups=[0, 0, 1], slopes=[None, 2.0]
    )
    left, right = figure.axes
    dots = [line.get_xydata().tolist() for line in left.lines if line.get_linestyle() == "None"]
    assert dots == [[[1.0, 2.0], [2.0, 4.0]], [[3.0, 7.0]]]
    assert len(right.lines) == len(left.lines) + 1 and right.lines[1].get_slope() == 2
    assert right.texts[0].get_text() == "L = 9" and right.get_xlabel() == "x"


def test_trials_stand_in_their_order_from_the_top():
    rows = {"plain": {"train": 0.2, "test": 0.1}, "repaired": {"train": 1.0, "test": 0.8}}
    ax = plots.trials(rows, chance=0.1).axes[0]
    discs, rings = (line.get_xydata().tolist() for line in ax.lines[-2:])
    assert discs == [[0.1, 0.0], [0.8, 1.0]] and rings == [[0.2, 0.0], [1.0, 1.0]]
    assert ax.yaxis_inverted() and [t.get_text() for t in ax.get_yticklabels()] == ["plain", "repaired"]


def test_only_the_left_of_two_panels_is_logarithmic():
    curves = {"a": ([1, 2], [1.0, 0.01])}
    left, right = plots.two_panels(curves, curves, xlabel="layer", ylabels=("d", "r")).axes
    assert (left.get_yscale(), right.get_yscale()) == ("log", "linear") and right.get_ylim()[0] == 0


def test_a_logarithmic_axis_fits_its_curves():
    ax = plots.lines({"a": ([0, 1], [1.0, 1e-6])}, xlabel="x", ylabel="y", log=True).axes[0]
    assert 1e-8 < ax.get_ylim()[0] < 1e-6


def test_no_curve_is_left_out_however_many_there_are():
    curves = {str(i): ([2, 4], [i, i]) for i in range(9)}
    ax = plots.by_depth(curves, limits=(0, 9)).axes[0]
    looks = [(line.get_marker(), line.get_color()) for line in ax.lines if line.get_marker() in "os^DvPX"]
    assert len(looks) == 9 and len(set(looks[:7])) == 7
