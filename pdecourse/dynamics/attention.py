"""Attention: a matrix on the edges of a graph whose rows are learned probabilities."""

import math

import torch
from jaxtyping import Float
from torch import Tensor, nn

from pdecourse.dynamics.base import Features
from pdecourse.graphs import Pattern, SparseMatrix


class ScaledDotProduct(nn.Module):
    r"""Scaled dot-product attention of Vaswani et al. (2017) on the edges of a graph, chapter 6.

    .. math:: a_{ij} = \frac1h \sum_{\text{heads}} \operatorname*{softmax}_{j \in N(i)}
              \frac{\langle W_K x_i, W_Q x_j \rangle}{\sqrt{d}}

    Heads are averaged, so each row sums to 1. ``dim`` is d, the width of a head. (Equation 10 of the GRAND
    paper divides by :math:`d_k` where the paper it cites, and its code, have the root.)
    """

    def __init__(self, channels: int, heads: int = 4, dim: int = 16):
        super().__init__()
        self.key = nn.Linear(channels, heads * dim, bias=False)
        self.query = nn.Linear(channels, heads * dim, bias=False)
        self.heads, self.dim = heads, dim

    def forward(self, pattern: Pattern, x: Features) -> SparseMatrix:
        """Return the attention matrix of features ``x`` on ``pattern``."""
        key, query = (f(x).reshape(-1, self.heads, self.dim) for f in (self.key, self.query))
        scores = (key[pattern.row] * query[pattern.col]).sum(dim=2) / math.sqrt(self.dim)
        return SparseMatrix(pattern, row_softmax(scores, pattern).mean(dim=1))


class Additive(nn.Module):
    r"""Additive attention of GAT (Veličković et al. 2018), chapters 5 and 6.

    .. math:: a_{ij} = \frac1h \sum_{\text{heads}} \operatorname*{softmax}_{j \in N(i)}
              \operatorname{LeakyReLU}_{0.2}\big( \langle p, x_i \rangle + \langle q, x_j \rangle \big)

    ``p`` and ``q`` (channel, head) are the two halves of the paper's vector, after its common weight matrix.
    """

    def __init__(self, channels: int, heads: int = 4):
        super().__init__()
        self.p = nn.Parameter(nn.init.xavier_uniform_(torch.empty(channels, heads)))
        self.q = nn.Parameter(nn.init.xavier_uniform_(torch.empty(channels, heads)))

    def forward(self, pattern: Pattern, x: Features) -> SparseMatrix:
        """Return the attention matrix of features ``x`` on ``pattern``."""
        scores = (x @ self.p)[pattern.row] + (x @ self.q)[pattern.col]
        scores = nn.functional.leaky_relu(scores, 0.2)
        return SparseMatrix(pattern, row_softmax(scores, pattern).mean(dim=1))


def row_softmax(scores: Float[Tensor, "entry head"], pattern: Pattern) -> Float[Tensor, "entry head"]:
    """Return the softmax of the scores over the entries of each row, one for each head."""
    row = pattern.row[:, None].expand_as(scores)
    size = (pattern.num_rows, scores.shape[1])
    # Subtracting the largest score of the row changes nothing but keeps exp from overflowing.
    largest = scores.detach().new_full(size, -torch.inf).scatter_reduce(0, row, scores.detach(), "amax")
    weights = (scores - largest[pattern.row]).exp()
    return weights / scores.new_zeros(size).scatter_add(0, row, weights)[pattern.row]
