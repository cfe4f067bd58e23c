"""Drawings of graphs show the values, the edges and the marks they are given."""

import matplotlib
import numpy as np
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba

from pdecourse import graphs, plots

matplotlib.use("Agg")
import matplotlib.pyplot as plt

CLUB = graphs.load("karate")
PLACES = graphs.layout(CLUB)


@pytest.fixture(autouse=True)
def close():
    """Leave no figure open."""
    yield
    plt.close("all")


def parts(ax, kind):
    return [artist for artist in ax.collections if isinstance(artist, kind)]


def test_every_node_and_edge_is_drawn_and_marked_edges_stand_out():
    marked = np.arange(CLUB.num_edges) % 3 == 0
    drawing = plots.Drawing(CLUB, PLACES, np.arange(34.0), "members", marked, [str(i) for i in range(34)])
    (ax,) = plots.graph_drawings([drawing]).axes
    plain, dashed = parts(ax, LineCollection)
    assert len(plain.get_segments()) == (~marked).sum() and len(dashed.get_segments()) == marked.sum()
    np.testing.assert_allclose(dashed.get_segments()[1], PLACES[CLUB.edges[:, 3]])
    assert tuple(dashed.get_colors()[0]) == to_rgba(plots.ORANGE)
    (dots,) = parts(ax, PathCollection)
    np.testing.assert_array_equal(dots.get_array(), np.arange(34.0))
    np.testing.assert_allclose(dots.get_offsets(), PLACES)
    assert ax.get_xlabel() == "members" and not ax.get_title() and len(ax.texts) == 34


@pytest.mark.parametrize("signed, limits", [(False, (-1.0, 4.0)), (True, (-4.0, 4.0))])
def test_panels_share_one_colour_scale(signed, limits):
    drawings = [plots.Drawing(CLUB, PLACES, np.linspace(*ends, 34)) for ends in ((-1, 2), (0, 4))]
    figure = plots.graph_drawings(drawings, signed=signed, quantity="x", columns=1)
    scales = {dots.get_clim() for ax in figure.axes[:2] for dots in parts(ax, PathCollection)}
    assert scales == {limits} and figure.axes[-1].get_ylabel() == "x"


def test_a_layout_keeps_neighbours_near_and_does_not_change():
    np.testing.assert_array_equal(PLACES, graphs.layout(CLUB))
    start, end = CLUB.edges
    apart = np.linalg.norm(PLACES[:, None] - PLACES[None], axis=-1)
    assert apart[start, end].mean() < 0.7 * apart[np.triu_indices(34, 1)].mean()
    lonely = graphs.Graph.from_edges([[0], [1]], 3)
    assert np.isfinite(graphs.layout(lonely)).all()


def test_paired_dots_have_the_colours_of_their_curves():
    x = np.arange(3.0)
    pairs = {"a": (x, x), "b": (x, -x)}
    figure = plots.lines(
        pairs,
        dots={f"{name}, seen": pair for name, pair in pairs.items()},
        paired=True,
        xlabel="x",
        ylabel="y",
    )
    colours = [line.get_color() for line in figure.axes[0].lines]
    assert colours[:2] == colours[2:] and len(set(colours)) == 2
