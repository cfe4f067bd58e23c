"""The graders are graded: stubs and wrong answers fail, the mistake is named, right answers pass."""

from importlib import import_module

import numpy as np
import pytest

from pdecourse.exercises.marking import mark
from pdecourse.exercises.notebooks import pages, stubs
from pdecourse.exercises.record import chapters, find, lab

SEEDS = (0, 1, 2**200 + 7)  # small ones, and one as long as a grader's secret


def listed(kind):
    """All (number, …) rows of the modules wrong_answers.chNN or right_answers.chNN."""
    for chapter in chapters():
        table = getattr(import_module(f"{kind}_answers.ch{chapter:02d}"), kind.upper())
        for number, rows in table.items():
            for row in rows:
                yield number, row


WRONG = [pytest.param(number, *row, id=f"{number}-{row[0].__name__}") for number, row in listed("wrong")]
RIGHT = [pytest.param(number, row, id=f"{number}-{row.__name__}") for number, row in listed("right")]
EXERCISES = [exercise for chapter in chapters() for exercise in lab(chapter)]
each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.number)


def stub_of(exercise):
    """The very stub of the lab page, as a function."""
    page = pages()[int(exercise.number.split(".")[0])]
    names = {"np": np}
    exec(stubs(page)[exercise.reference.__name__], names)
    return names[exercise.reference.__name__]


@each_exercise
def test_the_untouched_stub_is_not_started(exercise):
    result = mark(exercise, stub_of(exercise))
    assert result.points == 0
    assert not result.started
    assert str(result) == f"Exercise {exercise.number}: not started · 0/{exercise.points} points"


@each_exercise
@pytest.mark.parametrize("seed", SEEDS, ids="first second long".split())
def test_the_reference_gets_full_points(exercise, seed):
    result = mark(exercise, exercise.reference, seed)
    n = len(exercise.checks)
    assert result.complete, str(result)
    assert (
        str(result)
        == f"Exercise {exercise.number}: {n}/{n} checks passed · {exercise.points}/{exercise.points} points"
    )


@pytest.mark.parametrize("seed", SEEDS, ids="first second long".split())
@pytest.mark.parametrize("number, answer", RIGHT)
def test_other_right_answers_get_full_points(number, answer, seed):
    result = mark(find(number), answer, seed)
    assert result.complete, str(result)


@pytest.mark.parametrize("seed", SEEDS, ids="first second long".split())
@pytest.mark.parametrize("number, answer, mistake, points", WRONG)
def test_a_wrong_answer_is_named_and_keeps_what_is_right(number, answer, mistake, points, seed):
    result = mark(find(number), answer, seed)
    text = str(result)
    assert mistake in text, text
    assert result.points == points, text
    assert not result.complete


@each_exercise
def test_every_check_is_tripped_by_a_wrong_answer(exercise):
    """A check that no listed mistake trips would never be missed."""
    answers = [row[0] for number, row in listed("wrong") if number == exercise.number]
    assert len(answers) >= 5
    tripped = {o.title for answer in answers for o in mark(exercise, answer).outcomes if not o.passed}
    assert tripped == {check.title for check in exercise.checks}


@each_exercise
def test_feedback_is_the_same_every_time(exercise):
    for number, row in listed("wrong"):
        if number == exercise.number:
            assert str(mark(exercise, row[0])) == str(mark(exercise, row[0]))


@each_exercise
def test_an_answer_may_live_in_another_process(exercise):
    """Checks hand out plain numbers and arrays and judge what comes back as plain data."""

    def distant(*given):
        for x in given:
            assert type(x) in (int, float) or (type(x) is np.ndarray and x.dtype.kind in "if")
        sent = [
            np.frombuffer(x.tobytes(), x.dtype).reshape(x.shape) if isinstance(x, np.ndarray) else x
            for x in given
        ]
        result = exercise.reference(*sent)
        if isinstance(result, tuple):
            return [np.asarray(part) if np.ndim(part) else float(part) for part in result]
        return result

    assert mark(exercise, distant, 3).complete


@each_exercise
def test_checks_draw_their_inputs_from_the_generator_alone(exercise):
    """Another entropy gives other inputs, the same entropy the same ones."""

    def inputs(entropy):
        seen = []

        def spy(*given):
            seen.append([np.array(x, float).ravel().tolist() for x in given])
            return exercise.reference(*given)

        mark(exercise, spy, entropy)
        return seen

    assert inputs(5) == inputs(5)
    assert inputs(5) != inputs(6)
