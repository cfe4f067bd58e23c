"""Look up a named choice, and say what the choices are when the name is unknown."""

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def choose(table: Mapping[str, T], name: str, kind: str) -> T:
    """Return ``table[name]``; ``kind`` says in the error what was being chosen.

    Raises ``ValueError`` listing the choices if the name is unknown.
    """
    if name not in table:
        raise ValueError(f"unknown {kind} {name!r}; choose one of {sorted(table)}")
    return table[name]
