"""A submitted notebook, read as text that nobody has to trust."""

from dataclasses import dataclass
from pathlib import Path

from pdecourse.grading.messages import loads

LARGEST_FILE = 64 << 20  # bytes; plots and all
LARGEST_CELL = 1 << 20


class Unreadable(Exception):
    """The file is not a notebook; the text says what it is instead."""


@dataclass(frozen=True)
class Cell:
    """One cell: its source, whether it is code, and the id and role that the lab gave it, if still there.

    ``role`` is "solution" for a stub to be filled in, "test" for a locked check, "manual" for an answer in
    words, "" for all others.
    """

    source: str
    is_code: bool
    grade_id: str = ""
    role: str = ""


@dataclass(frozen=True)
class Question:
    """A question that is answered in words, for a person to mark; ``opening`` is the first line of its cell."""

    points: int
    opening: str


def answers(questions: dict[str, Question], cells: list[Cell]) -> dict[str, str]:
    """Return the answers in words by the ids of ``questions``, recognised by id or, where that is lost, by opening."""
    return {
        name: cell.source
        for cell in cells
        for name, question in questions.items()
        if cell.grade_id == name or cell.source.startswith(question.opening)
    }


def read_cells(path: Path) -> list[Cell]:
    """Return the cells of the notebook at ``path``, in order; outputs are not looked at.

    Raises ``Unreadable``, saying what was found and what to hand in instead, if it is no notebook.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(
            f"the file is larger than {LARGEST_FILE >> 20} MB; clear its outputs and hand it in again"
        )
    raw = path.read_bytes()
    if not raw.strip():
        raise Unreadable("the file is empty; save the notebook and hand it in again")
    if raw.startswith(b"PK\3\4"):
        raise Unreadable("the file is a zip archive; hand in the .ipynb file that is inside")
    try:
        book = loads(raw)
    except (ValueError, RecursionError) as error:
        if b"<<<<<<<" in raw:
            raise Unreadable(
                "the file has the marks of a merge conflict; resolve it and hand it in again"
            ) from error
        raise Unreadable(
            f"{path.name} is not JSON: truncated, or not a notebook; hand in the .ipynb file itself"
        ) from error
    cells = book.get("cells") if isinstance(book, dict) else None
    if not isinstance(cells, list):
        raise Unreadable(
            "the file is JSON but not a notebook of format 4; hand in the .ipynb file as Jupyter saves it"
        )
    return [_cell(cell) for cell in cells if isinstance(cell, dict)]


def _cell(cell: dict) -> Cell:
    """Return one cell, whatever its metadata has become."""
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str) or len(source) > LARGEST_CELL:
        source = ""
    source = plain(source.replace("\r\n", "\n"))
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    marks = marks if isinstance(marks, dict) else {}
    grade_id = marks.get("grade_id") or cell.get("id")  # the lab's notebooks have the same text for both
    return Cell(
        source, cell.get("cell_type") == "code", grade_id if isinstance(grade_id, str) else "", role(marks)
    )


def plain(text: str) -> str:
    """Return ``text`` as a file can hold it: JSON, and names of files, may have halves of characters."""
    return text.encode("utf-8", "replace").decode()


def role(marks: dict) -> str:
    """Return the role that a cell's nbgrader metadata gives it."""
    if marks.get("grade") and marks.get("solution"):
        return "manual"
    if marks.get("solution"):
        return "solution"
    return "test" if marks.get("grade") else ""
