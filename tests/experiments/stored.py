"""Stored results, for tests of what the book says about them."""

import pytest

from pdecourse.experiments import Result, path_of


def stored(name: str) -> Result:
    """Return the stored full result, or skip the test where it has not been computed to its end."""
    path = path_of(name)
    if not path.exists():
        pytest.skip(f"no stored result of {name}")
    result = Result.read(path)
    if not result.is_complete:
        pytest.skip(f"the stored result of {name} has {len(result.runs)} of {result.planned} runs")
    return result
