"""What every model is: a right-hand side that a solver integrates."""

from collections.abc import Callable

from jaxtyping import Float
from torch import Tensor, nn

from pdecourse.graphs import Graph

Features = Float[Tensor, "node channel"]
State = Float[Tensor, "node variable"]
Field = Callable[[float, State], State]


class Dynamics(nn.Module):
    r"""A model as the right-hand side of :math:`\dot x = f(t, x)` on the nodes of a graph, chapters 5–8.

    A subclass defines ``bind(graph, x0)``, which computes what stays constant along a trajectory and returns
    the field: a function ``f(t, x)``, a ``LinearField`` or a ``SplitField``. ``x0`` (node, channel) are the
    encoded features. Where the state of the equation is more than features, as for waves, ``initial`` makes
    it from ``x0`` and ``read`` takes the features out again.

    ``lasts`` is the time at which the last layer ends, for models whose weights change with time.
    """

    lasts: float | None = None

    def bind(self, graph: Graph, x0: Features) -> Field:
        """Return the right-hand side on ``graph`` for the trajectory that starts at ``x0``."""
        raise NotImplementedError(f"{type(self).__name__} has no right-hand side; define bind(graph, x0)")

    def initial(self, x0: Features) -> State:
        """Return the state at time 0."""
        return x0

    def read(self, state: State) -> Features:
        """Return the features in ``state``."""
        return state


def duration(num_layers: int, step: float = 1.0) -> float | None:
    """Return when the last of several layers ends; a single one is shared by all times and has no end."""
    return num_layers * step if num_layers > 1 else None


def layer_at(t: float, step: float, num_layers: int) -> int:
    """Return the number of the layer that acts at time ``t``, when each lasts ``step``; the last one goes on."""
    return min(int(t / step + 1e-6), num_layers - 1)
