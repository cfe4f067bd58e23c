"""Feedback as one HTML page per student. Everything a student wrote is escaped; no hidden input is shown."""

import re
from html import escape
from pathlib import Path

from pdecourse.grading.records import ExerciseRecord, Record
from pdecourse.writing import write_atomically

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Lab {lab}: {student}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }}
li {{ margin: .3rem 0; }} li::marker {{ content: "✗  "; }} li.passed::marker {{ content: "✓  "; }}
.points {{ float: right; }} .mistake {{ display: block; opacity: .85; }}
</style></head><body>
<h1>Lab {lab}</h1>
<p><strong>{student}</strong>, {file}: <strong>{total:g} of {all} points</strong>{late}</p>
{remarks}{exercises}
<p>The inputs of these checks were drawn for you alone and are not shown; <code>check</code> in the notebook uses others and
shows them. Cells are counted from the top, those with text too. Version {version} of the checks.</p>
</body></html>
"""


def write_pages(records: list[Record], judgements: dict[str, list], possible: int, folder: Path) -> None:
    """Write one page per record into ``folder``, named after the student.

    ``judgements`` are what a person said, by student, as ``judged`` returns them; ``possible`` all points of the lab.
    """
    names = [_file_name(record.student) for record in records]
    for record, name in zip(records, names):
        unique = name if names.count(name) == 1 else f"{name}-{record.submission_hash}"
        write_atomically(
            folder / f"{unique}.html", page(record, judgements.get(record.student, []), possible)
        )


def page(record: Record, judgement: list[tuple[str, float, str]], possible: int) -> str:
    """Return the feedback for one submission as HTML."""
    lines = [record.reason, *record.notes]
    remarks = "".join(f"<p>{escape(line)}</p>\n" for line in lines if line)
    return PAGE.format(
        lab=record.lab,
        student=escape(record.student),
        file=escape(record.file),
        total=record.total,
        all=possible,
        late=f", after {record.late:.0%} off for lateness" if record.late else "",
        remarks=remarks,
        exercises="\n".join([*map(_exercise, record.exercises), *map(_judgement, judgement)]),
        version=escape(record.lab_version),
    )


def _exercise(exercise: ExerciseRecord) -> str:
    """Return one exercise: its checks, or why there are none."""
    head = f"{escape(exercise.number)} {escape(exercise.title)}"
    points = f'<span class="points">{exercise.points} / {exercise.total}</span>'
    checks = "".join(
        f'<li class="{"" if mistake else "passed"}">{escape(title)} <span class="points">{earned} / {points_}</span>'
        f'<span class="mistake">{escape(mistake)}</span></li>\n'
        for title, earned, points_, mistake in exercise.checks
    )
    body = f"<ul>\n{checks}</ul>" if checks else f"<p>{escape(exercise.remark)}</p>"
    return f"<h2>{head} {points}</h2>\n{body}"


def _judgement(judgement: tuple[str, float, str]) -> str:
    """Return what a person said about an answer, and the points that it brought."""
    question, points, comment = judgement
    head = f'<h2>{escape(question)}, marked by a person <span class="points">{points:+g}</span></h2>'
    return f"{head}\n<p>{escape(comment)}</p>"


def _file_name(student: str) -> str:
    """Return a name that every file system takes."""
    name = re.sub(r"[^\w.() -]", "_", student).encode()[:150].decode(errors="ignore")
    return name.strip(" .") or "student"
