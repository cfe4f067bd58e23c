"""The heat equation on a graph: what is left of a GCN without weights and non-linearity."""

from pdecourse.dynamics.base import Dynamics, Features
from pdecourse.dynamics.operators import diffusion
from pdecourse.graphs import Graph
from pdecourse.solvers import LinearField


class HeatFlow(Dynamics):
    r"""Graph heat equation, chapters 4 and 5.

    .. math:: \dot X = -\tilde L_{sym} X = (\tilde A - I) X

    No parameters; ``channels`` is there because every model has it. An explicit Euler step of length 1 is
    :math:`X \leftarrow \tilde A X`, the simple graph convolution of Wu et al. (2019). Without ``self_loops`` it is
    :math:`\dot X = -L_{sym} X`.
    """

    def __init__(self, channels: int, self_loops: bool = True):
        super().__init__()
        self.self_loops = self_loops

    def bind(self, graph: Graph, x0: Features) -> LinearField:
        """Return the heat equation on ``graph``."""
        return LinearField(diffusion(graph, x0, self_loops=self.self_loops))
