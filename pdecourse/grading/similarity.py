"""Which submissions resemble each other. A reason to read both, never a verdict.

Winnowing of Schleimer, Wilkerson & Aiken (2003), the method behind MOSS, on the tokens of the code: names,
numbers, comments and layout do not count, so renaming does not hide a copy.
"""

import hashlib
import io
import keyword
import tokenize
from itertools import combinations
from pathlib import Path

from pdecourse.grading.notebook import Unreadable, read_cells
from pdecourse.grading.records import csv_text
from pdecourse.grading.submissions import Submission
from pdecourse.writing import write_atomically

GRAM, WINDOW = 12, 8  # tokens in a fingerprint; of so many neighbouring fingerprints the smallest is kept
REPORTED = 0.6


def tokens(source: str) -> list[str]:
    """Return what is left of a cell when names, texts and numbers are taken for alike; [] if it is not Python."""
    kinds = {tokenize.NAME: "name", tokenize.NUMBER: "number", tokenize.STRING: "text"}
    try:
        found = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return []
    meant = [t for t in found if t.string.strip() and t.type != tokenize.COMMENT]
    return [t.string if keyword.iskeyword(t.string) else kinds.get(t.type, t.string) for t in meant]


def fingerprints(sources: list[str]) -> set[str]:
    """Return the winnowed fingerprints of some cells."""
    chosen = set()
    for source in sources:
        words = tokens(source)
        grams = [" ".join(words[i : i + GRAM]) for i in range(max(0, len(words) - GRAM + 1))]
        hashes = [hashlib.blake2b(gram.encode(), digest_size=8).hexdigest() for gram in grams]
        chosen |= {min(hashes[i : i + WINDOW]) for i in range(max(1, len(hashes) - WINDOW + 1)) if hashes}
    return chosen


def similar_pairs(
    submissions: list[Submission], given: frozenset[str], common: int | None = None
) -> list[tuple[float, str, str]]:
    """Return pairs of students whose own code overlaps by ``REPORTED`` or more, the most alike first.

    The overlap is the share of the smaller set of fingerprints that the other has too. ``given`` cells do not
    count, nor do fingerprints that more than ``common`` students share (by default a fifth of them, at least
    three): what everybody writes is the exercise speaking.
    """
    prints = {submission.student: fingerprints(_own(submission.path, given)) for submission in submissions}
    most = common or max(3, len(submissions) // 5)
    counts: dict[str, int] = {}
    for marks in prints.values():
        for mark in marks:
            counts[mark] = counts.get(mark, 0) + 1
    rare = {student: {m for m in marks if counts[m] <= most} for student, marks in prints.items()}
    pairs = []
    for (first, a), (second, b) in combinations(rare.items(), 2):
        overlap = len(a & b) / min(len(a), len(b)) if min(len(a), len(b)) >= 5 else 0.0
        if overlap >= REPORTED:
            pairs.append((round(overlap, 2), first, second))
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1:]))


def write_pairs(pairs: list[tuple[float, str, str]], results: Path) -> Path:
    """Write ``similarity.csv`` into ``results`` and return its path."""
    write_atomically(results / "similarity.csv", csv_text([("overlap", "student", "and"), *pairs]))
    return results / "similarity.csv"


def _own(path: Path, given: frozenset[str]) -> list[str]:
    """Return the code cells of a notebook that the student wrote or changed."""
    try:
        return [
            c.source
            for c in read_cells(path)
            if c.is_code and c.role != "test" and c.source.strip() not in given
        ]
    except Unreadable:
        return []
