"""Submissions are found in whatever a platform's download looks like."""

import datetime
import json
import os
import unicodedata
import zipfile

import pytest
from submitted import SOLVED, solved, write

from pdecourse.grading.lateness import Deadlines, read_deadlines
from pdecourse.grading.notebook import Unreadable, read_cells
from pdecourse.grading.submissions import find

BOOK = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def students(source, tmp_path):
    return [submission.student for submission in find(source, tmp_path / "unpacked")]


def test_folders_name_students_as_nbgrader_collects_them(tmp_path):
    for name in ("ann", "Björn Ångström", "o'neil; rm -rf", "李雷", "<script>"):
        write(BOOK, tmp_path / "in" / name / "lab01" / "lab01.ipynb")
    write(BOOK, tmp_path / "in" / "ann" / ".ipynb_checkpoints" / "lab01-checkpoint.ipynb")
    assert students(tmp_path / "in", tmp_path) == sorted(
        ["ann", "Björn Ångström", "o'neil; rm -rf", "李雷", "<script>"]
    )


def test_canvas_downloads_tell_who_and_whether_late(tmp_path):
    path = tmp_path / "submissions.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("lovelaceada_17_991_lab01.ipynb", BOOK)
        zipped.writestr("lovelaceada_17_1200_lab01-1.ipynb", BOOK)
        zipped.writestr("turingalan_LATE_4_1004_lab01.ipynb", BOOK)
    found = find(path, tmp_path / "unpacked")
    assert [(s.student, s.late) for s in found] == [("lovelaceada (17)", False), ("turingalan (4)", True)]
    assert found[0].path.name.endswith("lab01-1.ipynb") and len(found[0].others) == 1


def test_moodle_downloads(tmp_path):
    path = tmp_path / "moodle.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("Ada Lovelace_17_assignsubmission_file_/my lab.ipynb", BOOK)
        zipped.writestr("Alan Turing_4_assignsubmission_file_/lab01.ipynb", BOOK)
        zipped.writestr("Alan Turing_4_assignsubmission_file_/notes.txt", b"hello")
    assert students(path, tmp_path) == ["Ada Lovelace (17)", "Alan Turing (4)"]


def test_a_zip_cannot_write_outside(tmp_path):
    path = tmp_path / "in" / "evil.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("../../outside.ipynb", BOOK)
        zipped.writestr("/etc/absolute.ipynb", BOOK)
    found = find(path, tmp_path / "in" / "unpacked")
    assert all(s.path.is_relative_to(tmp_path / "in" / "unpacked") for s in found) and len(found) == 2
    assert not (tmp_path / "outside.ipynb").exists()


def test_links_are_not_followed(tmp_path):
    write(BOOK, tmp_path / "elsewhere" / "teacher.ipynb")
    write(BOOK, tmp_path / "in" / "ann" / "lab.ipynb")
    (tmp_path / "in" / "bob").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "ann" / "link.ipynb").symlink_to(tmp_path / "elsewhere" / "teacher.ipynb")
    (only,) = find(tmp_path / "in", tmp_path / "unpacked")
    assert only.student == "ann" and not only.others


def test_the_newest_resubmission_counts(tmp_path):
    for name in ("lab01.ipynb", "lab01-9.ipynb", "lab01-10.ipynb"):
        write(BOOK, tmp_path / "in" / "ann" / name)
    (found,) = find(tmp_path / "in", tmp_path / "unpacked")
    assert found.path.name == "lab01-10.ipynb" and len(found.others) == 2


def test_of_several_labs_the_one_that_is_graded_counts(tmp_path):
    for number in (1, 3, 5):
        book = (SOLVED.parent / f"lab{number:02d}.ipynb").read_bytes()
        write(book, tmp_path / "in" / "ann" / f"lab{number:02d}" / f"lab{number:02d}.ipynb")
    for number in (1, 3, 5):
        (found,) = find(tmp_path / "in", tmp_path / "unpacked", number)
        assert found.path.name == f"lab{number:02d}.ipynb"


def test_who_hands_in_no_notebook_is_not_lost(tmp_path):
    write(BOOK, tmp_path / "in" / "ann" / "lab01.ipynb")
    write(BOOK, tmp_path / "in" / "ann" / "notes.pdf")
    write(b"print(1)", tmp_path / "in" / "bob" / "lab01.py")
    write(BOOK, tmp_path / "in" / "cy" / "lab01.ipynb.txt")
    write(BOOK, tmp_path / "in" / "dan" / "LAB01.IPYNB")
    write(b"\0\5\x16\7", tmp_path / "in" / "dan" / "._LAB01.IPYNB")
    write(b"", tmp_path / "in" / "roster.csv")
    found = {s.student: s.path.name for s in find(tmp_path / "in", tmp_path / "unpacked")}
    assert found == {"ann": "lab01.ipynb", "bob": "lab01.py", "cy": "lab01.ipynb.txt", "dan": "LAB01.IPYNB"}


def test_downloads_without_folders_or_with_one_too_many(tmp_path):
    with zipfile.ZipFile(tmp_path / "flat.zip", "w") as zipped:
        zipped.writestr("Ada Lovelace_17_assignsubmission_file_my lab.ipynb", BOOK)
        zipped.writestr("Alan Turing_4_assignsubmission_onlinetext_/onlinetext.html", b"see my mail")
    assert students(tmp_path / "flat.zip", tmp_path) == ["Ada Lovelace (17)", "Alan Turing (4)"]
    with zipfile.ZipFile(tmp_path / "wrapped.zip", "w") as zipped:
        for name in ("ann", "bob"):
            zipped.writestr(f"lab 1 (2)\\{name}\\lab01.ipynb", BOOK)
        zipped.writestr("__MACOSX/lab 1 (2)/ann/._lab01.ipynb", b"\0\5\x16\7")
    assert students(tmp_path / "wrapped.zip", tmp_path) == ["ann", "bob"]


def test_one_name_has_one_spelling(tmp_path):
    for n, name in enumerate(
        ["Ångström 1²2", unicodedata.normalize("NFD", "Björn"), os.fsdecode(b"M\xfcller")]
    ):
        write(BOOK, tmp_path / "in" / name / f"lab{n}²2.ipynb")
    assert students(tmp_path / "in", tmp_path) == ["Björn", "M?ller", "Ångström 1²2"]


def test_results_among_the_submissions_are_no_submission(tmp_path):
    write(BOOK, tmp_path / "ann" / "lab01.ipynb")
    write(BOOK, tmp_path / "results" / "unpacked" / "bob.ipynb")
    write(b"{}", tmp_path / "results" / "records" / "1.json")
    assert [s.student for s in find(tmp_path, tmp_path / "results" / "unpacked")] == ["ann"]


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match="give a folder, a zip file or a notebook"):
        find(tmp_path / "nothing", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"no \.ipynb file"):
        find(tmp_path, tmp_path / "unpacked")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(ValueError, match=r"broken\.zip cannot be unpacked"):
        find(tmp_path / "broken.zip", tmp_path / "unpacked")


UNREADABLE = {
    b"": "empty",
    b'{"cells": [': "truncated",
    b"hello": "not JSON",
    b"[1, 2]": "not a notebook",
    b'{"worksheets": []}': "format 4",
    b'{"cells": [\n<<<<<<< HEAD\n]}': "merge conflict",
    b"[" * 100_000: "not JSON",
    b"\xff\xfe\x00": "not JSON",
    b'{"cells": [' + b"{}," * 1_500_000 + b"{}]}": "not JSON",
    b"PK\x03\x04...": "zip archive",
}


@pytest.mark.parametrize(
    "content", UNREADABLE, ids=[f"{n} {said}" for n, said in enumerate(UNREADABLE.values())]
)
def test_what_is_no_notebook_is_named(content, tmp_path):
    with pytest.raises(Unreadable, match=UNREADABLE[content]):
        read_cells(write(content, tmp_path / "a.ipynb"))


def test_odd_cells_are_read_without_trust(tmp_path):
    book = solved()
    book["cells"] = [
        {
            "cell_type": "code",
            "source": ["a = 1\n", "b = 2"],
            "metadata": {"nbgrader": {"grade_id": ["x"], "grade": True}},
        },
        {"cell_type": "code", "source": {"a": 1}, "metadata": "none"},
        {"cell_type": "markdown"},
        "not a cell",
    ]
    first, second, third = read_cells(write(book, tmp_path / "a.ipynb"))
    assert (first.source, first.grade_id, first.role) == ("a = 1\nb = 2", "", "test")
    assert (second.source, third.is_code) == ("", False)


def at(*date):
    return datetime.datetime(*date, tzinfo=datetime.UTC)


def test_lateness_costs_what_the_file_says(tmp_path):
    (tmp_path / "times.csv").write_text(
        "student,submitted\nann,2026-11-30T12:00:00+00:00\nbob,2026-12-02T01:00:00+00:00\n"
    )
    (tmp_path / "deadlines.toml").write_text(
        "[lab1]\ndue = 2026-11-30T23:59:00+00:00\nper_day = 0.2\nat_most = 0.5\ngrace = 15\nsubmitted = 'times.csv'\n"
        "[lab1.extensions]\ncy = 2026-12-24T00:00:00+00:00\n"
    )
    deadlines = read_deadlines(tmp_path / "deadlines.toml", 1)
    for student in ("ann", "bob", "cy", "dan", "eve"):
        path = write(BOOK, tmp_path / "in" / student / "lab.ipynb")
        when = {"cy": at(2026, 12, 20), "dan": at(2027, 6, 1), "eve": at(2026, 12, 1, 0, 10)}.get(
            student, at(2027, 1, 1)
        )
        os.utime(path, (when.timestamp(), when.timestamp()))
    found = {s.student: deadlines.deduction(s) for s in find(tmp_path / "in", tmp_path / "unpacked")}
    assert found == {"ann": 0.0, "bob": 0.4, "cy": 0.0, "dan": 0.5, "eve": 0.0}
    assert read_deadlines(tmp_path / "deadlines.toml", 2) == Deadlines()


def test_an_extension_counts_whatever_the_platform_says(tmp_path):
    path = write(BOOK, tmp_path / "in" / "turingalan_LATE_4_1004_lab01.ipynb")
    os.utime(path, (at(2026, 12, 1).timestamp(),) * 2)
    (late,) = find(tmp_path / "in", tmp_path / "unpacked")
    longer = Deadlines(at(2026, 11, 30), 0.1, extensions={"turingalan (4)": at(2026, 12, 24)})
    assert late.late and longer.deduction(late) == 0.0
    assert Deadlines(at(2026, 12, 2), 0.1).deduction(late) == 0.1


@pytest.mark.parametrize(
    "text, said",
    [("[lab1]\nper_day = 1", "needs a date"), ("[lab1", "not TOML"), ("[lab1]\npenalty = 1", "has penalty")],
)
def test_a_wrong_deadlines_file_is_explained(text, said, tmp_path):
    (tmp_path / "d.toml").write_text(text)
    with pytest.raises(ValueError, match=said):
        read_deadlines(tmp_path / "d.toml", 1)
