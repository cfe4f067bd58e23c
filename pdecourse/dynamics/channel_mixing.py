"""Symmetric matrices that mix channels, made from unconstrained parameters."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

Mixing = Float[Tensor, "channel channel"]


class Sum(nn.Module):
    r""":math:`W = (V + V^\top)/2`: any symmetric matrix, its spectrum is free. Chapter 7."""

    def __init__(self, channels: int):
        super().__init__()
        self.v = nn.Parameter(nn.init.xavier_uniform_(torch.empty(channels, channels)))

    def forward(self) -> Mixing:
        """Return W."""
        return (self.v + self.v.T) / 2


class Product(Sum):
    r""":math:`W = V^\top V`: no negative eigenvalue, so neighbours can only attract. Chapter 7."""

    def forward(self) -> Mixing:
        """Return W."""
        return self.v.T @ self.v


class NegativeProduct(Sum):
    r""":math:`W = -V^\top V`: no positive eigenvalue, so neighbours can only repel. Chapter 7."""

    def forward(self) -> Mixing:
        """Return W."""
        return -self.v.T @ self.v


class DiagonallyDominant(Sum):
    r"""Off-diagonal part :math:`W^0` symmetric, diagonal :math:`w_a = q_a \sum_b |W^0_{ab}| + r_a`. Chapter 7.

    By Gershgorin's theorem q and r shift the spectrum: towards repulsion for q < −1, attraction for q > 1.
    """

    def __init__(self, channels: int):
        super().__init__(channels)
        self.q = nn.Parameter(torch.empty(channels).uniform_(-1, 1))
        self.r = nn.Parameter(torch.empty(channels).uniform_(-1, 1))

    def forward(self) -> Mixing:
        """Return W."""
        symmetric = super().forward()
        off_diagonal = symmetric - symmetric.diag().diag()
        return off_diagonal + (self.q * off_diagonal.abs().sum(dim=1) + self.r).diag()


CHANNEL_MIXING = {
    "sum": Sum,
    "prod": Product,
    "neg_prod": NegativeProduct,
    "diagonally_dominant": DiagonallyDominant,
}
"""Ways to make a symmetric W, by name; the names are those of the paper. Chapter 7."""
