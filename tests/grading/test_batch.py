"""A whole class: one row each whatever was handed in, nothing lost, the same file every time."""

import csv
import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from submitted import FUNCTIONS, TOTAL, all_wrong, replaced, solved, with_cell, write

from pdecourse.grading import batch, grader, records
from pdecourse.grading.batch import Assignment, grade_all, secret_of
from pdecourse.grading.exports import export_canvas, export_moodle, export_nbgrader
from pdecourse.grading.isolation import Isolation
from pdecourse.grading.manual import collect, judged
from pdecourse.grading.messages import BadMessage, pack, unpack
from pdecourse.grading.notebook import Question
from pdecourse.grading.pages import page
from pdecourse.grading.relevance import needed
from pdecourse.grading.report import common_mistakes, read_records, write_report
from pdecourse.grading.similarity import similar_pairs
from pdecourse.grading.submissions import find

SECRET = b"sixteen characters"
NAUGHTY = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handed in")
    write(solved(), folder / "ann (1)" / "lab01.ipynb")
    write(all_wrong(), folder / "bob (2)" / "lab01.ipynb")
    write(b"{", folder / "cy (3)" / "lab01.ipynb")
    write(
        with_cell(f"raise ValueError('{NAUGHTY}')"),
        folder / f"dan {NAUGHTY.replace('/', '_')}" / "lab01.ipynb",
    )
    write(
        replaced("heat_step", "def heat_step(u, alpha, dx, dt):\n    return 2 * u\n"),
        folder / "=eve" / "Übung 1.ipynb",
    )
    return folder


@pytest.fixture(scope="module")
def graded(handed_in, isolation, tmp_path_factory):
    results = tmp_path_factory.mktemp("results")
    return grade_all(handed_in, Assignment(1, SECRET, isolation), results, jobs=2, progress=False), results


def rows(results):
    with (results / "grades.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_every_submission_has_one_row(graded):
    found = rows(graded[1])
    assert len(found) == 5
    assert found["ann (1)"]["total"] == str(TOTAL) and found["bob (2)"]["total"] == "0"
    assert found["cy (3)"]["status"] == "unreadable" and "JSON" in found["cy (3)"]["reason"]
    assert float(found["'=eve"]["total"]) == TOTAL - FUNCTIONS["heat_step"], "and a name is no formula"
    assert {row["isolation"] for row in found.values()} == {graded[0][0].isolation}


def test_grading_again_grades_nothing_and_writes_the_same_bytes(graded, handed_in, isolation, monkeypatch):
    before = (graded[1] / "grades.csv").read_bytes()
    monkeypatch.setattr("pdecourse.grading.batch.grade", lambda *a, **k: pytest.fail("graded again"))
    grade_all(handed_in, Assignment(1, SECRET, isolation), graded[1], progress=False)
    assert (graded[1] / "grades.csv").read_bytes() == before


def test_feedback_is_escaped_and_shows_no_hidden_input(graded):
    pages = {path.name: path.read_text() for path in (graded[1] / "feedback").glob("*.html")}
    assert len(pages) == 5 and not any("<script" in page for page in pages.values())
    assert any("&lt;script&gt;" in page for page in pages.values())
    wrong = next(page for name, page in pages.items() if name.startswith("bob"))
    assert "wanted" not in wrong.split("<h2>")[1] and "index" not in wrong


def test_the_report_names_common_mistakes(graded):
    kept = read_records(graded[1])
    assert len(kept) == 5
    page = write_report(kept, graded[1]).read_text()
    assert "data:image/png" in page and "<script" not in page
    assert common_mistakes(kept).total() >= 5


def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(tmp_path, graded, handed_in):
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET)
    command = [sys.executable, "-m", "pdecourse", "labs", "grade", str(handed_in), "--lab", "1"]
    command += ["--out", str(tmp_path / "results"), "--secret-file", str(secret)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    for _ in range(600):
        if list((tmp_path / "results").glob("records/*.json")):
            break
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "results" / "grades.csv").exists()
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "results" / "grades.csv").read_bytes() == (graded[1] / "grades.csv").read_bytes()


def test_other_gradebooks_get_the_same_marks(graded):
    kept, results = graded
    with export_canvas(kept, results).open(newline="") as file:
        canvas = {row["ID"]: row["Lab 1"] for row in csv.DictReader(file)}
    with export_moodle(kept, results).open(newline="") as file:
        moodle = {row["Identifier"]: row["Grade"] for row in csv.DictReader(file)}
    assert (
        canvas["1"] == moodle["Participant 1"] == str(TOTAL) and canvas["2"] == moodle["Participant 2"] == "0"
    )


def test_moodle_finds_the_columns_without_which_it_refuses_a_worksheet(graded):
    head = export_moodle(*graded).read_text().splitlines()[0].split(",")
    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(head)


def test_nbgraders_gradebook_has_the_same_marks(graded):
    api = pytest.importorskip("nbgrader.api")
    kept, results = graded
    with api.Gradebook(f"sqlite:///{export_nbgrader(kept, results)}") as book:
        for record in kept:
            assert book.find_submission("lab01", record.student).score == sum(
                e.points for e in record.exercises
            )


def test_answers_in_words_are_collected_and_their_marks_merged(graded, tmp_path):
    kept = [dataclasses.replace(r, written={"why": f"Because {NAUGHTY}"}) for r in graded[0][:2]]
    questions = {"why": Question(3, "words")}
    collect(kept, questions, tmp_path)
    shown = (tmp_path / "manual.html").read_text()
    assert "&lt;script&gt;" in shown and "why, 3 points" in shown
    text = (tmp_path / "manual.csv").read_text().replace("ann (1),why,,", "ann (1),why,2.5,well said")
    (tmp_path / "manual.csv").write_text(text + "bob (2),1.2,-1,=late night\n")
    collect(kept, questions, tmp_path)
    students = {"ann (1)", "bob (2)"}
    expected = {"ann (1)": [("why", 2.5, "well said")], "bob (2)": [("1.2", -1.0, "=late night")]}
    assert judged(tmp_path, students) == expected, "rows of the instructor's own stay"
    assert ",-1,'=late night" in (tmp_path / "manual.csv").read_text(), "numbers stay, formulas do not"
    in_german = (tmp_path / "manual.csv").read_text().replace(",", ";").replace("2.5", "2,5")
    (tmp_path / "manual.csv").write_text(in_german)
    assert judged(tmp_path, students) == expected


@pytest.mark.parametrize(
    "text, said",
    [
        ("student,question,points,comment\nann,why,good,\n", "'good' points for ann"),
        ("student,question,points,comment\nanne,why,1,\n", "'anne', of whom there is no submission"),
        ("name,points\nann,1\n", "needs the columns student"),
        ("student,question,points,comment\nann,why,1,schön\n".encode("cp1252"), "UTF-8"),
    ],
)
def test_a_spoilt_table_of_marks_is_explained(text, said, tmp_path):
    (tmp_path / "manual.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ValueError, match=said):
        judged(tmp_path, {"ann"})


def test_a_record_survives_its_file_and_a_damaged_one_does_not(graded, tmp_path):
    record = graded[0][0]
    records.keep(record, tmp_path / "r.json")
    assert records.kept(tmp_path / "r.json") == record
    (tmp_path / "r.json").write_text("{")
    assert records.kept(tmp_path / "r.json") is None


def test_the_secret_is_made_once_and_must_be_long(tmp_path):
    assert secret_of(tmp_path, None) == secret_of(tmp_path, None)
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    (tmp_path / "short").write_text("abc")
    with pytest.raises(ValueError, match="at least 16"):
        secret_of(tmp_path, tmp_path / "short")


def test_no_submission_can_stop_the_class(isolation, tmp_path, monkeypatch):
    half = '"\\ud83d"'  # of a smiley: JSON may have it, a file may not
    write(with_cell(f"raise ValueError({half})"), tmp_path / "in" / "ann" / "lab.ipynb")
    write(with_cell(f"# {json.loads(half)}\n1 / 0"), tmp_path / "in" / "bob" / "lab.ipynb")
    write(with_cell("-" * 200_000 + "1"), tmp_path / "in" / "cy" / "lab.ipynb")
    write(solved(), tmp_path / "in" / ("李" * 80) / "lab.ipynb")
    write(solved(), tmp_path / "in" / "odd" / "lab.ipynb")
    write(b"no notebook", tmp_path / "in" / "zoe" / os.fsdecode(b"\xfcbung.py"))
    write(b"none either", tmp_path / "in" / "zoe" / os.fsdecode(b"\xfcbung.pdf"))
    real = batch.grade
    monkeypatch.setattr(
        batch, "grade", lambda path, *a, **k: 1 / 0 if path.parent.name == "odd" else real(path, *a, **k)
    )
    kept = grade_all(tmp_path / "in", Assignment(1, SECRET, isolation), tmp_path / "results", progress=False)
    assert [r.total for r in kept] == [TOTAL, TOTAL, TOTAL, 0, 0, TOTAL]
    assert {exercise.remark for exercise in kept[3].exercises} == {"not graded"}
    assert kept[3].status == "needs_review" and "ZeroDivisionError" in kept[3].reason
    similar_pairs(find(tmp_path / "in", tmp_path / "u"), frozenset())


def test_a_machine_that_starts_no_worker_stops_and_gives_no_marks(handed_in, tmp_path):
    broken = Isolation("jail", "", command=("sh", "-c", "echo cannot set up namespaces >&2; exit 1"))
    with pytest.raises(RuntimeError, match="cannot set up namespaces"):
        grade_all(handed_in, Assignment(1, SECRET, broken), tmp_path, progress=False)
    assert all('"unreadable"' in path.read_text() for path in tmp_path.glob("records/*.json"))


def test_an_exercise_is_left_out_and_a_student_graded_again(
    graded, handed_in, isolation, monkeypatch, tmp_path
):
    asked, results = [], shutil.copytree(graded[1], tmp_path / "results")
    monkeypatch.setattr(
        batch, "_graded", lambda s, a: asked.append(s.student) or grader.Grade(grader.blank(1))
    )
    without = Assignment(1, SECRET, isolation, without=frozenset({"1.1"}))
    left = grade_all(handed_in, without, results, progress=False)
    assert asked == [] and without.possible == TOTAL - FUNCTIONS["heat_step"]
    assert {r.student: r.total for r in left}["ann (1)"] == without.possible
    assert "1.1" not in (results / "grades.csv").read_text().splitlines()[0]
    again = dataclasses.replace(without, again=frozenset({"bob (2)"}))
    grade_all(handed_in, again, results, progress=False)
    assert asked == ["bob (2)"]
    for wrong in ({"without": frozenset({"7.1"})}, {"again": frozenset({"nobody"})}):
        with pytest.raises(ValueError, match=r"no exercise 7\.1|no submission of nobody"):
            grade_all(handed_in, dataclasses.replace(without, **wrong), results, progress=False)


def test_a_persons_marks_are_on_the_page(graded):
    record = dataclasses.replace(graded[0][0], manual=2.0, total=TOTAL + 2.0)
    shown = page(record, [("why", 2.0, f"well said {NAUGHTY}")], TOTAL + 2)
    assert (
        f"{TOTAL + 2} of {TOTAL + 2} points" in shown
        and "well said &lt;script&gt;" in shown
        and "+2" in shown
    )


def test_copies_are_found_under_other_names(tmp_path):
    mine = (
        "def heat_step(u, alpha, dx, dt):\n    total = 0\n    for i, value in enumerate(u):\n"
        "        total += value * i - alpha\n    while total > dt:\n        total = total / 2 + dx\n"
        "    return [total for _ in u if total]\n"
    )
    yours = (
        mine.replace("total", "summe")
        .replace("value", "wert")
        .replace("    while", "    # my own idea\n    while")
    )
    write(replaced("heat_step", mine), tmp_path / "in" / "ann" / "l.ipynb")
    write(replaced("heat_step", yours), tmp_path / "in" / "bob" / "l.ipynb")
    write(solved(), tmp_path / "in" / "cy" / "l.ipynb")
    pairs = similar_pairs(find(tmp_path / "in", tmp_path / "u"), frozenset(), common=2)
    assert [pair[1:] for pair in pairs] == [("ann", "bob")]


def test_only_cells_that_matter_run():
    given = frozenset(
        {"import numpy as np", "u = simulate()", "fig = plot(u)", "scale = 3", "def helper(): return scale"}
    )
    cells = [
        "import numpy as np",
        "u = simulate()",
        "fig = plot(u)",
        "scale = 3",
        "def helper(): return scale",
    ]
    assert needed([*cells, "def f(u):\n    return u * helper()"], given) == [
        True,
        False,
        False,
        True,
        True,
        True,
    ]
    assert needed([*cells, "u.mean()"], given) == [True, True, False, False, False, True]
    assert needed([*cells, "%magic"], given) == [True] * 6


@pytest.mark.parametrize(
    "value", [None, True, 3, 2.5, float("inf"), "text", [1, [2.0]], (1, 2), {"a": (1, [2])}]
)
def test_data_survives_the_channel(value):
    assert unpack(pack(value)) == value and type(unpack(pack(value))) is type(value)


def test_text_of_numpy_is_text():
    assert unpack(pack(np.array(["upwind", "heat"])[1])) == "heat"


@pytest.mark.parametrize(
    "value",
    [
        [1],
        {"array": ["O", [1], "AAAA"]},
        {"array": ["<f8", [9], "AA=="]},
        {"set": [1]},
        {"a": 1, "b": 2},
        {"list": 3},
        {"array": ["<f8", [float("inf")], "AAAA"]},
    ],
)
def test_what_is_not_data_is_refused(value):
    with pytest.raises(BadMessage):
        unpack(value)
