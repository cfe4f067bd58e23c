"""Gray–Scott on the cells of a grid as nodes of a graph, which can be shaken and rewired. Chapter 8."""

import numpy as np
import scipy.sparse as sp
import traitlets as t
from scipy.spatial import cKDTree

from pdecourse import kinetics
from pdecourse.network import reaction_diffusion
from pdecourse.plots import FIELD_MAP, INK, ORANGE
from pdecourse.solvers import solve
from pdecourse.widgets.base import LiveFigure, module_source
from pdecourse.widgets.gray_scott import seeded
from pdecourse.widgets.stills import BASICS, sheet

LIMITS = (0.0, 0.4)
NEAREST = 6
SHARES = (0.0, 0.03, 0.1, 0.3)
Du, Dv = kinetics.GrayScott.diffusion


class GrayScottGraph(LiveFigure):
    r"""Gray–Scott on ``size`` × ``size`` nodes and a list of links, by explicit Euler with step ``dt``.

    .. math:: \dot u = -uv^2 + F(1-u) - D_u L u, \qquad \dot v = uv^2 - (F+k)v - D_v L v

    ``places`` is the periodic grid, each cell linked to its four neighbours, or the cells shaken by up to one cell
    along each axis and linked to their six nearest. ``rewired`` is the share of links whose second end moves to a
    random node; an end that draws a link twice has it twice. L = w (D − A), where w makes all links together
    carry as much as those of the grid do: w Σ r² = 4 per node. Chapters 2, 4 and 8.
    """

    figure_name = "gray_scott_graph"
    _esm = module_source(*BASICS, "timeline", "plate", "brush", "gray_scott_seeds", "gray_scott_graph")

    places = t.Enum(("grid", "shaken"), "grid", help="where the nodes lie").tag(sync=True, state=True)
    rewired = t.Float(0.0, min=0.0, max=0.3, help="share of links sent astray").tag(sync=True, state=True)
    size = t.Int(64, min=16, max=128, help="nodes along a side").tag(sync=True, state=True)
    F = t.Float(0.037, min=0.0, max=0.08, help="feed rate").tag(sync=True, state=True)
    k = t.Float(0.060, min=0.03, max=0.07, help="kill rate").tag(sync=True, state=True)
    seed = t.Int(0, min=0, max=99, help="where the first squares lie").tag(sync=True, state=True)
    seed_side = t.Int(kinetics.GrayScott.seed_side, min=1, max=64, help="cells along a first square").tag(
        sync=True, state=True
    )
    dt = t.Float(0.5, min=0.01, max=0.5, help="time per step").tag(sync=True, state=True)
    speed = t.Int(16, min=1, max=100, help="steps per frame").tag(sync=True, state=True)
    still = t.Int(8000, min=1, max=20_000, help="steps until the poster").tag(sync=True, state=True)

    def node_places(self) -> np.ndarray:
        """Return x and y of every node (node, 2); the cell in row r and column c has its middle at (c + ½, r + ½)."""
        y, x = np.divmod(np.arange(self.size**2), self.size) + np.array([[0.5], [0.5]])
        middle = np.stack([x, y], axis=1)
        if self.places == "grid":
            return middle
        return (middle + 2 * random_numbers(1, middle.size).reshape(-1, 2) - 1) % self.size

    def links(self) -> np.ndarray:
        """Return the links before rewiring (link, 2)."""
        n, nodes = self.size, np.arange(self.size**2)
        if self.places == "grid":
            right = nodes - nodes % n + (nodes + 1) % n
            return np.stack([nodes, right, nodes, (nodes + n) % n**2], axis=1).reshape(-1, 2)
        places = self.node_places()
        _, nearest = cKDTree(places, boxsize=n).query(places, NEAREST + 1)
        pairs = np.stack([np.repeat(nodes, NEAREST), nearest[:, 1:].ravel()], axis=1)
        return np.unique(np.sort(pairs, axis=1), axis=0)

    def rewired_links(self) -> np.ndarray:
        """Return the links (link, 2), some of them to random nodes; a larger share moves these and more."""
        links = self.links()
        lot, target = random_numbers(2, 2 * len(links)).reshape(-1, 2).T
        astray = lot < self.rewired
        links[astray, 1] = (target[astray] * self.size**2).astype(int)
        return links

    def laplacian(self) -> sp.csr_array:
        """Return L (node, node)."""
        places, straight, nodes = self.node_places(), self.links(), self.size**2
        apart = np.abs(places[straight[:, 0]] - places[straight[:, 1]])
        apart = np.minimum(apart, self.size - apart)
        a, b = self.rewired_links().T
        weight = 4 * nodes / (2 * (apart**2).sum())
        joined = sp.coo_array((np.full(2 * len(a), weight), (np.r_[a, b], np.r_[b, a])), (nodes, nodes)).tocsr()
        return sp.diags_array(joined.sum(axis=1), format="csr") - joined

    def initial(self) -> np.ndarray:
        """Return the seeds of chapter 2's figure, (2, node)."""
        return seeded(self.size, self.seed, self.seed_side).reshape(2, -1).astype(float)

    def advance(self, state: np.ndarray, steps: int) -> np.ndarray:
        """Return ``state`` (2, node) after ``steps`` steps."""
        field = reaction_diffusion(kinetics.GrayScott(self.F, self.k), self.laplacian(), (Du, Dv))
        return solve(field, state.T, [0, steps * self.dt], "euler", dt=self.dt)[-1].T

    def with_share(self, share: float) -> "GrayScottGraph":
        """Return this figure with another share of links rewired."""
        return GrayScottGraph(**self.state() | {"rewired": share})

    def poster(self):
        """Return v after ``still`` steps at four shares of rewired links."""
        figure, axes = sheet([[str(share) for share in SHARES[:2]], [str(share) for share in SHARES[2:]]])
        return figure


def random_numbers(seed: int, count: int) -> np.ndarray:
    """Return ``count`` numbers between 0 and 1 by Park & Miller's generator (1988), the same in JavaScript."""
    number, found = 1000 + seed, np.empty(count)
    for i in range(count):
        number = 16807 * number % 2147483647
        found[i] = number / 2147483647
    return found
