"""Every claim stated in the book is checked by a test, and no test claims what the book does not."""

import importlib
import re
from pathlib import Path

from claims import CLAIMS

HERE = Path(__file__).parent
BLOCK = re.compile(
    r"^`{3,}\{prf:(?:theorem|proposition|lemma|corollary)\}.*\n(?::.*\n)*?:label: (\S+)", re.MULTILINE
)


def labels() -> set[str]:
    pages = sorted((HERE.parent.parent / "book").glob("[0-9]*/*.md"))
    return {label for page in pages for label in BLOCK.findall(page.read_text(encoding="utf-8"))}


def test_every_claim_of_the_book_has_a_test():
    for file in HERE.glob("test_ch*.py"):
        importlib.import_module(f"claims.{file.stem}")
    assert set(CLAIMS) == labels()
