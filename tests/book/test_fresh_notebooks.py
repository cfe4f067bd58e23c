"""Exported notebooks run top to bottom in a fresh environment with only what their first cell installs.

The environment begins with a kernel and nothing else. The first cell installs the package from a wheel built
here, under the versions of ``requirements.txt``, so that no newer torch is downloaded.
"""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from mini_book import ROOT, read_pages
from nbclient import NotebookClient

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

NOTEBOOKS = [page for page, text in read_pages().items() if "kernelspec:" in text]
CONSTRAINT = {"PIP_CONSTRAINT": str(ROOT / "requirements.txt")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("fresh")


@pytest.fixture(scope="module")
def wheel(folder) -> Path:
    """The package as a wheel."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT]
    subprocess.run(command, check=True)
    return next(folder.glob("pdecourse-*.whl"))


@pytest.fixture(scope="module")
def python(folder) -> Path:
    """The interpreter of an environment with ipykernel and no course package."""
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "ipykernel"], check=True, env=clean_environment()
    )
    missing = subprocess.run(
        [python, "-c", "import pdecourse"], cwd=folder, capture_output=True, env=clean_environment()
    )
    assert missing.returncode != 0
    return python


def clean_environment() -> dict[str, str]:
    """Return the environment without what would let the fresh interpreter see this one's packages."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return kept | CONSTRAINT


def run(notebook: nbformat.NotebookNode, python: Path, wheel: Path, folder: Path) -> None:
    """Execute a notebook in place with a kernel of the fresh environment; an error in a cell raises."""
    kernel = folder / "kernels" / "fresh"
    kernel.mkdir(parents=True, exist_ok=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    environment = {"PDECOURSE_SOURCE": str(wheel), "PYTHONPATH": "", **CONSTRAINT}
    spec = {"argv": argv, "display_name": "Fresh", "language": "python", "env": environment}
    (kernel / "kernel.json").write_text(json.dumps(spec))
    manager = AsyncKernelManager(
        kernel_name="fresh", kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(kernel.parent)])
    )
    NotebookClient(notebook, km=manager, timeout=900, resources={"metadata": {"path": str(folder)}}).execute()


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_notebook_runs(html_root, python, wheel, folder, page):
    notebook = nbformat.read(html_root / "notebooks" / f"{page}.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("import pdecourse\nprint(pdecourse.__file__)"))
    run(notebook, python, wheel, folder)
    assert notebook.cells[-1].outputs[0].text.startswith(str(folder / "venv"))
