"""Linear right-hand sides: the ones whose equations can be solved exactly."""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import SuperLU, expm_multiply, splu

from pdecourse.solvers.tensors import is_tensor


@dataclass
class Factorisation:
    """The latest factorisation of :math:`I - s A`, kept for as long as the shift s stays the same."""

    shift: float = math.nan
    factors: SuperLU | None = None

    def of(self, matrix, shift: float) -> SuperLU:
        """Return the factors of :math:`I - s A`."""
        if not math.isclose(shift, self.shift, rel_tol=1e-12):
            a = sp.csc_array(matrix)
            self.shift, self.factors = shift, splu((sp.eye_array(a.shape[0]) - shift * a).tocsc())
        return self.factors


@dataclass
class LinearField:
    r"""Right-hand side :math:`\dot x = A x K + b` with constant :math:`A`, :math:`K` and :math:`b`, chapters 1, 4, 8.

    ``matrix`` A (n, n) is sparse or dense, SciPy's, NumPy's or PyTorch's, or a ``graphs.SparseMatrix`` of tensors;
    the state is of the same library.
    ``source`` b is a number, (n,), or of the shape of the state. ``rates``, one per channel, is the diagonal of
    K: how fast each channel diffuses, or ``None`` if all do at rate 1. States are (n,) or (n, channel), in the
    order of the rows of the matrix: flatten a two-dimensional field with ``ravel()``. Raises ``ValueError`` for a
    matrix that is not square.
    """

    matrix: Any
    source: Any = 0.0
    rates: Any = None
    work: Any = field(default=None, repr=False)
    factorisation: Factorisation = field(default_factory=Factorisation, repr=False)

    def __post_init__(self):
        shape = tuple(self.matrix.shape)
        if shape != shape[:1] * 2:
            raise ValueError(
                f"got a right-hand side of shape {shape}; wanted a square matrix, or a function such as "
                "`lambda t, x: a @ x`"
            )
        if is_tensor(self.matrix):
            from pdecourse.graphs.sparse import SparseMatrix

            self.matrix = SparseMatrix.from_tensor(self.matrix)

    def __call__(self, t, x):
        """Return dx/dt, which does not depend on ``t``."""
        if self.work is not None:
            self.work.evaluations += 1
        return self.slope(x)

    def slope(self, x):
        """Return :math:`A x K + b`."""
        # Adding nothing would be one more pass over memory.
        has_source = np.ndim(self.source) > 0 or self.source != 0
        return self.apply(x) + self.source_like(x) if has_source else self.apply(x)

    def apply(self, x):
        """Return :math:`A x K`."""
        return self.matrix @ x if self.rates is None else (self.matrix @ x) * self.rates

    def solve_shifted(self, rhs, shift: float):
        r"""Return y with :math:`y - s\, A y K =` ``rhs`` for the shift s.

        The factorisation is kept: as long as the step size stays the same there is only one.
        """
        if is_tensor(rhs):
            from pdecourse.solvers.shifted_solve import solve_shifted

            return solve_shifted(self, rhs, shift)
        if self.rates is not None:
            return self._each_channel(lambda one, column: one.solve_shifted(column, shift), rhs)
        return self.factorisation.of(self.matrix, shift).solve(np.asarray(rhs, dtype=float))

    def flow(self, x, dt: float):
        r"""Return the exact solution a time ``dt`` after ``x``.

        For arrays the source is carried along in unknowns that stay what they are:
        :math:`\frac{d}{dt}\binom{x}{1} = \bigl(\begin{smallmatrix} A & b \\ 0 & 0 \end{smallmatrix}\bigr)
        \binom{x}{1}`. For tensors see ``linear_flow``.
        """
        if is_tensor(x):
            from pdecourse.solvers.linear_flow import flow

            return flow(self, x, dt)
        if self.rates is not None or np.ndim(self.source) == 2:
            return self._each_channel(lambda one, column: one.flow(column, dt), x)
        n = len(x)
        column = sp.csc_array(np.broadcast_to(self.source, n).reshape(n, 1))
        augmented = sp.block_array([[sp.csc_array(self.matrix), column], [None, sp.csc_array((1, 1))]])
        one = np.ones((1, *np.shape(x)[1:]))
        return expm_multiply(dt * augmented.tocsr(), np.concatenate([x, one]))[:n]

    def source_like(self, x):
        """Return the source shaped to be added to every channel of ``x``."""
        return self.source[:, None] if np.ndim(self.source) == 1 and x.ndim == 2 else self.source

    def _each_channel(self, act, x):
        """Return ``act`` on the field and the column of every channel on its own."""
        columns = []
        for channel in range(x.shape[1]):
            rate = 1.0 if self.rates is None else self.rates[channel]
            source = self.source[:, channel] if np.ndim(self.source) == 2 else self.source
            columns.append(act(LinearField(rate * self.matrix, source), x[:, channel]))
        return np.stack(columns, axis=1)
