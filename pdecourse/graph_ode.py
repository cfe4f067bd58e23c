"""The one network of the course: encode, integrate, decode."""

import math
from collections.abc import Callable
from dataclasses import replace

import torch
from jaxtyping import Float
from torch import Tensor, nn

from pdecourse.choices import choose
from pdecourse.dynamics import DYNAMICS, Dynamics
from pdecourse.graphs import Graph, SparseFeatures, compressed
from pdecourse.solvers import solve


class GraphODE(nn.Module):
    r"""A model as an initial-value problem on a graph, chapters 5–8.

    .. math:: X(0) = \phi(H), \qquad \dot X = f(t, X), \qquad \text{logits} = \psi(X(T))

    ``encoder`` :math:`\phi` and ``decoder`` :math:`\psi` act on every node alone; ``dynamics`` f is where nodes
    meet. ``time`` is T, ``step`` the length of a step, and ``method`` any name in ``SOLVERS`` or a solver
    object: with ``"euler"``, T / step is the number of layers. Nothing in the dynamics knows the solver.
    A solver with ``adjoint_params=()`` uses the adjoint equation; the parameters are filled in here.

    Raises ``ValueError`` if the layers of the dynamics do not end at ``time``.
    """

    def __init__(
        self,
        dynamics: Dynamics,
        encoder: nn.Module,
        decoder: nn.Module,
        method="euler",
        time: float = 4.0,
        step: float = 1.0,
    ):
        super().__init__()
        if dynamics.lasts is not None and not math.isclose(dynamics.lasts, time):
            raise ValueError(
                f"the layers of {type(dynamics).__name__} last until time {dynamics.lasts:g} and time is {time:g}; "
                "set time to that, or change the number of layers"
            )
        self.encoder, self.dynamics, self.decoder = encoder, dynamics, decoder
        self.method, self.time, self.step = method, time, step

    def bind(self, graph: Graph) -> Callable[[Float[Tensor, "node feature"]], Float[Tensor, "node class"]]:
        """Return the network on ``graph``: a map from features to logits."""
        return lambda x: self.decoder(self.trajectory(graph, x, [0.0, self.time])[-1])

    def trajectory(self, graph: Graph, x: Tensor, times) -> Float[Tensor, "time node channel"]:
        """Return the encoded features as they move, at ``times`` starting from 0."""
        x0 = self.encoder(compressed(graph, x))
        # An encoder that does nothing returns what it got.
        x0 = x0.to_dense() if isinstance(x0, SparseFeatures) else x0
        field = self.dynamics.bind(graph, x0)
        states = solve(field, self.dynamics.initial(x0), times, self._solver(x0), dt=self.step)
        return torch.stack([self.dynamics.read(state) for state in states])

    def _solver(self, x0: Tensor):
        """Return the solver; one that uses the adjoint is told of all that the field depends on."""
        if getattr(self.method, "adjoint_params", None) is None:
            return self.method
        return replace(self.method, adjoint_params=(*self.dynamics.parameters(), x0))


def node_classifier(
    name: str,
    graph: Graph,
    width: int = 64,
    *,
    dropout: float = 0.5,
    method="euler",
    time: float | None = None,
    step: float = 1.0,
    **dynamics,
) -> GraphODE:
    """Return the model ``name`` of ``DYNAMICS``, sized for the features and classes of ``graph``.

    The encoder is dropout and a linear map to ``width`` channels, the decoder dropout and a linear map to
    logits. ``dynamics`` are keyword arguments of the model: ``node_classifier("graff", graph, mixing="prod")``.
    ``time`` is by default that of the model's layers, or 4 if it has none of its own.
    """
    model = choose(DYNAMICS, name, "model")(width, **dynamics)
    return GraphODE(
        model,
        *linear_ends(graph, width, dropout),
        method=method,
        time=(model.lasts or 4.0) if time is None else time,
        step=step,
    )


def linear_ends(graph: Graph, width: int, dropout: float) -> tuple[nn.Module, nn.Module]:
    """Return the encoder and the decoder of ``node_classifier``: dropout and a linear map each."""
    encoder = nn.Sequential(nn.Dropout(dropout), nn.Linear(graph.x.shape[1], width))
    return encoder, nn.Sequential(nn.Dropout(dropout), nn.Linear(width, graph.num_classes))
