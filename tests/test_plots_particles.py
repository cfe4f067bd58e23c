"""Pictures of chapter 7 show the numbers they are given."""

import matplotlib
import numpy as np

from pdecourse import plots

matplotlib.use("Agg")
import matplotlib.pyplot as plt


def test_particles_stand_at_their_features_scaled_by_axis():
    places = np.array([[2.0, 0.5], [-1.0, -0.25], [0.0, 0.5]])
    figure = plots.particles(
        {"start": places, "end": -places}, groups=[0, 1, 1], links=[[0, 1], [1, 2]], xlabel="x", ylabel="y"
    )
    left, right = figure.axes
    marks = [line.get_xydata().tolist() for line in left.lines if line.get_linestyle() == "None"]
    assert marks == [[[1.0, 1.0]], [[-0.5, -0.5], [0.0, 1.0]]]
    drawn = [line.get_xydata().tolist() for line in left.lines if len(line.get_xdata()) == 2][:2]
    assert [[1.0, 1.0], [-0.5, -0.5]] in drawn
    assert right.get_xlabel() == "x\nend" and left.get_ylabel() == "y"
    plt.close(figure)


def test_moves_show_before_and_after():
    figure = plots.moves([0.0, 1.0], {"a": ([0.1, 0.2], [0.8, 0.9])}, xlabel="x", ylabel="y")
    (ax,) = figure.axes
    rings, marks = ax.lines[-2:]
    assert rings.get_ydata().tolist() == [0.1, 0.2] and marks.get_ydata().tolist() == [0.8, 0.9]
    assert rings.get_markerfacecolor() == "white" and rings.get_xdata().tolist() == [0.0, 1.0]
    bars = ax.collections[0].get_segments()
    np.testing.assert_allclose([bar[:, 1] for bar in bars], [[0.1, 0.8], [0.2, 0.9]])
    plt.close(figure)
