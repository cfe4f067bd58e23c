"""How large a step may be, computed from the solver and the matrix."""

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import eigsh

from pdecourse.choices import choose
from pdecourse.solvers.solve import SOLVERS


def largest_stable_dt(matrix, method="euler") -> float:
    r"""Return the largest step at which no mode of :math:`\dot x = A x` grows, chapters 1 and 8.

    .. math:: \Delta t \le \frac{s}{\lambda_{max}}

    ``matrix`` A is symmetric with eigenvalues :math:`-\lambda \le 0`, like the Laplacian of a grid or minus
    the Laplacian of a graph; s is the solver's ``stability_limit`` (2 for Euler, 2.785 for RK4, ∞ for
    implicit methods). Half of Euler's limit is the largest step without sign flips.

    Raises ``ValueError`` if A is not symmetric, or if its largest eigenvalue in modulus is positive.
    """
    solver = choose(SOLVERS, method, "solver") if isinstance(method, str) else method
    a = sp.csr_array(matrix, dtype=float)
    if abs(a - a.T).max() > 1e-12 * abs(a).max():
        raise ValueError(
            "the matrix is not symmetric; compare its eigenvalues with the solver's stability region"
        )
    # A fixed start makes the result reproducible; a random one overlaps with every eigenvector.
    start = np.random.default_rng(0).normal(size=a.shape[0])
    # The eigenvalue is far more accurate than this tolerance; a tight one takes minutes on a large grid.
    eigenvalue = eigsh(a, k=1, which="LM", v0=start, tol=1e-5, return_eigenvectors=False)[0]
    if eigenvalue > 0:
        raise ValueError(
            f"the matrix has the eigenvalue {eigenvalue:.4g} > 0, which grows at any dt; is it -A?"
        )
    return float(solver.stability_limit / -eigenvalue)
