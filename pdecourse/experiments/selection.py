"""Choose among tried hyper-parameters, by validation alone."""

from statistics import fmean

from pdecourse.experiments.result import Result, Run
from pdecourse.experiments.study import Value


def best_trial(result: Result, by: str = "val", **where: Value) -> list[Run]:
    """Return the runs of that ``trial`` whose mean of ``by`` is highest, among the runs with ``where``.

    A trial is one setting of the hyper-parameters, carried out on several splits or seeds. The test accuracy plays
    no part in the choice; with ``by="test"`` it does, to show what that would be worth. A trial with a failed run
    is not chosen, and of equal trials the first one is. Raises ``ValueError`` if every trial has a failed run.
    """
    trials: dict[Value, list[Run]] = {}
    for run in result.select(**where):
        trials.setdefault(run["trial"], []).append(run)
    failed = {run["trial"] for run in result.failures if all(run.get(k) == v for k, v in where.items())}
    means = {trial: fmean(run[by] for run in runs) for trial, runs in trials.items() if trial not in failed}
    if not means:
        raise ValueError(
            f"every trial of {result.study!r} with {where} has a failed run; choose among others"
        )
    return trials[max(means, key=means.get)]
