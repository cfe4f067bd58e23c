"""Carry out a study, run by run, so that it can be interrupted and gone on with."""

import datetime
import math
import platform
import time
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import torch
from joblib import Parallel, delayed

from pdecourse.experiments.result import Result, Run
from pdecourse.experiments.study import Size, Study, Value
from pdecourse.notebook import progress_bar

PACKAGES = ("torch", "numpy", "numba", "pdecourse")


def carry_out(
    study: Study, size: Size, *, path: Path | None = None, jobs: int = 1, progress: bool | None = None
) -> Result:
    """Return the result of all planned runs of ``study``; ``jobs`` processes share them, one thread each.

    With a ``path`` the result is kept there after every run, and runs already found there are not repeated: an
    interrupted study loses at most the runs it was in the middle of. A run that blows up (``ArithmeticError``)
    is recorded as failed and the study goes on; any other error ends it. Raises ``ValueError`` if ``path`` holds
    another study.
    """
    plan = study.plan(size)
    names = list(dict.fromkeys(name for parameters in plan for name in parameters))
    done = {_key(run, names): run for run in _kept(path, study)}
    open_runs = [parameters for parameters in plan if _key(parameters, names) not in done]
    result = _header(study, size, len(plan))
    bar = progress_bar(total=len(plan), label=study.name, show=progress)
    bar.update(len(plan) - len(open_runs))
    with bar, torch.random.fork_rng():
        for parameters, measured in _carried_out(study, open_runs, jobs):
            done[_key(parameters, names)] = {**parameters, **measured}
            result = replace(result, runs=[done[key] for p in plan if (key := _key(p, names)) in done])
            if path is not None:
                result.write(path)
            bar.update()
    return replace(result, runs=[done[_key(parameters, names)] for parameters in plan])


def _carried_out(study: Study, plan: list[Run], jobs: int):
    """Yield the parameters and the measurements of each run as it ends."""
    if jobs == 1:
        yield from (_measure(study, parameters) for parameters in plan)
    else:
        workers = Parallel(n_jobs=jobs, return_as="generator_unordered")
        yield from workers(delayed(_measure)(study, parameters) for parameters in plan)


def _measure(study: Study, parameters: Run) -> tuple[Run, Run]:
    """Carry out one run on one thread; add the seconds it took."""
    threads, start = torch.get_num_threads(), time.perf_counter()
    torch.set_num_threads(1)  # graphs of this size gain nothing from a second one
    try:
        measured = study.run(**parameters)
    except ArithmeticError as error:
        measured = {"failed": str(error)}
    finally:
        torch.set_num_threads(threads)
    plain = {name: _finite_or_none(value) for name, value in measured.items()}
    return parameters, {**plain, "seconds": round(time.perf_counter() - start, 2)}


def _finite_or_none(value: Value) -> Value:
    """Return ``value``, or None for a number that JSON cannot hold."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _kept(path: Path | None, study: Study) -> list[Run]:
    """Return the runs kept at ``path`` by an earlier, perhaps interrupted, call."""
    if path is None or not path.exists():
        return []
    kept = Result.read(path)
    if kept.study != study.name:
        raise ValueError(
            f"{path.name} holds the study {kept.study!r}, not {study.name!r}; choose another file"
        )
    return kept.runs


def _key(run: Run, names: list[str]) -> tuple:
    """Return what tells a run from the others of its plan: the values of its parameters, without measurements."""
    return tuple(run.get(name) for name in names)


def _header(study: Study, size: Size, planned: int) -> Result:
    """Return an empty result that says where its numbers come from."""
    return Result(
        study=study.name,
        size=size,
        question=study.question,
        protocol=study.protocol,
        command=f"python -m pdecourse experiment {study.name} --size {size}",
        date=datetime.date.today().isoformat(),
        versions={"Python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        planned=planned,
        runs=[],
    )
