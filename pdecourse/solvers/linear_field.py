"""Linear right-hand sides: the ones whose equations can be solved exactly."""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import SuperLU, expm_multiply, splu


@dataclass
class LinearField:
    r"""Right-hand side :math:`\dot x = A x + b` with constant :math:`A` and :math:`b`, chapters 1 and 4.

    ``matrix`` (n, n) is sparse or dense; ``source`` is a number or (n,). States are (n,) or (n, channel), in
    the order of the rows of the matrix: flatten a two-dimensional field with ``ravel()``. A PyTorch matrix
    serves the explicit solvers only.
    """

    matrix: Any
    source: float | np.ndarray = 0.0
    _factored: tuple[float, SuperLU] | None = field(default=None, init=False, repr=False)

    def __call__(self, t, x):
        """Return dx/dt, which does not depend on ``t``."""
        return self.matrix @ x + self._source_like(x)

    def solve_shifted(self, rhs: np.ndarray, shift: float) -> np.ndarray:
        r"""Return y with :math:`(I - s A)\, y =` ``rhs`` for the shift s.

        The factorisation is kept: as long as the step size stays the same there is only one.
        """
        if self._factored is None or not math.isclose(shift, self._factored[0], rel_tol=1e-12):
            a = sp.csc_array(self.matrix)
            self._factored = shift, splu((sp.eye_array(a.shape[0]) - shift * a).tocsc())
        return self._factored[1].solve(np.asarray(rhs, dtype=float))

    def flow(self, x: np.ndarray, dt: float) -> np.ndarray:
        r"""Return the exact solution a time ``dt`` after ``x``.

        The source is carried along as the column of one more unknown that stays 1:
        :math:`\frac{d}{dt}\binom{x}{1} = \bigl(\begin{smallmatrix} A & b \\ 0 & 0 \end{smallmatrix}\bigr)
        \binom{x}{1}`.
        """
        n = len(x)
        column = sp.csc_array(np.broadcast_to(self.source, n).reshape(n, 1))
        augmented = sp.block_array([[sp.csc_array(self.matrix), column], [None, sp.csc_array((1, 1))]])
        one = np.ones((1, *np.shape(x)[1:]))
        return expm_multiply(dt * augmented.tocsr(), np.concatenate([x, one]))[:n]

    def _source_like(self, x):
        """Return the source shaped to be added to every channel of ``x``."""
        return self.source[:, None] if np.ndim(self.source) == 1 and x.ndim == 2 else self.source
