"""Every test starts a new session: nothing checked, no hint asked for."""

import sys

import pytest

import pdecourse.exercises  # noqa: F401

COMMANDS = sys.modules["pdecourse.exercises.check"]  # the package's name `check` is the function


@pytest.fixture(autouse=True)
def new_session():
    COMMANDS.latest.clear()
    COMMANDS.asked.clear()
