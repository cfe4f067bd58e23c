"""Sparse matrix times features, as PyTorch differentiates it."""

import warnings

import numpy as np
import torch
from torch import Tensor

warnings.filterwarnings("ignore", "Sparse CSR tensor support is in beta")

# Each of the two functions is what the derivative of the other is made of, so derivatives of any order exist.


class Product(torch.autograd.Function):
    """``Product.apply(values, x, pattern, transposed)`` is the matrix times ``x`` (column, channel).

    ``transposed`` are the values in the order of the transpose, wanted if ``x`` needs a gradient. They are an
    argument to be computed once per matrix rather than once per product.
    """

    @staticmethod
    def forward(ctx, values, x, pattern, transposed):
        ctx.pattern = pattern
        # The features of every step are kept only for entries that learn; that is most of the memory.
        ctx.save_for_backward(values, x if ctx.needs_input_grad[0] else None, transposed)
        if x.device.type == "cpu":
            from pdecourse.graphs import sparse_kernels  # compiles on first use

            return torch.from_numpy(sparse_kernels.multiply(*pattern.arrays, _array(values), _array(x)))
        matrix = torch.sparse_csr_tensor(
            pattern.row_starts, pattern.col, values, pattern.shape, check_invariants=False
        )
        return matrix @ x

    @staticmethod
    def backward(ctx, g):
        (values, x, transposed), pattern = ctx.saved_tensors, ctx.pattern
        of_values = EntryProducts.apply(g, x, pattern) if ctx.needs_input_grad[0] else None
        of_x = Product.apply(transposed, g, pattern.transpose, values) if ctx.needs_input_grad[1] else None
        return of_values, of_x, None, None


class EntryProducts(torch.autograd.Function):
    """``EntryProducts.apply(g, x, pattern)`` is ⟨row ``row[e]`` of g, row ``col[e]`` of x⟩ for every entry e."""

    @staticmethod
    def forward(ctx, g, x, pattern):
        ctx.pattern = pattern
        ctx.save_for_backward(g, x)
        if x.device.type == "cpu":
            from pdecourse.graphs import sparse_kernels

            return torch.from_numpy(sparse_kernels.entry_products(*pattern.arrays, _array(g), _array(x)))
        return (g[pattern.row] * x[pattern.col]).sum(dim=1)

    @staticmethod
    def backward(ctx, h):
        (g, x), pattern = ctx.saved_tensors, ctx.pattern
        transposed = h[pattern.order_of_transpose]
        of_g = Product.apply(h, x, pattern, transposed) if ctx.needs_input_grad[0] else None
        of_x = Product.apply(transposed, g, pattern.transpose, h) if ctx.needs_input_grad[1] else None
        return of_g, of_x, None


def _array(tensor: Tensor) -> np.ndarray:
    """Return the numbers of a CPU tensor, rows one after the other in memory."""
    return tensor.detach().contiguous().numpy()
