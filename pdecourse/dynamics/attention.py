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
        key, query = (f(x).split(self.dim, dim=1) for f in (self.key, self.query))
        products = [pattern.inner_products(k, q) for k, q in zip(key, query, strict=True)]
        scores = torch.stack(products, dim=1) / math.sqrt(self.dim)
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
        scores = (x @ self.p).index_select(0, pattern.row) + (x @ self.q).index_select(0, pattern.col)
        scores = nn.functional.leaky_relu(scores, 0.2)
        return SparseMatrix(pattern, row_softmax(scores, pattern).mean(dim=1))


def row_softmax(scores: Float[Tensor, "entry head"], pattern: Pattern) -> Float[Tensor, "entry head"]:
    """Return the softmax of the scores over the entries of each row, one for each head."""
    # Subtracting the largest score of the row changes nothing but keeps exp from overflowing.
    largest = torch.segment_reduce(scores.detach(), "max", offsets=pattern.row_starts)
    weights = (scores - largest.index_select(0, pattern.row)).exp()
    totals = weights.new_zeros(largest.shape).index_add(0, pattern.row, weights)
    return weights / totals.index_select(0, pattern.row)
