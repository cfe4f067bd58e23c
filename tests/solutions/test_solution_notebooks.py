"""The stored solution notebooks are fresh and were executed; what they print is compared by nbval itself."""

from pathlib import Path

import nbformat
import pytest

from pdecourse.exercises.marking import count
from pdecourse.exercises.notebooks import pages, solved
from pdecourse.exercises.record import chapters, lab

HERE = Path(__file__).parent
AGAIN = "run: python -m pdecourse.exercises.notebooks"
each_lab = pytest.mark.parametrize("chapter", chapters())


def stored(chapter):
    return nbformat.read(HERE / f"lab{chapter:02d}.ipynb", as_version=4)


@each_lab
def test_the_notebook_is_what_the_lab_page_gives_today(chapter):
    def content(book):
        return [(cell.id, cell.source, cell.metadata) for cell in book.cells]

    assert content(stored(chapter)) == content(solved(chapter, pages()[chapter])), f"stale notebook; {AGAIN}"


@each_lab
def test_every_cell_was_executed(chapter):
    counts = [cell.execution_count for cell in stored(chapter).cells]
    assert counts == list(range(1, len(counts) + 1)), (
        f"nbval compares nothing in a cell that never ran; {AGAIN}"
    )


@each_lab
def test_the_checks_are_compared_and_give_full_points(chapter):
    compared = [c for c in stored(chapter).cells if "nbval-check-output" in c.metadata.get("tags", [])]
    texts = ["".join(output.text for output in cell.outputs) for cell in compared]
    for exercise, text in zip(lab(chapter), texts, strict=False):
        assert text.endswith(f" · {exercise.points}/{exercise.points} points\n")
    n, total = len(lab(chapter)), sum(e.points for e in lab(chapter))
    assert len(texts) == n + 1
    assert texts[-1].endswith(
        f"Lab {chapter}: {n} of {count(n, 'exercise')} complete · {total}/{total} points\n"
    )


@each_lab
def test_nothing_of_the_machine_is_stored(chapter):
    text = (HERE / f"lab{chapter:02d}.ipynb").read_text(encoding="utf-8")
    for trace in ("image/png", "/home/", "/work/", "/tmp/", "site-packages", "iopub", "<Axes", " at 0x"):
        assert trace not in text
    assert "stderr" not in text


def test_no_notebook_without_a_lab():
    assert sorted(p.name for p in HERE.glob("*.ipynb")) == [
        f"lab{chapter:02d}.ipynb" for chapter in chapters()
    ]
