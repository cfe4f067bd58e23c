"""What a study is: a question, a plan of runs, and what one run measures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Size = Literal["small", "full"]
Value = str | int | float | bool | None


@dataclass(frozen=True)
class Study:
    """A question answered by many runs, each described by a few plain values.

    ``plan(size)`` lists the parameters of all runs, in the order in which a partial result is most useful;
    ``run(**parameters)`` carries one out and returns what it measured, by name. Both deal in plain values, so
    that every run is one line of a table. "small" needs no network and is done within a minute; "full" is what
    the book quotes. ``protocol`` says in a sentence or two how the numbers come about: splits, seeds, and on
    which data hyper-parameters were chosen.
    """

    name: str
    question: str
    protocol: str
    plan: Callable[[Size], list[dict[str, Value]]]
    run: Callable[..., dict[str, Value]]
