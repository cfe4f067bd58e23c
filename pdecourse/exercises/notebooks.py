"""Solution notebooks for nbval: each lab with the reference solutions in place of its stubs, executed.

    python -m pdecourse.exercises.notebooks

writes `tests/solutions/labNN.ipynb` for every `book/NN-*/lab.md` of a checkout and the capstone. Only code cells are kept, and
of their outputs only text (no pictures, times or machine names): two runs write the same bytes. Cells tagged
`nbval-check-output` are compared by `pytest --nbval-lax`. Needs jupytext and nbclient (the extra `test`).
"""

import os
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

from pdecourse.exercises.check import source
from pdecourse.exercises.record import chapters, lab

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = ROOT / "tests" / "solutions"


def pages() -> dict[int, Path]:
    """Return the lab page of each chapter that has one; the capstone is the lab of its folder."""
    found = {
        int(page.parent.name[:2]): page
        for name in ("lab", "capstone")
        for page in ROOT.glob(f"book/[0-9][0-9]-*/{name}.md")
    }
    missing = set(chapters()) - set(found)
    if missing:
        raise FileNotFoundError(
            f"no book/{min(missing):02d}-*/lab.md or capstone.md below {ROOT}; run this from a checkout of the repository"
        )
    return dict(sorted(found.items()))


def stubs(page: Path) -> dict[str, str]:
    """Return the source of each stub of a lab page, by the name of its function."""
    cells = [cell for cell in jupytext.read(page).cells if is_stub(cell)]
    return {defined(cell.source): cell.source for cell in cells}


def solved(chapter: int, page: Path) -> nbformat.NotebookNode:
    """Return a lab page as a notebook, each stub replaced by the reference solution, not yet executed."""
    answers = {exercise.reference.__name__: source(exercise).rstrip() for exercise in lab(chapter)}
    book = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    )
    for i, cell in enumerate(cell for cell in jupytext.read(page).cells if cell.cell_type == "code"):
        text = answers[defined(cell.source)] if is_stub(cell) else cell.source
        kept = {key: cell.metadata[key] for key in ("nbgrader", "tags") if key in cell.metadata}
        name = cell.metadata.get("nbgrader", {}).get("grade_id", f"cell-{i:02d}")
        book.cells.append(nbformat.v4.new_code_cell(text, id=name, metadata=kept))
    return book


def execute(book: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Run all cells and keep only text: no pictures, no times. A cell that raises, or warns, is an error."""
    os.environ["PDECOURSE_PROGRESS"] = "0"
    NotebookClient(
        book, timeout=300, kernel_name="python3", record_timing=False, coalesce_streams=True
    ).execute()
    for cell in book.cells:
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr":
                raise RuntimeError(f"cell {cell.id} writes to stderr:\n{output.text}")
            if "data" in output:
                output.data = {kind: data for kind, data in output.data.items() if kind == "text/plain"}
                output.metadata = {}
    book.metadata.pop("language_info", None)
    return book


def is_stub(cell: nbformat.NotebookNode) -> bool:
    """True for the cells in which a learner writes a function; answers in words are graded too, by people."""
    marks = cell.metadata.get("nbgrader", {})
    return bool(marks.get("solution")) and not marks.get("grade")


def defined(text: str) -> str:
    """Return the name of the function that a cell defines."""
    return text.split("def ", 1)[1].split("(", 1)[0]


if __name__ == "__main__":
    SOLUTIONS.mkdir(parents=True, exist_ok=True)
    for chapter, page in pages().items():
        target = SOLUTIONS / f"lab{chapter:02d}.ipynb"
        nbformat.write(execute(solved(chapter, page)), target)
        print(f"{target.relative_to(ROOT)} written")
