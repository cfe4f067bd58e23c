"""A study can be interrupted, gone on with, stored, and quoted."""

import json
import subprocess
import sys

import pytest

from pdecourse import experiments
from pdecourse.experiments import EXPERIMENTS, Result, Study, carry_out

CALLS = []


def plan(size):
    return [{"model": m, "seed": s} for s in range(3 if size == "full" else 1) for m in ("a", "b")]


def measure(model, seed):
    CALLS.append((model, seed))
    if (model, seed) == ("b", 2):
        raise FloatingPointError("the state is not finite in step 3; take shorter steps")
    return {"test": 0.5 + 0.1 * seed + (model == "b"), "odd": float("nan")}


TOY = Study("toy", "Does it work?", "Counted, not trained.", plan, measure)


@pytest.fixture(autouse=True)
def no_calls():
    CALLS.clear()


def test_runs_come_in_the_order_of_the_plan_with_parameters_and_measurements():
    runs = carry_out(TOY, "small").runs
    assert [(run["model"], run["seed"], run["test"]) for run in runs] == [("a", 0, 0.5), ("b", 0, 1.5)]
    assert all(run["odd"] is None and run["seconds"] >= 0 for run in runs)


def test_an_interrupted_study_goes_on_where_it_stopped(tmp_path):
    def interrupted(model, seed):
        if len(CALLS) == 3:
            raise KeyboardInterrupt
        return measure(model, seed)

    path = tmp_path / "toy.json"
    with pytest.raises(KeyboardInterrupt):
        carry_out(Study(**{**vars(TOY), "run": interrupted}), "full", path=path)
    half = Result.read(path)
    assert len(half.runs) == 3 and not half.is_complete and "(3 of 6 runs)" in half.note
    carry_out(TOY, "full", path=path)
    assert CALLS == [(run["model"], run["seed"]) for run in plan("full")]
    assert Result.read(path).is_complete and not list(tmp_path.glob("*.part"))


def test_a_run_that_blows_up_is_recorded_and_left_out_of_means(tmp_path):
    result = carry_out(TOY, "full", path=tmp_path / "toy.json")
    (failure,) = result.failures
    assert (failure["model"], failure["seed"]) == ("b", 2) and "shorter steps" in failure["failed"]
    table = result.table("test", rows="model", columns="seed")
    assert table["a"][1] == pytest.approx((0.6, 0.0, 1)) and 2 not in table["b"]
    assert result.summary("test", model="b").n == 2
    assert f"{result.summary('test', model='a'):.2f}" == "0.60 ± 0.10"


def test_any_other_error_ends_the_study():
    def broken(model, seed):
        raise KeyError("a mistake in the program")

    with pytest.raises(KeyError):
        carry_out(Study(**{**vars(TOY), "run": broken}), "small")


def test_a_question_without_an_answer_lists_what_there_is():
    with pytest.raises(ValueError, match=r"no run of 'toy' has .*'c'.*there are .*'a', 'b'"):
        carry_out(TOY, "small").values("test", model="c")


def test_a_file_of_another_study_is_refused(tmp_path):
    carry_out(TOY, "small", path=tmp_path / "toy.json")
    other = Study("other", "?", ".", plan, measure)
    with pytest.raises(ValueError, match=r"holds the study 'toy', not 'other'"):
        carry_out(other, "small", path=tmp_path / "toy.json")


def test_parallel_runs_are_the_same_runs():
    assert [r["seed"] for r in carry_out(EXPERIMENTS_LIKE, "small", jobs=2).runs] == [0, 1, 2]


def three(size):
    return [{"seed": seed} for seed in range(3)]


def square(seed):
    return {"square": seed**2}


EXPERIMENTS_LIKE = Study("squares", "How large?", "Arithmetic.", three, square)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_plans_are_plain_unlike_and_named(name):
    study = EXPERIMENTS[name]
    for size in ("small", "full"):
        runs = study.plan(size)
        assert len({json.dumps(run, sort_keys=True) for run in runs}) == len(runs) > 0
    assert study.question.endswith("?") and study.protocol.endswith(".")


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_stored_result_is_complete_and_of_the_present_plan(name):
    result = experiments.load(name)
    planned = EXPERIMENTS[name].plan("full")
    assert result.is_complete and result.size == "full"
    assert [{key: run[key] for key in wanted} for run, wanted in zip(result.runs, planned)] == planned


def test_an_unknown_experiment_lists_the_choices():
    with pytest.raises(ValueError, match="unknown experiment 'nonsense'; choose one of"):
        experiments.load("nonsense")


def test_the_command_line_names_the_studies():
    done = subprocess.run(
        [sys.executable, "-m", "pdecourse", "experiment", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(name in done.stdout for name in EXPERIMENTS)
