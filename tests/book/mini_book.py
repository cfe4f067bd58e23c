"""The sources of the course's book, and a small book to build with its configuration and extensions."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import yaml

ROOT = Path(__file__).resolve().parents[2]

FRONT_MATTER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  name: python3
---

"""


def read_pages() -> dict[str, str]:
    """Return the source of every page of the book by page name, "book/02-patterns/chapter"."""
    paths = sorted((ROOT / "book").rglob("*.md"))
    return {path.relative_to(ROOT).with_suffix("").as_posix(): path.read_text() for path in paths}


@dataclass
class MiniBook:
    """A book in a temporary folder: the course's ``_config.yml`` and ``book/_ext``, a package of its own."""

    root: Path

    @classmethod
    def create(cls, root: Path, **execute) -> "MiniBook":
        """Lay out an empty book; ``execute`` overrides keys of the ``execute`` section of ``_config.yml``."""
        config = yaml.safe_load((ROOT / "_config.yml").read_text())
        config["execute"].update(execute)
        (root / "book" / "_static").mkdir(parents=True)
        for path in [*(ROOT / "book" / "_static").glob("*.css"), *(ROOT / "book" / "_static").glob("*.svg")]:
            shutil.copy(path, root / "book" / "_static")
        shutil.copy(ROOT / "book" / "references.bib", root / "book")
        (root / "book" / "_ext").symlink_to(ROOT / "book" / "_ext")
        (root / "pdecourse").mkdir()
        (root / "_config.yml").write_text(yaml.safe_dump(config))
        return cls(root)

    def page(self, name: str, text: str, notebook: bool = True) -> None:
        """Write ``book/<name>.md``, with a kernel or without."""
        path = self.root / "book" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((FRONT_MATTER if notebook else "") + text)

    def build(self) -> subprocess.CompletedProcess:
        """Build as the Makefile does; the table of contents is the pages there are."""
        pages = sorted(
            path.relative_to(self.root).with_suffix("").as_posix() for path in self.root.glob("book/**/*.md")
        )
        pages.remove("book/index")
        toc = {"format": "jb-book", "root": "book/index", "chapters": [{"file": page} for page in pages]}
        (self.root / "_toc.yml").write_text(yaml.safe_dump(toc))
        command = [
            Path(sys.executable).with_name("jupyter-book"),
            "build",
            "--all",
            "-W",
            "--keep-going",
            ".",
        ]
        result = subprocess.run(
            command, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        result.stdout = re.sub(r"\x1b\[[0-9;]*m", "", result.stdout)
        return result

    def html(self, name: str) -> str:
        """Return the built page."""
        return (self.root / "_build" / "html" / "book" / f"{name}.html").read_text()

    def notebook(self, name: str) -> nbformat.NotebookNode:
        """Return the exported notebook of a page."""
        return nbformat.read(
            self.root / "_build" / "html" / "notebooks" / "book" / f"{name}.ipynb", as_version=4
        )

    def markdown(self, name: str) -> str:
        """Return all Markdown of the exported notebook."""
        return "\n\n".join(cell.source for cell in self.notebook(name).cells if cell.cell_type == "markdown")
