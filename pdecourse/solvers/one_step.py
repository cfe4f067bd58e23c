"""Methods that need only the present state."""

from collections.abc import Iterable, Iterator
from typing import ClassVar


class OneStep:
    """A method whose ``step(field, t, x, dt)`` knows nothing of earlier states.

    ``ignores_dt`` is true of methods that are as good with one step as with many.
    """

    ignores_dt: ClassVar[bool] = False

    def march(self, field, x, steps: Iterable[tuple[float, float]]) -> Iterator:
        """Yield the state after each of the ``steps`` (t, dt), starting from ``x``."""
        for t, dt in steps:
            x = self.step(field, t, x, dt)
            yield x
