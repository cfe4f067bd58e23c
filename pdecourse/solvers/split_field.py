"""Right-hand sides in two parts, each to be treated in its own way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pdecourse.solvers.linear_field import LinearField


@dataclass
class SplitField:
    r"""Right-hand side :math:`\dot x = \mathcal D x + R(t, x)`, chapters 2 and 8.

    ``diffusion`` is a ``LinearField`` (or a matrix), stiff and easy to solve with; ``reaction`` is any
    function ``R(t, x)``. Called as a function it returns the sum, so explicit solvers need not know of the
    split.
    """

    diffusion: LinearField
    reaction: Callable
    work: Any = None

    def __post_init__(self):
        if not isinstance(self.diffusion, LinearField):
            self.diffusion = LinearField(self.diffusion)

    def __call__(self, t, x):
        """Return dx/dt."""
        return self.diffusion.slope(x) + self.reaction(t, x)


def split(field, solver: str) -> SplitField:
    """Return ``field`` if it is split; a ``LinearField`` counts as diffusion without reaction.

    Raises ``TypeError``, in the name of ``solver``, for any other field.
    """
    if isinstance(field, SplitField):
        return field
    if isinstance(field, LinearField):
        return SplitField(field, lambda t, x: 0 * x)
    raise TypeError(
        f"{solver} treats diffusion and reaction in different ways and got a field of one piece, "
        f"{type(field).__name__}; pass SplitField(diffusion, reaction), or choose 'implicit_euler'"
    )
