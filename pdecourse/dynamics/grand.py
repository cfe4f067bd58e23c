"""GRAND: diffusion whose diffusivity is attention."""

from pdecourse.dynamics.attention import ScaledDotProduct
from pdecourse.dynamics.base import Dynamics, Features, Field
from pdecourse.dynamics.operators import edges_and_loops, minus_identity
from pdecourse.dynamics.rewiring import personalised_pagerank_edges, strong_entries
from pdecourse.graphs import Graph
from pdecourse.solvers import LinearField


class GRANDLinear(Dynamics):
    r"""GRAND-l of Chamberlain et al. (2021), chapter 6.

    .. math:: \dot X = (A(X_0) - I)\, X

    Attention A is computed once, from the encoded features, and stays for the whole trajectory. Its rows sum
    to 1, so constants stand still and no value leaves the range of the first ones. Nodes attend to themselves
    too; else a node without neighbours would fade.
    """

    def __init__(self, channels: int, heads: int = 4, dim: int = 16):
        super().__init__()
        self.attention = ScaledDotProduct(channels, heads, dim)

    def bind(self, graph: Graph, x0: Features) -> LinearField:
        """Return the linear diffusion on ``graph`` with the attention of ``x0``."""
        return LinearField(minus_identity(self.attention(edges_and_loops(graph), x0)))


class GRANDNonlinear(GRANDLinear):
    r"""GRAND-nl of Chamberlain et al. (2021), chapter 6: as GRAND-l, with attention that follows the state.

    .. math:: \dot X = (A(X) - I)\, X
    """

    def bind(self, graph: Graph, x0: Features) -> Field:
        """Return the nonlinear diffusion on ``graph``."""
        pattern = edges_and_loops(graph)
        return lambda t, x: self.attention(pattern, x) @ x - x


class GRANDRewired(GRANDLinear):
    r"""GRAND-nl-rw of Chamberlain et al. (2021), chapter 6: GRAND-nl on edges chosen by diffusion.

    .. math:: \dot X = (A(X) - I)\, X \quad\text{on the edges with}\quad a_{ij}(X_0) > \rho

    The candidates are the ``neighbours`` largest entries in each row of personalised PageRank (graph diffusion
    convolution, Gasteiger et al. 2019), computed once per graph; of these, edges whose attention at the start is
    at most ``threshold`` :math:`\rho` are dropped for the trajectory. A node always keeps itself.
    """

    def __init__(
        self, channels: int, heads: int = 4, dim: int = 16, neighbours: int = 32, threshold: float = 0.01
    ):
        super().__init__(channels, heads, dim)
        self.neighbours, self.threshold = neighbours, threshold

    def bind(self, graph: Graph, x0: Features) -> Field:
        """Return the nonlinear diffusion on the edges that survive."""
        candidates = personalised_pagerank_edges(graph, self.neighbours)
        pattern = strong_entries(self.attention(candidates, x0), self.threshold)
        return lambda t, x: self.attention(pattern, x) @ x - x
