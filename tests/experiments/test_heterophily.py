"""Every model gets the same effort, and the numbers that the book relies on hold."""

from statistics import fmean

import pytest
import torch
from stored import stored

from pdecourse import graphs
from pdecourse.experiments import heterophily
from pdecourse.experiments.selection import best_trial

pytestmark = pytest.mark.usefixtures("one_thread")


def test_every_model_has_the_same_trials():
    runs = heterophily.plan("full")
    tried = {
        model: [
            tuple((k, v) for k, v in run.items() if k != "model") for run in runs if run["model"] == model
        ]
        for model in heterophily.MODELS
    }
    assert all(trials == tried["mlp"] for trials in tried.values())


def test_the_first_trial_of_every_graph_comes_before_the_second_of_any():
    trials = [run["trial"] for run in heterophily.plan("full")]
    assert trials == sorted(trials)


class Ranking(torch.nn.Module):
    """Gives each node a score of 0, or of its label."""

    def __init__(self, knows: bool):
        super().__init__()
        self.knows = knows

    def bind(self, graph):
        score = graph.y.float() * self.knows
        return lambda x: torch.stack([-score, score], dim=1)


def test_the_area_is_one_for_an_oracle_and_a_half_for_a_constant():
    board = graphs.load("minesweeper_like", shape=(20, 20))
    assert heterophily._area(Ranking(True), board) == 1.0
    assert heterophily._area(Ranking(False), board) == 0.5
    assert heterophily._area(Ranking(True), graphs.load("digits")) is None


def test_neighbours_features_are_needed_in_minesweeper():
    setting = heterophily.plan("small")[0]
    assert setting["graph"] == "minesweeper_like"
    area = {m: heterophily.run(**setting | {"model": m})["test_auc"] for m in ("mlp", "graff")}
    assert area["mlp"] < 0.6 and area["graff"] > 0.8


def reported(result, graph, model, measurement="test"):
    return [run[measurement] for run in best_trial(result, graph=graph, model=model)]


def test_stored_graff_on_cora_and_texas():
    result = stored("heterophily")
    assert fmean(reported(result, "cora", "graff")) >= 0.87
    assert fmean(reported(result, "texas", "graff")) >= fmean(reported(result, "texas", "mlp"))


def test_stored_reactions_beat_gcn_and_mlp_in_minesweeper():
    result = stored("heterophily")
    rdgnn, gcn, mlp = (min(reported(result, "minesweeper", m, "test_auc")) for m in ("rdgnn", "gcn", "mlp"))
    assert rdgnn > gcn + 0.03 and rdgnn > mlp + 0.2
