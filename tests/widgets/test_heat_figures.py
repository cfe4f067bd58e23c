"""The live figures of chapter 1 seen from Python."""

import numpy as np
import pytest
from traitlets import TraitError

from pdecourse.widgets import HeatPaint, HeatRace, HeatStep, poster


def test_checkerboard_grows_by_its_factor_and_only_beyond_a_quarter():
    board = (-1.0) ** np.indices((16, 16)).sum(axis=0)
    for r in (0.05, 0.2, 0.25, 0.26, 0.35):
        stepped = HeatStep(r=r, size=16).advance(board, 3)
        np.testing.assert_allclose(stepped, (1 - 8 * r) ** 3 * board, rtol=1e-12)
    sizes = {
        r: [HeatStep.checkerboard(HeatStep(r=r).advance(HeatStep().initial(), n)) for n in (100, 200)]
        for r in (0.2, 0.26)
    }
    assert max(sizes[0.2]) < 1e-15
    assert sizes[0.26][1] / sizes[0.26][0] == pytest.approx(1.08**100, rel=0.05)


def test_blob_starts_without_a_checkerboard():
    blob = HeatStep().initial()
    assert blob.max() == 1.0 and blob.min() > 0
    assert HeatStep.checkerboard(blob) < 1e-15


@pytest.mark.parametrize("state", [{"size": 33}, {"r": 0.5}, {"speed": 0}])
def test_heat_step_refuses_what_it_cannot_show(state):
    with pytest.raises(TraitError):
        HeatStep(**state)


def test_race_at_ten_is_the_chapters():
    race = HeatRace(r=10.0)
    truth = race.advance(3, "exponential")
    miss = {
        method: np.abs(race.advance(3, method) - truth).max() / truth.max()
        for method in ("implicit_euler", "crank_nicolson")
    }
    assert miss["crank_nicolson"] > 3 * miss["implicit_euler"]
    assert np.abs(race.advance(3, "euler")).max() > 1e3


def test_only_the_fixed_edge_loses_heat():
    plate = HeatPaint(size=32)
    first = plate.initial()
    kept = {edge: plate.advance(first, 200, edge).sum() / first.sum() for edge in HeatPaint.boundary.values}
    assert kept["periodic"] == pytest.approx(1, abs=1e-12)
    assert kept["neumann"] == pytest.approx(1, abs=1e-12)
    assert kept["dirichlet"] < 0.9


@pytest.mark.parametrize("widget", [HeatStep(r=0.26), HeatRace(), HeatPaint(boundary="dirichlet")])
def test_posters_are_small(widget):
    assert 5_000 < len(poster(widget)) < 100_000
