"""Sparse matrices that multiply features fast, and differentiate in the features and in their entries."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from pdecourse.graphs.graph import Graph
from pdecourse.graphs.laplacian import adjacency
from pdecourse.graphs.sparse_product import EntryProducts, Product


@dataclass(frozen=True, eq=False)
class Pattern:
    """Where the entries of a matrix with ``num_rows`` rows are: sorted by row, then by column.

    Entry e stands in row ``row[e]`` and column ``col[e]``. The matrix is square unless ``num_cols`` is given.
    """

    row: Int[Tensor, " entry"]
    col: Int[Tensor, " entry"]
    num_rows: int
    num_cols: int | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and of columns."""
        return self.num_rows, self.num_rows if self.num_cols is None else self.num_cols

    @classmethod
    def of(cls, graph: Graph, *, self_loops: bool = False) -> "Pattern":
        """Return the places of the edges, each in both directions, and of the diagonal if ``self_loops``."""
        return to_torch(adjacency(graph, self_loops=self_loops)).pattern.to(graph.device)

    @cached_property
    def row_starts(self) -> Int[Tensor, " num_rows_and_1"]:
        """Where each row starts in the list of entries, and where the last one ends."""
        counts = torch.bincount(self.row, minlength=self.num_rows)
        return torch.cat([counts.new_zeros(1), counts.cumsum(0)])

    @cached_property
    def on_diagonal(self) -> Bool[Tensor, " entry"]:
        """Which entries stand on the diagonal."""
        return self.row == self.col

    @cached_property
    def order_of_transpose(self) -> Int[Tensor, " entry"]:
        """The entries in the order in which the transpose has them."""
        return (self.col * self.num_rows + self.row).argsort()

    @cached_property
    def transpose(self) -> "Pattern":
        """Where the entries of the transpose are. For an undirected graph that is where these are."""
        order = self.order_of_transpose
        return Pattern(self.col[order], self.row[order], *self.shape[::-1])

    def inner_products(
        self, g: Float[Tensor, "row channel"], x: Float[Tensor, "column channel"]
    ) -> Float[Tensor, " entry"]:
        """Return ⟨g of its row, x of its column⟩ for every entry, without a copy of these vectors per entry."""
        return EntryProducts.apply(g, x, self)

    @cached_property
    def arrays(self) -> tuple[np.ndarray, np.ndarray]:
        """``row_starts`` and ``col`` as arrays, for the compiled loops."""
        return self.row_starts.numpy(), self.col.contiguous().numpy()

    def to(self, device: torch.device | str) -> "Pattern":
        """Return the pattern on ``device``."""
        return Pattern(self.row.to(device), self.col.to(device), *self.shape)


class SparseMatrix:
    r"""A matrix with ``values[e]`` at entry e of ``pattern``; ``matrix @ x`` is its product.

    .. math:: (Ax)_i = \sum_{e \,\text{in row}\, i} v_e \, x_{col(e)}, \qquad
              \frac{\partial \ell}{\partial x} = A^\top g, \qquad
              \frac{\partial \ell}{\partial v_e} = \langle g_{row(e)}, x_{col(e)} \rangle
              \quad\text{for}\quad g = \frac{\partial \ell}{\partial (Ax)}

    ``x`` has one row per column of A, in the number type and on the device of ``values``. The gradients are sparse
    products again, so there are second derivatives, and a symmetric matrix is its own backward pass. On a CPU
    the products are compiled loops, on a GPU those of cuSPARSE. ``values`` may depend on parameters: such a
    matrix is attention, chapter 6. (PyTorch's sparse tensors have none of this but the forward product.)
    """

    def __init__(self, pattern: Pattern, values: Float[Tensor, " entry"]):
        self.pattern, self.values = pattern, values

    @classmethod
    def from_scipy(cls, matrix, dtype: torch.dtype = torch.float32) -> "SparseMatrix":
        """Return a sparse matrix or array of SciPy in this form."""
        canonical = sp.csr_array(matrix, copy=True)
        canonical.sum_duplicates()
        entries = canonical.tocoo()
        row, col = (torch.from_numpy(index.astype(np.int64)) for index in (entries.row, entries.col))
        return cls(Pattern(row, col, *entries.shape), torch.from_numpy(entries.data).to(dtype))

    @classmethod
    def from_tensor(cls, tensor: Tensor) -> "SparseMatrix":
        """Return a dense or sparse tensor in this form; the entries of a dense one keep their gradient."""
        if tensor.layout == torch.strided:
            row, col = (tensor.detach() != 0).nonzero(as_tuple=True)
            return cls(Pattern(row, col, *tensor.shape), tensor[row, col])
        entries = tensor.to_sparse_coo().coalesce()
        return cls(Pattern(*entries.indices(), *tensor.shape), entries.values())

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and of columns."""
        return self.pattern.shape

    @cached_property
    def transpose(self) -> "SparseMatrix":
        """The transposed matrix."""
        return SparseMatrix(self.pattern.transpose, self.values[self.pattern.order_of_transpose])

    @property
    def is_symmetric(self) -> bool:
        """Whether the matrix equals its transpose up to round-off."""
        other, pattern = self.transpose, self.pattern
        same_place = (
            self.shape == other.shape
            and torch.equal(other.pattern.row, pattern.row)
            and torch.equal(other.pattern.col, pattern.col)
        )
        return same_place and torch.allclose(other.values.detach(), self.values.detach())

    def __matmul__(self, x: Tensor) -> Tensor:
        """Return the product with ``x`` (column,) or (column, …).

        Raises ``ValueError`` for another number of rows, number type or device.
        """
        values = self.values
        if (len(x), x.dtype, x.device) != (self.shape[1], values.dtype, values.device):
            raise ValueError(
                f"cannot multiply {self!r} on {values.device} with x {tuple(x.shape)} of {x.dtype} on {x.device}; "
                "give one row per node, in the same number type and on the same device"
            )
        transposed = self.transpose.values if x.requires_grad else None
        product = Product.apply(values, x.reshape(len(x), -1), self.pattern, transposed)
        return product.reshape(len(product), *x.shape[1:])

    def __rmul__(self, factor: float | Tensor) -> "SparseMatrix":
        """Return the matrix times a number."""
        return SparseMatrix(self.pattern, factor * self.values)

    def to(self, device: torch.device | str) -> "SparseMatrix":
        """Return the matrix on ``device``."""
        return SparseMatrix(self.pattern.to(device), self.values.to(device))

    def to_dense(self) -> Float[Tensor, "row column"]:
        """Return all entries, zeros included."""
        return self.values.new_zeros(self.shape).index_put((self.pattern.row, self.pattern.col), self.values)

    def to_scipy(self) -> sp.csr_array:
        """Return the matrix as SciPy's, in double precision and without gradient."""
        pattern = self.pattern.to("cpu")
        return sp.csr_array(
            (self.values.detach().cpu().double().numpy(), pattern.arrays[1], pattern.arrays[0]), self.shape
        )

    def spectral_interval(self) -> tuple[float, float]:
        """Return bounds on the real parts of all eigenvalues: the ends of Gershgorin's discs."""
        values, row, on_diagonal = self.values.detach(), self.pattern.row, self.pattern.on_diagonal
        zero = values.new_zeros(self.pattern.num_rows)
        centre = zero.index_add(0, row[on_diagonal], values[on_diagonal])
        radius = zero.index_add(0, row[~on_diagonal], values[~on_diagonal].abs())
        return (centre - radius).min().item(), (centre + radius).max().item()

    def __repr__(self) -> str:
        return f"SparseMatrix({self.shape[0]} × {self.shape[1]}, {len(self.values)} entries of {self.values.dtype})"


def to_torch(
    matrix: sp.csr_array, dtype: torch.dtype = torch.float32, device: torch.device | str = "cpu"
) -> SparseMatrix:
    """Return the same matrix for tensors: ``to_torch(laplacian(graph)) @ x`` is fast and differentiable."""
    return SparseMatrix.from_scipy(matrix, dtype).to(device)
