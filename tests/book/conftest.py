"""Fixtures: a small book, the built book; and the book's extensions can be imported."""

import os
import sys
from pathlib import Path

import pytest
from mini_book import ROOT, MiniBook

sys.path.insert(0, str(ROOT / "book" / "_ext"))


@pytest.fixture(scope="session")
def new_book(tmp_path_factory):
    """Return a function that lays out an empty small book."""
    return lambda **execute: MiniBook.create(tmp_path_factory.mktemp("book"), **execute)


@pytest.fixture(scope="session")
def html_root() -> Path:
    """The built book; without one its tests are skipped, but not in continuous integration."""
    root = ROOT / "_build" / "html"
    if not (root / "index.html").is_file():
        message = f"no built book in {root}: run make book"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return root
