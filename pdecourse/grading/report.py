"""What a class found hard: points and common mistakes of each exercise, as a page with plots."""

import base64
import csv
import io
from collections import Counter
from html import escape
from pathlib import Path

import matplotlib.pyplot as plt

from pdecourse.grading.records import Record, kept
from pdecourse.plots.style import BLUE, use_style
from pdecourse.writing import write_atomically

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Lab {lab}: report</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; }} td, th {{ padding: .2rem .8rem; text-align: left; }} td.n {{ text-align: right; }}
img {{ max-width: 100%; background: white; }}</style></head><body>
<h1>Lab {lab}: {count} submissions</h1>
<p>Status: {status}. Mean {mean:.1f} of {all} points.</p>
<img alt="{alt}" src="data:image/png;base64,{picture}">
<h2>Exercises</h2>
<table><tr><th>exercise</th><th>mean</th><th>full marks</th><th>no points</th></tr>
{rows}</table>
<h2>Common mistakes</h2>
<table><tr><th>exercise</th><th>students</th><th>what the check said</th></tr>
{mistakes}</table>
</body></html>
"""
SHOWN = 20  # mistakes


def read_records(results: Path) -> list[Record]:
    """Return the records behind ``grades.csv`` in ``results``; those of earlier versions are left out.

    Raises ``FileNotFoundError`` if nothing has been graded there.
    """
    grades = results / "grades.csv"
    if not grades.exists():
        raise FileNotFoundError(f"{results} holds no grades.csv; run first: python -m pdecourse labs grade")
    with grades.open(newline="", encoding="utf-8") as file:
        counted = {
            (row["submission_hash"], row["lab_version"], row["isolation"]) for row in csv.DictReader(file)
        }
    paths = sorted((results / "records").glob("*.json"), key=lambda path: path.stat().st_mtime)
    records = [record for path in paths if (record := kept(path))]
    found = [r for r in records if (r.submission_hash, r.lab_version, r.isolation) in counted]
    if not found:
        raise FileNotFoundError(f"{results}/records holds nothing that grades.csv names; grade again")
    newest = {
        (record.student, record.file): record for record in found
    }  # another secret makes another record
    return [newest[name] for name in sorted(newest)]


def write_report(records: list[Record], results: Path) -> Path:
    """Write ``report.html`` into ``results`` and return its path."""
    totals = [sum(exercise.points for exercise in record.exercises) for record in records]
    statuses = Counter(record.status for record in records)
    shares = _shares(records)
    text = PAGE.format(
        lab=records[0].lab,
        count=len(records),
        status=", ".join(f"{n} {status}" for status, n in sorted(statuses.items())),
        mean=sum(totals) / len(totals),
        all=sum(exercise.total for exercise in records[0].exercises),
        alt="Histogram of the points of all submissions, and a bar for the mean share of points of each exercise.",
        picture=_picture(totals, shares),
        rows="\n".join(_row(number, values) for number, values in shares.items()),
        mistakes="\n".join(_mistake(*item) for item in common_mistakes(records).most_common(SHOWN)),
    )
    write_atomically(results / "report.html", text)
    return results / "report.html"


def common_mistakes(records: list[Record]) -> Counter:
    """Return how many students made each mistake: (exercise, what was said) and the number of students."""
    return Counter(
        mistake
        for record in records
        for mistake in {
            (exercise.number, said)
            for exercise in record.exercises
            for said in [exercise.remark, *(check[3] for check in exercise.checks)]
            if said
        }
    )


def _shares(records: list[Record]) -> dict[str, list[float]]:
    """Return the shares of the points that students earned, by exercise."""
    shares: dict[str, list[float]] = {}
    for record in records:
        for exercise in record.exercises:
            shares.setdefault(f"{exercise.number} {exercise.title}", []).append(
                exercise.points / exercise.total
            )
    return shares


def _row(name: str, shares: list[float]) -> str:
    """Return the table row of one exercise."""
    count = len(shares)
    columns = (sum(shares) / count, sum(s == 1 for s in shares) / count, sum(s == 0 for s in shares) / count)
    return f"<tr><td>{escape(name)}</td>" + "".join(f'<td class="n">{c:.0%}</td>' for c in columns) + "</tr>"


def _mistake(mistake: tuple[str, str], count: int) -> str:
    """Return the table row of one mistake."""
    number, said = mistake
    return f'<tr><td>{escape(number)}</td><td class="n">{count}</td><td>{escape(said)}</td></tr>'


def _picture(totals: list[int], shares: dict[str, list[float]]) -> str:
    """Return the plots as a PNG in base64."""
    use_style()
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3))
    left.hist(totals, bins=range(0, max(totals) + 2), color=BLUE, align="left", rwidth=0.9)
    left.set(xlabel="points", ylabel="submissions")
    names = [name.split()[0] for name in shares]
    right.bar(names, [sum(values) / len(values) for values in shares.values()], color=BLUE)
    right.set(xlabel="exercise", ylabel="mean share of points", ylim=(0, 1))
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110)
    plt.close(figure)
    return base64.b64encode(buffer.getvalue()).decode()
