"""The search is equal for all, blind to the test labels, and its winner is the one with the best validation."""

from dataclasses import replace

import pytest

from pdecourse.experiments import search
from pdecourse.experiments.course_models import MODELS
from pdecourse.experiments.result import Result

pytestmark = pytest.mark.usefixtures("one_thread")


def test_every_model_has_the_same_recipes_at_every_searched_depth():
    plan = search.plan("full")
    assert len(plan) == len(MODELS) * len(search.DEPTHS) * len(search.RECIPES)
    for model in MODELS:
        for depth in search.DEPTHS:
            of_model = [run for run in plan if run["model"] == model and run["depth"] == depth]
            recipes = [{name: run[name] for name in search.RECIPES[0]} for run in of_model]
            assert recipes == list(search.RECIPES)


@pytest.mark.parametrize("model", MODELS)
def test_every_value_of_a_models_own_numbers_is_tried(model):
    for name, values in MODELS[model].numbers.items():
        assert {trial[name] for trial in search.trials(model)} == set(values)


@pytest.mark.parametrize(("depth", "searched"), [(2, 8), (8, 8), (9, 32), (64, 32)])
def test_a_depth_is_served_by_one_that_was_searched(depth, searched):
    assert search.searched_depth(depth) == searched


def store(monkeypatch, tmp_path, changes):
    trials = search.trials("appnp")
    runs = [
        {"graph": "cora", "model": "appnp", "depth": depth, "trial": number, **trials[number], **measured}
        for depth, number, measured in changes
    ]
    path = tmp_path / "search-full.json"
    Result("search", "full", "?", "p", "c", "2026-01-01", {}, len(runs), runs).write(path)
    monkeypatch.setattr(search, "STORED", path)
    return trials


def test_the_best_validation_wins_and_the_first_of_equals(monkeypatch, tmp_path):
    trials = store(
        monkeypatch, tmp_path,
        [(8, 0, {"val": 0.7}), (8, 2, {"val": 0.8}), (8, 1, {"val": 0.8}), (8, 3, {"failed": "blew up"}),
         (32, 3, {"val": 0.9})],
    )  # fmt: skip
    assert search.best(graph="cora", model="appnp", depth=4) == trials[1]
    assert search.best(graph="cora", model="appnp", depth=64) == trials[3]


def test_what_is_not_stored_has_the_defaults(monkeypatch, tmp_path):
    trials = store(monkeypatch, tmp_path, [(8, 1, {"val": 0.8})])
    assert search.best(graph="digits", model="appnp", depth=4) == trials[0]
    monkeypatch.setattr(search, "STORED", tmp_path / "nothing.json")
    assert search.best(graph="cora", model="appnp", depth=4) == trials[0]


def test_a_trial_does_not_need_the_test_nodes(monkeypatch, digits):
    monkeypatch.setattr(search, "load_graph", lambda name: replace(digits, test_mask=None))
    measured = search.run(**search.plan("small")[0] | {"epochs": 2})
    assert set(measured) == {"val", "best_epoch", "epochs_run"} and measured["epochs_run"] == 2
