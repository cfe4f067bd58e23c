"""A submitted notebook, read as text that nobody has to trust."""

import json
from dataclasses import dataclass
from pathlib import Path

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
    try:
        book = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        if b"<<<<<<<" in raw:
            raise Unreadable(
                "the file has the marks of a merge conflict; resolve it and hand it in again"
            ) from error
        raise Unreadable(
            "the file is not JSON: truncated, or not a notebook; hand in the .ipynb file itself"
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
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    marks = marks if isinstance(marks, dict) else {}
    grade_id = marks.get("grade_id")
    return Cell(
        source, cell.get("cell_type") == "code", grade_id if isinstance(grade_id, str) else "", role(marks)
    )


def role(marks: dict) -> str:
    """Return the role that a cell's nbgrader metadata gives it."""
    if marks.get("grade") and marks.get("solution"):
        return "manual"
    if marks.get("solution"):
        return "solution"
    return "test" if marks.get("grade") else ""
