"""Hyper-parameters are chosen by validation, not by what is to be reported."""

from dataclasses import replace

import pytest

from pdecourse.experiments import Study, carry_out
from pdecourse.experiments.selection import best_trial

VAL = {0: (0.7, 0.9), 1: (0.9, 0.8), 2: (1.0, 0.2)}
TEST = {0: (0.9, 0.9), 1: (0.5, 0.6), 2: (0.1, 0.1)}


def plan(size):
    return [{"model": "a", "trial": trial, "split": split} for trial in VAL for split in (0, 1)]


def measure(model, trial, split):
    return {"val": VAL[trial][split], "test": TEST[trial][split]}


RESULT = carry_out(Study("toy", "Which?", "Made up.", plan, measure), "full", progress=False)


def test_the_best_mean_validation_wins_whatever_the_test_accuracy():
    assert [(run["trial"], run["test"]) for run in best_trial(RESULT, model="a")] == [(1, 0.5), (1, 0.6)]


def test_choosing_by_test_accuracy_would_report_more():
    assert {run["trial"] for run in best_trial(RESULT, by="test")} == {0}


def test_a_trial_that_blew_up_on_one_split_is_not_chosen():
    broken = [
        {**{k: run[k] for k in ("model", "trial", "split")}, "failed": "not finite"}
        if (run["trial"], run["split"]) == (1, 1)
        else run
        for run in RESULT.runs
    ]
    assert {run["trial"] for run in best_trial(replace(RESULT, runs=broken))} == {0}
    with pytest.raises(ValueError, match="every trial of 'toy'"):
        best_trial(replace(RESULT, runs=broken), trial=1)
