"""Submissions of lab 1 as students hand them in: the solved lab, and what can be done to it."""

import copy
import json
from pathlib import Path

SOLVED = Path(__file__).parent.parent / "solutions" / "lab01.ipynb"
FUNCTIONS = {"heat_step": 4, "step_limits": 4, "implicit_step": 4, "heat_kernel": 3, "perona_malik_step": 4}
TOTAL = sum(FUNCTIONS.values())

Notebook = dict


def solved() -> Notebook:
    """Return the solved lab as JSON, without outputs."""
    book = json.loads(SOLVED.read_text(encoding="utf-8"))
    for cell in book["cells"]:
        cell["source"] = "".join(cell["source"])
        cell["outputs"] = []
    return book


def cell(book: Notebook, name: str) -> dict:
    """Return the cell that defines ``name``."""
    return next(c for c in book["cells"] if f"def {name}(" in c["source"])


def replaced(name: str, source: str) -> Notebook:
    """Return the solved lab with ``source`` in place of one solution."""
    book = solved()
    cell(book, name)["source"] = source
    return book


def with_cell(source: str, position: int = 1) -> Notebook:
    """Return the solved lab with one more code cell."""
    book = solved()
    book["cells"].insert(position, code(source))
    return book


def code(source: str) -> dict:
    return {
        "cell_type": "code",
        "id": "extra",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": source,
    }


def all_wrong(forgery: str = "", body: str = "return np.zeros(3)") -> Notebook:
    """Return the lab with nothing but wrong answers, and ``forgery`` in front of them."""
    book = solved()
    for name in FUNCTIONS:
        cell(book, name)["source"] = f"def {name}(*inputs):\n    {body}\n"
    if forgery:
        book["cells"].insert(1, code(forgery))
    return book


def edited(change) -> Notebook:
    """Return the solved lab after ``change(cells)``, which edits the list or returns a new one."""
    book = copy.deepcopy(solved())
    book["cells"] = change(book["cells"]) or book["cells"]
    return book


def write(book: Notebook | bytes, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(book if isinstance(book, bytes) else json.dumps(book).encode())
    return path
