"""The baselines are strong enough to be worth beating."""

import pytest
from stored import stored

from pdecourse.experiments import baselines
from pdecourse.experiments.selection import best_trial

pytestmark = pytest.mark.usefixtures("one_thread")


def test_rows_sum_to_one_and_empty_ones_stay_empty(digits):
    x = digits.x.clone()
    x[3] = 0
    sums = baselines.rows_of_sum_one(type(digits)(**{**vars(digits), "x": x})).x.sum(dim=1)
    assert sums[3] == 0
    assert sums[4:].tolist() == pytest.approx([1.0] * (digits.num_nodes - 4), abs=1e-5)


def test_on_digits_edges_are_worth_four_points():
    runs = {run["model"]: baselines.run(**run) for run in baselines.plan("small")[:2]}
    assert runs["gcn"]["test"] >= 0.96
    assert runs["gcn"]["test"] >= runs["mlp"]["test"] + 0.04
    assert runs["gcn"]["parameters"] == runs["mlp"]["parameters"]


def test_stored_gcn_reaches_its_published_accuracy():
    result = stored("baselines")
    published = result.summary("test", graph="cora", model="gcn")
    tuned = best_trial(result, graph="cora", model="tuned_gcn")
    assert published.mean >= 0.808
    assert sum(run["test"] for run in tuned) / len(tuned) > published.mean - 0.005
    assert sum(run["test"] for run in best_trial(result, model="graff")) >= 5 * 0.8
    digits = {model: result.summary("test", graph="digits", model=model).mean for model in ("gcn", "mlp")}
    assert digits["gcn"] >= 0.96 and digits["gcn"] - digits["mlp"] >= 0.04
