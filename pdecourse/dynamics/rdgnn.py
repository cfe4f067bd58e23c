"""RDGNN: diffusion on the graph, a learned reaction at every node."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from pdecourse.dynamics.base import Dynamics, Features, duration, layer_at
from pdecourse.dynamics.operators import diffusion
from pdecourse.graphs import Graph
from pdecourse.solvers import LinearField, SplitField


class Reaction(nn.Module):
    r"""One hidden layer at every node: :math:`R(x, x_0) = \tanh(x U + x_0 V + b)\, W`. Chapter 8."""

    def __init__(self, channels: int):
        super().__init__()
        self.u = nn.Parameter(nn.init.xavier_uniform_(torch.empty(channels, channels)))
        self.v = nn.Parameter(nn.init.xavier_uniform_(torch.empty(channels, channels)))
        self.w = nn.Parameter(nn.init.xavier_uniform_(torch.empty(channels, channels)))
        self.b = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Features, x0: Features) -> Features:
        """Return the rate of change; nodes do not see each other."""
        return torch.tanh(x @ self.u + x0 @ self.v + self.b) @ self.w


class RDGNN(Dynamics):
    r"""Reaction–diffusion network after Eliasof, Haber & Treister (2024), chapter 8.

    .. math:: \dot X = -\tilde L_{sym} X K + R_\ell(X, X_0), \qquad K = \operatorname{diag}(\kappa) > 0

    Every channel diffuses at its own rate :math:`\kappa_c`, 1 at the start: with one rate for all, J − λκI has the
    eigenvectors of J and there is no Turing instability. ``layers`` reactions take turns, each for the length
    ``step``; one is shared by all times. Explicit solvers see the sum; ``imex_euler`` takes the diffusion
    implicitly, as the paper does; then :math:`\kappa` has no upper limit.
    """

    def __init__(self, channels: int, layers: int = 1, step: float = 1.0):
        super().__init__()
        self.reactions = nn.ModuleList(Reaction(channels) for _ in range(layers))
        self.log_kappa = nn.Parameter(torch.zeros(channels))
        self.step, self.lasts = step, duration(layers, step)

    @property
    def kappa(self) -> Float[Tensor, " channel"]:
        """Diffusion rate of each channel."""
        return self.log_kappa.exp()

    def bind(self, graph: Graph, x0: Features) -> SplitField:
        """Return diffusion on ``graph`` and the reaction that remembers ``x0``."""

        def reaction(t: float, x: Features) -> Features:
            return self.reactions[layer_at(t, self.step, len(self.reactions))](x, x0)

        return SplitField(LinearField(diffusion(graph, x0), rates=self.kappa), reaction)


def dispersion_relation(
    model: RDGNN,
    eigenvalues: Float[Tensor, " mode"],
    x: Float[Tensor, " channel"],
    x0: Float[Tensor, " channel"],
) -> Float[Tensor, " mode"]:
    r"""Return the growth rate of every mode of the graph around the node features ``x``, chapters 3 and 8.

    .. math:: \sigma(\lambda) = \max \operatorname{Re} \operatorname{eig}\big( J - \lambda K \big), \qquad
              J = \frac{\partial R}{\partial x}(x, x_0)

    ``eigenvalues`` are those of :math:`\tilde L_{sym}`. A Turing instability has σ(0) < 0 and σ(λ) > 0 for some
    λ > 0. (Row vectors: J acts from the right, which does not change its eigenvalues.) The statement is exact
    where R(x, x₀) = 0 and all nodes agree; elsewhere it is a local picture.
    """
    jacobian = torch.func.jacrev(lambda y: model.reactions[0](y[None], x0[None])[0])(x)
    damped = jacobian - eigenvalues[:, None, None] * model.kappa.diag()
    return torch.linalg.eigvals(damped.detach()).real.max(dim=1).values
