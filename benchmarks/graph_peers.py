"""Graph diffusion as it is usually written: scatter, PyTorch's sparse tensors, torchdiffeq, PyTorch Geometric."""

import math
from itertools import pairwise

import torch
import torchdiffeq
from torch import nn
from torch_geometric.nn import GATConv, GCNConv, MessagePassing
from torch_geometric.utils import softmax

from pdecourse.graphs import compressed

TOLERANCE = 8.2e-5
"""Relative and absolute, of GRAND's published configuration for Cora: tol_scale = 822, times 1e-7."""


class Propagate(MessagePassing):
    """Sum of the neighbours' features times the entry of the matrix, in PyTorch Geometric."""

    def __init__(self):
        super().__init__(aggr="add")

    def forward(self, x, edge_index, values):
        """Return the product."""
        return self.propagate(edge_index, x=x, values=values)

    def message(self, x_j, values):
        """Return what goes along each edge."""
        return values[:, None] * x_j


def products(matrix):
    """Return {name: function of x}, the product with ``matrix`` in every way."""
    pattern, values = matrix.pattern, matrix.values
    csr = torch.sparse_csr_tensor(
        pattern.row_starts, pattern.col, values, matrix.shape, check_invariants=False
    )
    coo = csr.to_sparse_coo().coalesce()
    edge_index, propagate = torch.stack([pattern.col, pattern.row]), Propagate()
    return {
        "pdecourse": lambda x: matrix @ x,
        "torch CSR": lambda x: csr @ x,
        "torch COO": lambda x: torch.sparse.mm(coo, x),
        "index_add": lambda x: scatter_product(pattern, values, x),
        "PyG propagate": lambda x: propagate(x, edge_index, values),
    }


def scatter_product(pattern, values, x):
    """Return the product by gathering a row for every entry and adding them up."""
    return torch.zeros_like(x).index_add(0, pattern.row, values[:, None] * x.index_select(0, pattern.col))


def dopri5(pattern, values, x, time, *, adjoint=False, tolerance=TOLERANCE):
    """Return x(time) for dx/dt = A x by torchdiffeq, the product by scatter."""

    def field(t, state):
        return scatter_product(pattern, values, state)

    times, options = torch.tensor([0.0, time]), {"method": "dopri5", "rtol": tolerance, "atol": tolerance}
    if not adjoint:
        return torchdiffeq.odeint(field, x, times, **options)[-1]
    return torchdiffeq.odeint_adjoint(field, x, times, adjoint_params=(values,), **options)[-1]


class ScatterGRAND(nn.Module):
    """GRAND-l in the way of its published code, with the weights of a ``GraphODE``.

    ``dense`` features go through dropout and the encoder as they are; else as ours do.
    """

    def __init__(self, model, *, dense):
        super().__init__()
        self.encoder, self.decoder = model.encoder, model.decoder
        self.attention, self.time, self.dense = model.dynamics.attention, model.time, dense

    def bind(self, graph):
        """Return the map from features to logits."""
        from pdecourse.dynamics.operators import edges_and_loops, minus_identity
        from pdecourse.graphs import SparseMatrix

        pattern = edges_and_loops(graph)

        def logits(x):
            x0 = self.encoder(x if self.dense else compressed(graph, x))
            matrix = minus_identity(SparseMatrix(pattern, self.attend(pattern, x0)))
            return self.decoder(dopri5(pattern, matrix.values, x0, self.time))

        return logits

    def attend(self, pattern, x):
        """Return the attention of every entry, the heads averaged."""
        heads, dim = self.attention.heads, self.attention.dim
        key, query = (f(x).reshape(-1, heads, dim) for f in (self.attention.key, self.attention.query))
        scores = (key[pattern.row] * query[pattern.col]).sum(dim=2) / math.sqrt(dim)
        return softmax(scores, pattern.row, num_nodes=len(x)).mean(dim=1)


class Stack(nn.Module):
    """Layers of PyTorch Geometric, ReLU and dropout between them."""

    def __init__(self, make, channels, dropout=0.0):
        super().__init__()
        self.layers = nn.ModuleList(make(n_in, n_out) for n_in, n_out in pairwise(channels))
        self.dropout = nn.Dropout(dropout)

    def bind(self, graph):
        """Return the map from features to logits."""

        def logits(x):
            for depth, layer in enumerate(self.layers):
                x = layer(self.dropout(x.relu() if depth else x), graph.edge_index)
            return x

        return logits


def gcn_conv(n_in, n_out):
    """Return PyTorch Geometric's graph convolution, which keeps the normalised matrix."""
    return GCNConv(n_in, n_out, cached=True)


def gat_conv(n_in, n_out):
    """Return PyTorch Geometric's attention layer with one head."""
    return GATConv(n_in, n_out, heads=1)
