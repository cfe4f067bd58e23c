"""What a learner sees: the text of check, hint, solution and score."""

import numpy as np
import pytest

from pdecourse import check, hint, score, solution
from pdecourse.exercises.ch02 import LAB
from pdecourse.exercises.ch02.laplacian import laplacian
from pdecourse.exercises.record import find


def printed(capsys):
    return capsys.readouterr().out.splitlines()


def test_check_prints_one_line_when_all_is_right(capsys):
    result = check("2.1", laplacian)
    assert printed(capsys) == ["Exercise 2.1: 4/4 checks passed · 4/4 points"]
    assert (result.points, result.total, result.passed, result.complete) == (4, 4, 4, True)


def test_check_names_the_mistake_and_gives_partial_credit(capsys):
    result = check("2.1", lambda field, dx: laplacian(field, 1.0))
    assert result.points == 2 and not result.complete
    assert printed(capsys) == [
        "Exercise 2.1",
        "  ✓ four neighbours minus four times the centre · 1 point",
        "  ✓ the edges wrap round · 1 point",
        "  ✗ spacing: second order on a sine wave · 0 of 1 point",
        "      1/dx² is missing: a second derivative has units of 1/length²",
        "      dx = 0.159: your values are 0.0251 times the right ones",
        "  ✗ an integer field is not rounded · 0 of 1 point",
        "      the same as above",
        "2/4 checks passed · 2/4 points",
    ]


@pytest.mark.parametrize(
    "answer", [lambda field, dx: ..., lambda field, dx: None, lambda field, dx: NotImplemented]
)
def test_an_empty_body_is_not_started(answer, capsys):
    assert not check("2.1", answer).started
    assert printed(capsys) == ["Exercise 2.1: not started · 0/4 points"]


def test_a_docstring_alone_is_not_started(capsys):
    def stub(field, dx):
        """Nothing yet."""

    assert not check("2.1", stub).started


def test_a_value_instead_of_a_function_is_explained(capsys):
    result = check("2.1", np.zeros((3, 4)))
    assert result.points == 0
    [line] = printed(capsys)
    assert 'pass the function itself, check("2.1", laplacian), not an array of shape (3, 4)' in line


def test_an_exception_shows_the_line_of_the_learner(capsys):
    def broken(field, dx):
        half = field[: len(field) // 2]
        return field + half

    assert check("2.1", broken).points == 0
    text = "\n".join(printed(capsys))
    assert "your function raised ValueError" in text
    assert "of its cell: return field + half" in text
    assert "Traceback" not in text and __file__ not in text


def test_a_wrong_signature_shows_the_wanted_one(capsys):
    check("2.1", lambda field: field)
    assert "      wanted: laplacian(field, dx)" in printed(capsys)


def test_exit_in_an_answer_is_only_a_failed_check(capsys):
    def leaves(field, dx):
        raise SystemExit

    assert check("2.1", leaves).points == 0
    assert "your function raised SystemExit" in capsys.readouterr().out


def test_an_interrupt_passes_through():
    def interrupted(field, dx):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check("2.1", interrupted)


def test_a_half_written_function_is_started(capsys):
    def half(F, n):
        if n == 2:
            return find("2.3").reference(F, n)
        raise NotImplementedError

    result = check("2.3", half)
    assert result.started and 0 < result.points < result.total
    assert "this part is not written yet" in capsys.readouterr().out


@pytest.mark.parametrize("command", [check, hint, solution])
def test_an_unknown_number_lists_the_exercises(command):
    with pytest.raises(ValueError, match=r"no exercise '2.9'; exercises: .*2\.1, 2\.2"):
        command("2.9", laplacian) if command is check else command("2.9")


def test_an_unknown_lab_lists_the_labs():
    with pytest.raises(ValueError, match=r"no lab 99; labs: .*2"):
        score(99)


def test_hints_come_one_at_a_time(capsys):
    first, second = find("2.1").hints
    hint("2.1")
    assert printed(capsys) == [f"Hint 1 of 2: {first}"]
    hint("2.1")
    assert printed(capsys) == [f"Hint 2 of 2: {second}"]
    hint("2.1")
    assert printed(capsys) == [f"Hint 1 of 2: {first}", f"Hint 2 of 2: {second}"]


def test_the_printed_solution_is_a_complete_answer(capsys):
    for exercise in LAB:
        solution(exercise.number)
        names = {}
        exec("import numpy as np\nfrom pdecourse import Grid\n" + capsys.readouterr().out, names)
        assert check(exercise.number, names[exercise.reference.__name__]).complete
        capsys.readouterr()


def test_the_score_counts_the_last_check_of_each_exercise(capsys):
    check("2.1", laplacian)
    check("2.2", LAB[1].reference)
    check("2.3", LAB[2].reference)
    check("2.4", lambda v, threshold: 0)
    check("2.1", lambda field, dx: laplacian(field, 1.0))
    capsys.readouterr()
    total = score(2)
    lines = printed(capsys)
    assert lines[0].split() == ["2.1", "The", "periodic", "Laplacian", "2/4"]
    assert lines[-1] == f"Lab 2: 2 of 5 exercises complete · {total.points}/20 points"
    assert total.points == 2 + 5 + 4
    assert len(lines) == 6


def test_nothing_is_shown_twice_in_a_notebook():
    assert check("2.1", laplacian)._ipython_display_() is None
    assert score(2)._ipython_display_() is None
