"""The architecture is kept: imports point downwards, and importing the package is light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import pdecourse

ROOT = Path(pdecourse.__file__).parent
ORDER = """
    cli grading exercises capstone experiments widgets plots training graph_ode patterns simulate network turing kernels dynamics
    solvers graphs heat kinetics grid choices shapes notebook writing
""".split()
LOWEST = {"choices", "shapes", "notebook", "writing"}


def parts_imported(path: Path) -> set[str]:
    """Return the parts of the package that the file at ``path`` imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "pdecourse":
            dotted = node.module.split(".")[1:]
            found |= {dotted[0]} if dotted else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("pdecourse.")}
    return found & set(ORDER)


def files() -> list[Path]:
    return sorted(
        path for path in ROOT.rglob("*.py") if path.parent != ROOT or not path.stem.startswith("__")
    )


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_downwards(path):
    part = path.relative_to(ROOT).parts[0].removesuffix(".py")
    assert part in ORDER, f"{part} has no place in the order of the package; give it one in ORDER"
    allowed = LOWEST if part in LOWEST else set(ORDER[ORDER.index(part) :])
    assert parts_imported(path) <= allowed


def test_importing_the_package_is_light():
    heavy = "torch sklearn anywidget torch_geometric matplotlib.pyplot numba"
    code = f"import pdecourse, sys; print([m for m in {heavy!r}.split() if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_parts_are_loaded_when_used_and_shown_before():
    code = "import pdecourse as p; print({'graphs', 'check'} <= set(dir(p)), p.graphs.load('path').num_edges, p.check)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.startswith("True 19 <function check")


@pytest.mark.parametrize("name", pdecourse.PARTS)
def test_parts_are_modules(name):
    assert getattr(pdecourse, name).__name__ == f"pdecourse.{name}"
