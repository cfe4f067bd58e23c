"""GREAD: a zoo of reactions, next to the same diffusion."""

from collections.abc import Callable

import torch
from torch import nn

from pdecourse.choices import choose
from pdecourse.dynamics.base import Dynamics, Features
from pdecourse.dynamics.operators import diffusion
from pdecourse.graphs import Graph, SparseMatrix
from pdecourse.solvers import LinearField, SplitField


def fisher(x: Features, x0: Features, smooth: SparseMatrix) -> Features:
    """Return x (1 − x): logistic growth from 0 to 1 (Fisher 1937)."""
    return x * (1 - x)


def allen_cahn(x: Features, x0: Features, smooth: SparseMatrix) -> Features:
    """Return x (1 − x²): two stable phases, −1 and 1 (Allen & Cahn 1979)."""
    return x * (1 - x**2)


def zeldovich(x: Features, x0: Features, smooth: SparseMatrix) -> Features:
    """Return x² (1 − x): combustion, which nothing starts at 0 (Zeldovich & Frank-Kamenetskii 1938)."""
    return x**2 * (1 - x)


def source(x: Features, x0: Features, smooth: SparseMatrix) -> Features:
    """Return x₀: every node is fed its own features, as in CGNN (Xhonneux et al. 2020)."""
    return x0


def filter_bank(x: Features, x0: Features, smooth: SparseMatrix) -> Features:
    """Return L x: a high-pass filter of its own weight beside the low-pass one (Bo et al. 2021)."""
    return -(smooth @ x)


def blurring_sharpening(x: Features, x0: Features, smooth: SparseMatrix) -> Features:
    """Return Ã L x: sharpen what was blurred first (Choi et al. 2023)."""
    sharpened = -(smooth @ x)
    return smooth @ sharpened + sharpened


REACTIONS: dict[str, Callable[[Features, Features, SparseMatrix], Features]] = {
    "fisher": fisher,
    "allen_cahn": allen_cahn,
    "zeldovich": zeldovich,
    "source": source,
    "filter_bank": filter_bank,
    "blurring_sharpening": blurring_sharpening,
}
"""Reactions by name. Chapter 8."""


class GREAD(Dynamics):
    r"""Graph neural reaction–diffusion of Choi et al. (2023), chapter 8.

    .. math:: \dot X = -\alpha\, \tilde L_{sym} X + r(X, X_0)\, \operatorname{diag}(\beta)

    ``reaction`` is a name in ``REACTIONS``. :math:`\alpha` in (0, 1) and :math:`\beta`, one per channel, are learned;
    nothing else is. ``smooth`` in the reactions is :math:`\tilde A - I`.
    """

    def __init__(self, channels: int, reaction: str = "blurring_sharpening"):
        super().__init__()
        self.reaction = choose(REACTIONS, reaction, "reaction")
        self.logit_alpha = nn.Parameter(torch.zeros(()))
        self.beta = nn.Parameter(torch.empty(channels).uniform_(-1, 1))

    @property
    def alpha(self):
        """Strength of the diffusion."""
        return self.logit_alpha.sigmoid()

    def bind(self, graph: Graph, x0: Features) -> SplitField:
        """Return diffusion and reaction on ``graph``."""
        smooth = diffusion(graph, x0)

        def reaction(t: float, x: Features) -> Features:
            return self.reaction(x, x0, smooth) * self.beta

        return SplitField(LinearField(self.alpha * smooth), reaction)
