"""Labs as notebooks to hand out: stubs for students, solutions for instructors."""

import copy
from pathlib import Path

import nbformat

from pdecourse.exercises.check import source
from pdecourse.exercises.notebooks import ROOT, defined, is_stub, pages
from pdecourse.exercises.record import lab
from pdecourse.grading.notebook import Question, role

EXPORTED = ROOT / "_build" / "html" / "notebooks"


def release(chapters: list[int], out: Path) -> list[Path]:
    """Write ``out/labNN/labNN.ipynb`` and ``out/instructor/labNN/labNN.ipynb`` for each chapter; return the paths.

    The student's notebook is the one that the book links to, as ``make book`` wrote it. The instructor's has
    the reference solutions between nbgrader's marks ``### BEGIN SOLUTION`` and ``### END SOLUTION``.

    Raises ``FileNotFoundError`` if the book has not been built.
    """
    written = []
    for chapter in chapters:
        lab(chapter)  # says so if there is none
        student = _exported(chapter)
        for folder, book in ((out, student), (out / "instructor", with_solutions(student, chapter))):
            path = folder / f"lab{chapter:02d}" / f"lab{chapter:02d}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(book, path)
            written.append(path)
    return written


def _exported(chapter: int) -> nbformat.NotebookNode:
    """Return the lab as the built book has it."""
    path = EXPORTED / pages()[chapter].relative_to(ROOT).with_suffix(".ipynb")
    if not path.exists():
        raise FileNotFoundError(f"lab {chapter} has no notebook in _build yet; run: make book")
    return nbformat.read(path, as_version=4)


def with_solutions(student: nbformat.NotebookNode, chapter: int) -> nbformat.NotebookNode:
    """Return the notebook with each stub filled in, the solution between nbgrader's marks.

    ``check`` reports and never raises, so nbgrader's own autograde would give everybody full marks: each check
    cell gets a hidden test that raises unless the exercise is complete.
    """
    book = copy.deepcopy(student)
    references = {exercise.reference.__name__: exercise for exercise in lab(chapter)}
    for cell in book.cells:
        if cell.cell_type == "code" and is_stub(cell):
            cell.source = marked(cell.source, source(references[defined(cell.source)]))
        elif cell.cell_type == "code" and _role(cell) == "test":
            result = cell.source.split("=")[0].strip()
            cell.source += f"\n### BEGIN HIDDEN TESTS\nassert {result}.complete\n### END HIDDEN TESTS"
    return book


def marked(stub: str, solution: str) -> str:
    """Return ``solution`` with its body, from where it differs from ``stub``, between the solution marks."""
    lines, blank = solution.rstrip().split("\n"), stub.rstrip().split("\n")
    same = next(
        (n for n, pair in enumerate(zip(lines, blank)) if pair[0] != pair[1]), min(len(lines), len(blank))
    )
    same = max(same, next(n for n, line in enumerate(lines, start=1) if line.endswith(":")))
    body = lines[same:]
    indent = " " * 4
    return "\n".join([*lines[:same], f"{indent}### BEGIN SOLUTION", *body, f"{indent}### END SOLUTION"])


def given_cells(chapter: int) -> frozenset[str]:
    """Return the sources of a lab's own code cells: neither stubs nor checks, stripped."""
    return frozenset(cell.source.strip() for cell in _code_cells(chapter) if not _role(cell))


def questions(chapter: int) -> dict[str, Question]:
    """Return a lab's questions that are answered in words, by their ids."""
    cells = [cell for cell in _code_cells(chapter) if _role(cell) == "manual"]
    marked = [(cell.metadata["nbgrader"], cell.source.partition("\n")[0]) for cell in cells]
    return {marks["grade_id"]: Question(marks["points"], opening) for marks, opening in marked}


def check_ids(chapter: int) -> list[str]:
    """Return nbgrader's ids of the check cells of a lab, one per exercise, in order."""
    return [cell.metadata["nbgrader"]["grade_id"] for cell in _code_cells(chapter) if _role(cell) == "test"]


def _code_cells(chapter: int) -> list[nbformat.NotebookNode]:
    """Return the code cells of a lab's page. Raises ``ValueError`` for a lab that is not there."""
    import jupytext

    lab(chapter)
    return [cell for cell in jupytext.read(pages()[chapter]).cells if cell.cell_type == "code"]


def _role(cell: nbformat.NotebookNode) -> str:
    """Return what a cell is for: see ``Cell``."""
    return role(cell.metadata.get("nbgrader", {}))
