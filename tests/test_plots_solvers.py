"""Figures of solvers draw what they were handed, and nothing else."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from pdecourse import plots


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def drawn(ax):
    """Return the data of every curve of an axes by its label."""
    return {bars.get_label(): np.transpose(bars.lines[0].get_data()) for bars in ax.containers}


def test_sweeps_give_a_label_one_look_in_both_panels():
    cost, error = np.array([1, 10, 100]), np.array([0.1, 0.01, 0.001])
    first, second = {"a": (cost, error), "b": (cost, 2 * error)}, {"b": (cost, error, error / 2)}
    figure = plots.sweeps([first, second], xlabel="x", ylabels=["y", "z"], log=("xy", "x"))
    left, right = figure.axes
    np.testing.assert_array_equal(drawn(left)["b"], np.transpose([cost, 2 * error]))
    assert [ax.get_yscale() for ax in figure.axes] == ["log", "linear"]
    assert left.containers[1].lines[0].get_color() == right.containers[0].lines[0].get_color()
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["a", "b"]


def test_stability_regions_shade_where_the_modulus_is_at_most_one():
    re, im = np.linspace(-3, 1, 41), np.linspace(-2, 2, 41)
    modulus = np.abs(1 + re + 1j * im[:, None])
    figure = plots.stability_regions(
        {"Euler": (re, im, modulus)} | {"b": (re, im, modulus)}, {"z": re[:5] + 0j}
    )
    shaded = figure.axes[0].collections[0].get_paths()[0]
    assert shaded.contains_point((-1, 0.5)) and not shaded.contains_point((-2.5, 0))
    np.testing.assert_array_equal(figure.axes[1].lines[2].get_xdata(), re[:5])


def test_heavier_links_are_drawn_wider():
    places, links = np.array([[0, 0], [1, 0], [1, 1]]), np.array([[0, 1], [1, 2]])
    figure = plots.linked_pictures(
        np.zeros((2, 4, 4)), labels=["a", "b"], places=places, links=links, weights=[[1.0, 0.25], None]
    )
    widths = figure.axes[0].collections[0].get_linewidths()
    assert widths[0] > 2 * widths[1] and len(figure.axes[1].collections) == 0


def test_measured_and_published_numbers_keep_their_places():
    rows = {"GCN": [("measured", 81.0, 0.5), ("published", 81.9, 0.8)], "MLP": [("measured", 57.0, 1.0)]}
    ax = plots.measured_and_published(rows, xlabel="accuracy").axes[0]
    assert drawn(ax)["measured"][:, 0].tolist() == [81.0, 57.0]
    assert drawn(ax)["published"][:, 0].tolist() == [81.9]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["GCN", "MLP"]
