"""The result of a study: a table of runs, and where it comes from."""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pdecourse.experiments.study import Value
from pdecourse.writing import write_atomically

Run = dict[str, Value]


class Summary(NamedTuple):
    """Mean and standard deviation (of the sample) of one measurement over ``n`` runs."""

    mean: float
    std: float
    n: int

    def __format__(self, spec: str) -> str:
        """Return "mean ± std", both in the format ``spec``."""
        return f"{self.mean:{spec}} ± {self.std:{spec}}"


@dataclass(frozen=True)
class Result:
    """The runs of one study so far, flat dicts of parameters and measurements, with their provenance.

    ``planned`` is how many runs a complete result has. A run that blew up has ``"failed"``, the reason, in place
    of measurements; it counts in no mean, and ``failures`` has it.
    """

    study: str
    size: str
    question: str
    protocol: str
    command: str
    date: str
    versions: dict[str, str]
    planned: int
    runs: list[Run]

    @property
    def is_complete(self) -> bool:
        """Whether every planned run is there."""
        return len(self.runs) == self.planned

    @property
    def failures(self) -> list[Run]:
        """The runs that could not be carried out."""
        return [run for run in self.runs if "failed" in run]

    @property
    def note(self) -> str:
        """One sentence for a page that quotes the result."""
        shown = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        part = "" if self.is_complete else f" ({len(self.runs)} of {self.planned} runs)"
        return f"Stored result of {self.date}{part}: {self.protocol} With {shown}. Recompute with: {self.command}"

    def select(self, **where: Value) -> list[Run]:
        """Return the runs that have all the values in ``where`` and did not fail.

        Raises ``ValueError``, listing what there is, if no run has them.
        """
        found = [run for run in self.runs if all(run.get(name) == value for name, value in where.items())]
        if not found:
            there = {name: sorted({str(run.get(name)) for run in self.runs}) for name in where}
            raise ValueError(f"no run of {self.study!r} has {where}; there are {there}")
        return [run for run in found if "failed" not in run]

    def values(self, measurement: str, **where: Value) -> np.ndarray:
        """Return one measurement over the selected runs, in the order of the plan.

        Raises ``ValueError``, listing what was measured, if one of the runs lacks it.
        """
        runs = self.select(**where)
        if lacking := next((run for run in runs if measurement not in run), None):
            raise ValueError(f"a run of {self.study!r} has no {measurement!r}; it has {', '.join(lacking)}")
        return np.array([run[measurement] for run in runs], dtype=float)

    def summary(self, measurement: str, **where: Value) -> Summary:
        """Return mean and deviation of one measurement over the selected runs; NaN where all of them failed."""
        values = self.values(measurement, **where)
        if values.size == 0:
            return Summary(math.nan, math.nan, 0)
        return Summary(
            float(values.mean()), float(values.std(ddof=1)) if values.size > 1 else 0.0, values.size
        )

    def table(
        self, measurement: str, *, rows: str, columns: str, **where: Value
    ) -> dict[Value, dict[Value, Summary]]:
        """Return summaries of one measurement for every pair of a value of ``rows`` and one of ``columns``."""
        pairs = dict.fromkeys((run[rows], run[columns]) for run in self.select(**where))
        table: dict = {row: {} for row, _ in pairs}
        for row, column in pairs:
            table[row][column] = self.summary(measurement, **where, **{rows: row, columns: column})
        return table

    def write(self, path: Path) -> None:
        """Write the result as JSON, one run per line; what was there before stays until all is written."""
        head = {name: value for name, value in asdict(self).items() if name != "runs"}
        lines = ",\n".join("  " + json.dumps(run, ensure_ascii=False, allow_nan=False) for run in self.runs)
        text = json.dumps({**head, "runs": []}, indent=1, ensure_ascii=False)
        text = text.replace('"runs": []', f'"runs": [\n{lines}\n ]') + "\n"
        write_atomically(path, text)

    @classmethod
    def read(cls, path: Path) -> "Result":
        """Return the result that ``write`` left at ``path``."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))
