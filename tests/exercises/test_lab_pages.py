"""The lab pages and the package agree: stubs, numbers, points, times, hints; nbgrader metadata survives."""

import inspect
import re

import jupytext
import pytest

from pdecourse.exercises.notebooks import defined, is_stub, pages, stubs
from pdecourse.exercises.record import chapters, lab

LABS = [pytest.param(chapter, pages()[chapter], id=f"lab{chapter:02d}") for chapter in chapters()]
each_lab = pytest.mark.parametrize("chapter, page", LABS)


def cells(page, kind):
    return [c for c in jupytext.read(page).cells if c.metadata.get("nbgrader", {}).get(kind)]


def words(text):
    return " ".join(text.split())


@each_lab
def test_stubs_have_the_signature_of_the_reference(chapter, page):
    found = stubs(page)
    assert list(found) == [e.reference.__name__ for e in lab(chapter)]
    for exercise in lab(chapter):
        names = {}
        exec("import numpy as np\n" + found[exercise.reference.__name__], names)
        stub = names[exercise.reference.__name__]
        assert inspect.signature(stub) == inspect.signature(exercise.reference)
        assert stub.__doc__, "a stub says what it wants"


@each_lab
def test_each_exercise_has_its_check_cell_with_its_points(chapter, page):
    checks = [cell for cell in cells(page, "grade") if not cell.metadata["nbgrader"]["solution"]]
    assert [c.metadata["nbgrader"]["points"] for c in checks] == [e.points for e in lab(chapter)]
    for cell, exercise in zip(checks, lab(chapter), strict=True):
        assert f'check("{exercise.number}", {exercise.reference.__name__})' in cell.source
        assert "nbval-check-output" in cell.metadata["tags"]
        assert cell.metadata["nbgrader"]["locked"]


@each_lab
def test_numbers_points_and_times_of_the_page_are_those_of_the_package(chapter, page):
    text = page.read_text(encoding="utf-8")
    boxes = re.findall(
        r"^```\{exercise\} (.+)\n:label: \S+\n\n\*\*(\d+) points, about (\d+) minutes", text, re.MULTILINE
    )
    assert boxes == [(e.title, str(e.points), str(e.minutes)) for e in lab(chapter)]
    assert [e.number for e in lab(chapter)] == [f"{chapter}.{i}" for i in range(1, len(boxes) + 1)]
    rows = re.findall(r"^\| \{ref\}`([\d.]+) <.*\| (\d+) \| (\d+) min \|$", text, re.MULTILINE)
    assert rows == [(e.number, str(e.points), str(e.minutes)) for e in lab(chapter)]
    assert f"| **{sum(e.points for e in lab(chapter))}** |" in text


@each_lab
def test_the_hints_of_the_page_are_those_of_the_package(chapter, page):
    text = page.read_text(encoding="utf-8")
    shown = re.findall(r"^```\{dropdown\} Hint (\d): [^\n]+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert [n for n, _ in shown] == ["1", "2"] * len(lab(chapter))
    assert [words(hint) for _, hint in shown] == [words(hint) for e in lab(chapter) for hint in e.hints]


@each_lab
def test_nbgrader_metadata_survives_the_way_to_a_notebook_and_back(chapter, page):
    first = jupytext.read(page)
    back = jupytext.reads(
        jupytext.writes(jupytext.reads(jupytext.writes(first, "ipynb"), "ipynb"), "md:myst"), "md:myst"
    )
    assert [c.metadata for c in back.cells] == [c.metadata for c in first.cells]
    ids = [c.metadata["nbgrader"]["grade_id"] for c in first.cells if "nbgrader" in c.metadata]
    assert len(ids) == len(set(ids)) > 2 * len(lab(chapter))
    required = {"grade", "grade_id", "locked", "schema_version", "solution"}
    for cell in first.cells:
        if "nbgrader" in cell.metadata:
            assert required <= set(cell.metadata["nbgrader"])
            assert cell.metadata["nbgrader"]["schema_version"] == 3


@each_lab
def test_nbgrader_itself_accepts_the_metadata(chapter, page):
    nbgraderformat = pytest.importorskip("nbgrader.nbgraderformat")
    book = jupytext.read(page)
    for i, cell in enumerate(book.cells):
        cell.id = f"cell-{i}"
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"]["cell_type"] = cell.cell_type
    nbgraderformat.MetadataValidator().validate_nb(book)


@each_lab
def test_solutions_are_not_on_the_page(chapter, page):
    for cell in jupytext.read(page).cells:
        if is_stub(cell):
            assert cell.source.rstrip().endswith("raise NotImplementedError"), defined(cell.source)
