"""Reaction–diffusion on the nodes of a graph: the reactions of the grid, the Laplacian of a graph."""

from collections.abc import Sequence

import numpy as np

from pdecourse.kinetics import Kinetics
from pdecourse.solvers import LinearField, SplitField


def reaction_diffusion(kinetics: Kinetics, laplacian, diffusion: Sequence[float] | None = None) -> SplitField:
    r"""Return the right-hand side for ``solvers.solve`` of ``kinetics`` on a graph, chapter 4.

    .. math:: \dot u_i = -D_u \sum_j L_{ij} u_j + f(u_i, v_i), \qquad
              \dot v_i = -D_v \sum_j L_{ij} v_j + g(u_i, v_i)

    States are arrays (node, species). ``laplacian`` L (node, node) is positive semi-definite, such as
    ``graphs.laplacian(graph)``; with that of a grid graph this is what ``simulate`` integrates. ``diffusion``
    holds one coefficient per species, in units of one over time (default: the kinetics' own). Explicit Euler
    needs steps of at most :math:`2 / (\max D \, \lambda_{\max})`. Patterns on networks: Nakao & Mikhailov (2010).

    Raises ``ValueError`` unless ``diffusion`` is one finite non-negative number per species.
    """
    rates = kinetics.checked_diffusion(diffusion)

    def reaction(t, x):
        return np.stack(kinetics.rates(*x.T, *kinetics.params), axis=1)

    return SplitField(LinearField(-laplacian, rates=rates), reaction)
