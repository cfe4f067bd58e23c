"""Answers in words: collected for the instructor to read, and marks merged back."""

import csv
from html import escape
from pathlib import Path

from pdecourse.grading.records import Record, csv_text, write_atomically

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Lab {lab}: answers in words</title>
<style>:root {{ color-scheme: light dark; }} body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; }}
pre {{ white-space: pre-wrap; border-left: 3px solid; padding-left: 1rem; }}</style></head><body>
<h1>Lab {lab}: answers in words</h1>
<p>Write points and comments into <code>manual.csv</code> beside this page and grade again: they are added to the marks.</p>
{answers}
</body></html>
"""
COLUMNS = ["student", "question", "points", "comment"]


def collect(records: list[Record], results: Path) -> None:
    """Write ``manual.html`` with every answer in words, and ``manual.csv`` to be filled in.

    Rows already filled in stay as they are. Without such answers nothing is written.
    """
    answers = [(question, record) for record in records for question in record.written]
    if not answers:
        return
    answers.sort(key=lambda answer: (answer[0], answer[1].student))
    shown = "\n".join(
        f"<h2>{escape(question)}: {escape(record.student)}</h2>\n<pre>{escape(record.written[question])}</pre>"
        for question, record in answers
    )
    write_atomically(results / "manual.html", PAGE.format(lab=records[0].lab, answers=shown))
    filled = {(row["student"], row["question"]): row for row in _rows(results / "manual.csv")}
    lines = [COLUMNS]
    for question, record in answers:
        row = filled.get((record.student, question), {})
        lines.append([record.student, question, row.get("points") or "", row.get("comment") or ""])
    write_atomically(results / "manual.csv", csv_text(lines))


def manual_points(results: Path) -> dict[str, float]:
    """Return the points for answers in words by student, from ``manual.csv``.

    Raises ``ValueError``, naming the row, if points are not a number.
    """
    points: dict[str, float] = {}
    for row in _rows(results / "manual.csv"):
        try:
            points[row["student"]] = points.get(row["student"], 0.0) + float(row["points"] or 0)
        except ValueError:
            raise ValueError(
                f"manual.csv has {row['points']!r} points for {row['student']}, {row['question']}; write a number"
            ) from None
    return points


def _rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of ``manual.csv``, none if it is not there yet."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))
