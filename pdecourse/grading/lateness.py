"""What handing in late costs."""

import csv
import datetime
import math
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from pdecourse.grading.submissions import Submission

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Deadlines:
    """When a lab is due and what each started day after that costs, as a share of the points earned.

    ``due`` None: nothing is late. ``per_day`` adds up to ``at_most``; ``grace`` minutes are free. ``extensions``
    gives students a date of their own; ``submitted`` the time of handing in where it is known better than from
    the file's own date.
    """

    due: datetime.datetime | None = None
    per_day: float = 0.0
    at_most: float = 1.0
    grace: float = 0.0
    extensions: dict[str, datetime.datetime] = field(default_factory=dict)
    submitted: dict[str, datetime.datetime] = field(default_factory=dict)

    def deduction(self, submission: Submission) -> float:
        """Return the share of the points that this submission loses, from 0 to ``at_most``."""
        extended = submission.student in self.extensions
        due = self.extensions.get(submission.student, self.due)
        if due is None:
            return 0.0
        when = self.submitted.get(submission.student)
        if when is None:
            if (
                submission.late is False
            ):  # the platform knows, and the file's date may be that of the download
                return 0.0
            when = datetime.datetime.fromtimestamp(submission.path.stat().st_mtime, datetime.UTC)
        over = when - due - datetime.timedelta(minutes=self.grace)
        days = max(math.ceil(over / DAY), 1 if submission.late and not extended else 0)
        return min(self.at_most, self.per_day * max(0, days))


def read_deadlines(path: Path, chapter: int) -> Deadlines:
    """Return the deadlines of one lab from a TOML file.

        [lab1]
        due = 2026-11-30T23:59:00+01:00
        per_day = 0.1
        at_most = 0.5
        grace = 15
        submitted = "times.csv"        # columns student, submitted; beside this file

        [lab1.extensions]
        "Ada Lovelace (17)" = 2026-12-02T23:59:00+01:00

    Only ``due`` is required. Raises ``ValueError``, naming the entry, for what cannot be read as that.
    """
    try:
        entry = tomllib.loads(path.read_text(encoding="utf-8")).get(f"lab{chapter}")
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name} is not TOML: {error}") from error
    if entry is None:
        return Deadlines()
    known = set(Deadlines.__dataclass_fields__)
    if unknown := sorted(set(entry) - known):
        raise ValueError(
            f"{path.name} has {', '.join(unknown)} for lab {chapter}; it can have {', '.join(sorted(known))}"
        )
    if not isinstance(entry.get("due"), datetime.datetime):
        raise ValueError(f"{path.name} needs a date for lab {chapter}: due = 2026-11-30T23:59:00+01:00")
    extensions = {student: _zoned(date) for student, date in entry.get("extensions", {}).items()}
    submitted = _times(path.parent / entry["submitted"]) if "submitted" in entry else {}
    return Deadlines(
        **{**entry, "due": _zoned(entry["due"]), "extensions": extensions, "submitted": submitted}
    )


def _times(path: Path) -> dict[str, datetime.datetime]:
    """Return when each student handed in, from a CSV file with the columns student and submitted."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return {
            row["student"]: _zoned(datetime.datetime.fromisoformat(row["submitted"]))
            for row in csv.DictReader(file)
        }


def _zoned(date: datetime.datetime) -> datetime.datetime:
    """Return ``date`` with a time zone; without one it is this machine's."""
    return date if date.tzinfo else date.astimezone()
