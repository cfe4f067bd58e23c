"""Submissions are found in whatever a platform's download looks like."""

import datetime
import json
import os
import zipfile

import pytest
from submitted import solved, write

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
}


@pytest.mark.parametrize("content", UNREADABLE, ids=UNREADABLE.values())
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


@pytest.mark.parametrize(
    "text, said",
    [("[lab1]\nper_day = 1", "needs a date"), ("[lab1", "not TOML"), ("[lab1]\npenalty = 1", "has penalty")],
)
def test_a_wrong_deadlines_file_is_explained(text, said, tmp_path):
    (tmp_path / "d.toml").write_text(text)
    with pytest.raises(ValueError, match=said):
        read_deadlines(tmp_path / "d.toml", 1)
