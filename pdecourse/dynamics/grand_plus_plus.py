"""GRAND++: labelled nodes feed the diffusion."""

import torch

from pdecourse.dynamics.base import Features
from pdecourse.dynamics.grand import GRANDLinear
from pdecourse.graphs import Graph
from pdecourse.solvers import LinearField


class GRANDPlusPlus(GRANDLinear):
    r"""GRAND++ of Thorpe et al. (2022), with GRAND-l's attention, chapter 6.

    .. math:: \dot X = (A(X_0) - I)\, X + S, \qquad
              S_i = \begin{cases} x_i(0) - \bar x(0) & i \text{ labelled} \\ 0 & \text{otherwise} \end{cases}

    :math:`\bar x(0)` is the mean over the labelled nodes, so the source adds nothing in total. Labelled are the
    nodes of ``graph.train_mask``; their labels are not read. The limit is not constant.

    ``bind`` raises ``ValueError`` if the graph has no training mask.
    """

    def bind(self, graph: Graph, x0: Features) -> LinearField:
        """Return GRAND-l on ``graph`` with the source of ``x0``."""
        if graph.train_mask is None:
            raise ValueError(
                f"{graph!r} has no train_mask, and GRAND++ feeds its labelled nodes; give it one"
            )
        labelled = graph.train_mask[:, None]
        source = torch.where(labelled, x0 - x0[graph.train_mask].mean(dim=0), 0.0)
        return LinearField(super().bind(graph, x0).matrix, source)
