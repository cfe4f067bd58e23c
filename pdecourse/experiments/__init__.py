"""The studies behind the figures that are too long for a page, and their stored results.

``load(name)`` is what the book quotes; ``run(name, size="small")`` computes a small version on the spot;
``python -m pdecourse experiment NAME`` recomputes the stored one.
"""

from pathlib import Path

from pdecourse.choices import choose
from pdecourse.experiments import (
    baselines,
    collapse,
    depth,
    energy_by_layer,
    grand_depth,
    grand_table,
    heterophily,
    homophily,
    search,
    step_size,
)
from pdecourse.experiments.result import Result, Summary
from pdecourse.experiments.runner import carry_out
from pdecourse.experiments.study import Size, Study

RESULTS = Path(__file__).parent / "results"

_STUDIES = (
    search,
    depth,
    collapse,
    energy_by_layer,
    baselines,
    step_size,
    grand_depth,
    grand_table,
    homophily,
    heterophily,
)

EXPERIMENTS: dict[str, Study] = {module.STUDY.name: module.STUDY for module in _STUDIES}
"""The studies by name."""


def path_of(name: str, size: Size = "full") -> Path:
    """Return where the stored result of a study is, or would be."""
    return RESULTS / f"{name}-{size}.json"


def load(name: str, size: Size = "full") -> Result:
    """Return the stored result of the study ``name``.

    Raises ``ValueError`` for an unknown name; ``FileNotFoundError``, with the command that computes it, if
    nothing is stored.
    """
    choose(EXPERIMENTS, name, "experiment")
    path = path_of(name, size)
    if not path.exists():
        raise FileNotFoundError(
            f"no {size} result of {name!r} is stored; compute it with: python -m pdecourse experiment {name} --size {size}"
        )
    return Result.read(path)


def run(name: str, size: Size = "small", *, jobs: int = 1, progress: bool | None = None) -> Result:
    """Carry out the study ``name`` now and return its result; nothing is stored."""
    return carry_out(choose(EXPERIMENTS, name, "experiment"), size, jobs=jobs, progress=progress)


__all__ = ["EXPERIMENTS", "Result", "Study", "Summary", "carry_out", "load", "path_of", "run"]
