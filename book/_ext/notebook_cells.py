"""From the pieces of a page to the cells of a notebook: set-up first, lasting ids, no solutions."""

import hashlib
import re

import nbformat
from nbformat import v4
from notebook_pieces import CodeCell, Heading, LiveFigure, Piece
from pde_live import notebook_cell

SETUP = """\
# Run this cell first: it installs the course package where it is missing, as on Colab.
import importlib.util
import os
import shutil
import subprocess
import sys

if importlib.util.find_spec("pdecourse") is None:
    print("Installing pdecourse, and PyTorch if it is missing too: a minute on Colab, else some minutes.")
    source = os.environ.get("PDECOURSE_SOURCE", "{package}")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", source], check=True)
    importlib.invalidate_caches()
    if "google.colab" not in sys.modules:
        print("Installed. In JupyterLab: save, and reload this page of the browser once to see live figures.")

if shutil.which("nvidia-smi"):
    from pdecourse.kernels import cuda

    print(cuda.preflight() or "The GPU works: simulate will use it.")
else:
    print("No GPU: everything runs on the CPU. On Colab, Runtime > Change runtime type offers one.")\
"""
SOLUTION = re.compile(
    r"^([ \t]*)### BEGIN SOLUTION.*?^[ \t]*### END SOLUTION[^\n]*$", re.MULTILINE | re.DOTALL
)
REMOVED = {"remove-cell", "remove_cell"}
HIDDEN = {"hide-input", "hide_input", "hide-cell", "hide_cell"}
GRADE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def assemble(pieces: list[Piece], source: nbformat.NotebookNode, dropped: set[int], package: str, key: str):
    """Return the notebook of a page.

    ``source`` is the page's own notebook, ``dropped`` are the indices of its code cells that belong to
    solutions, ``package`` is what pip installs, ``key`` (the page name) keeps cell ids of different pages
    apart. Code cells that the page runs without showing them come just before the next one shown, so that the
    notebook runs as the page does.
    """
    cells = [v4.new_code_cell(SETUP.format(package=package))]
    unseen = [i for i, cell in enumerate(source.cells) if cell.cell_type == "code" and i not in dropped]
    text: list[str] = []

    def flush():
        if text:
            cells.append(v4.new_markdown_cell("\n\n".join(text)))
            text.clear()

    def code_until(index):
        while unseen and unseen[0] <= index:
            cells.append(code_cell(source.cells[unseen.pop(0)]))

    for piece in pieces:
        if isinstance(piece, Heading):
            flush()
            text.append(piece.text)
        elif isinstance(piece, CodeCell):
            flush()
            code_until(piece.index)
        elif isinstance(piece, LiveFigure):
            flush()
            cells.append(v4.new_code_cell(notebook_cell(piece.name, piece.settings)))
        elif piece:
            text.append(piece)
    flush()
    code_until(len(source.cells))
    name_cells(cells, key)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return v4.new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def code_cell(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a code cell without outputs and solution; of its metadata, folding and nbgrader's marks stay."""
    tags, metadata = set(cell.metadata.get("tags", [])), {}
    if tags & HIDDEN or tags & REMOVED:
        metadata = {"jupyter": {"source_hidden": True}, "cellView": "form"}
    if "nbgrader" in cell.metadata:
        metadata["nbgrader"] = cell.metadata["nbgrader"]
    return v4.new_code_cell(without_solution(cell.source), metadata=metadata)


def without_solution(source: str) -> str:
    """Replace what stands between nbgrader's solution marks by the stub that nbgrader itself would write."""
    return SOLUTION.sub(r"\1# YOUR CODE HERE\n\1raise NotImplementedError()", source)


def name_cells(cells: list[nbformat.NotebookNode], key: str) -> None:
    """Give each cell its id: nbgrader's ``grade_id``, else a hash of its text, which edits elsewhere keep."""
    seen: dict[str, int] = {}
    for cell in cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if not GRADE_ID.fullmatch(name):
            name = hashlib.sha256(f"{key}\0{cell.cell_type}\0{cell.source}".encode()).hexdigest()[:12]
        seen[name] = seen.get(name, 0) + 1
        cell.id = name if seen[name] == 1 else f"{name}-{seen[name]}"
