"""One enclosure for all tests here, the strongest this machine has."""

import pytest

from pdecourse.grading import isolation as enclosures
from pdecourse.grading import running
from pdecourse.grading.session import strongest


@pytest.fixture(scope="session")
def isolation():
    try:
        return strongest()
    except enclosures.NoIsolation as error:
        pytest.skip(str(error))


@pytest.fixture
def short_limits(monkeypatch):
    """Wait seconds, not minutes, for code that never ends."""
    monkeypatch.setattr(running, "CELL_SECONDS", 15.0)
    monkeypatch.setattr(running, "CALL_SECONDS", 6.0)
    monkeypatch.setattr(running, "crowding", lambda: 1.0)
