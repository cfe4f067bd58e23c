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
from pdecourse.widgets.park_miller import random_numbers
from pdecourse.widgets.stills import BASICS, colour_bar, sheet

LIMITS = (0.0, 0.4)
NEAREST = 8
SHAKE = 0.7
WINDOW = 14
Du, Dv = kinetics.GrayScott.diffusion


class GrayScottGraph(LiveFigure):
    r"""Gray–Scott on ``size`` × ``size`` nodes and a list of links, by explicit Euler with step ``dt``.

    .. math:: \dot u = -uv^2 + F(1-u) - D_u L u, \qquad \dot v = uv^2 - (F+k)v - D_v L v

    ``places`` is the periodic grid, each cell linked to its four neighbours, or the cells shaken by up to 0.7 along
    each axis and linked to their eight nearest. ``rewired`` is the share of links whose second end moves to a
    random node; a link drawn twice counts twice. L = w (D − A), where w lets long waves spread as on the grid: the
    links of a node have w Σ r² = 4 on average before rewiring. Chapters 2, 4 and 8.
    """

    figure_name = "gray_scott_graph"
    _esm = module_source(
        *(*BASICS, "timeline", "slider_marks", "plate", "brush"),
        *("gray_scott_seeds", "park_miller", "gray_scott_graph"),
    )

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
        return (middle + SHAKE * (2 * random_numbers(1, middle.size).reshape(-1, 2) - 1)) % self.size

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
        joined = sp.coo_array(
            (np.full(2 * len(a), weight), (np.r_[a, b], np.r_[b, a])), (nodes, nodes)
        ).tocsr()
        return sp.diags_array(joined.sum(axis=1), format="csr") - joined

    def owners(self) -> np.ndarray:
        """Return the node nearest to each pixel, three by three pixels a cell, row 0 at the bottom."""
        y, x = (np.indices((3 * self.size,) * 2) + 0.5) / 3
        return cKDTree(self.node_places(), boxsize=self.size).query(np.stack([x, y], axis=-1))[1]

    def initial(self) -> np.ndarray:
        """Return the seeds of chapter 2's figure, (2, node)."""
        return seeded(self.size, self.seed, self.seed_side).reshape(2, -1).astype(float)

    def advance(self, state: np.ndarray, steps: int) -> np.ndarray:
        """Return ``state`` (2, node) after ``steps`` steps."""
        return solve(self._field(), state.T, [0, steps * self.dt], "euler", dt=self.dt)[-1].T

    def spread(self, steps: int, saved: int = 40) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return times (time,), the standard deviation of v at each, and v (node,) at the last."""
        times = self.dt * np.linspace(0, steps, saved + 1).round()
        v = solve(self._field(), self.initial().T, times, "euler", dt=self.dt)[..., 1]
        return times, v.std(axis=1), v[-1]

    def _field(self):
        return reaction_diffusion(kinetics.GrayScott(self.F, self.k), self.laplacian(), (Du, Dv))

    def poster(self):
        """Return v after ``still`` steps, part of the graph, and the spread of v over time."""
        times, spread, v = self.spread(self.still, saved=min(40, self.still))
        figure, axes = sheet([["field", "links"], ["field", "spread"]], width_ratios=[1.35, 1])
        image = axes["field"].imshow(
            v[self.owners()],
            origin="lower",
            cmap=FIELD_MAP,
            vmin=LIMITS[0],
            vmax=LIMITS[1],
            interpolation="nearest",
        )
        axes["field"].set_axis_off()
        colour_bar(figure, axes["field"], image, f"$v$ at time {times[-1]:g}")
        self._draw_links(axes["links"])
        axes["spread"].plot(times, spread, color=ORANGE, lw=2)
        axes["spread"].set(
            xlim=(0, times[-1]), ylim=(0, 0.16), xlabel="time", ylabel="standard deviation of $v$"
        )
        return figure

    def _draw_links(self, axes) -> None:
        """Draw the links in a part of the graph; those sent astray leave it."""
        places = self.node_places()
        low = (self.size - WINDOW) / 2
        near = ((places > low) & (places < low + WINDOW)).all(axis=1)
        for ends, (_, straight) in zip(self.rewired_links(), self.links(), strict=True):
            if near[ends].any():
                astray = ends[1] != straight
                style = {"color": ORANGE, "lw": 1.2} if astray else {"color": INK, "lw": 0.7, "alpha": 0.6}
                axes.plot(*places[ends].T, **style)
        axes.plot(*places[near].T, "o", ms=3, color=INK)
        axes.set(xlim=(low, low + WINDOW), ylim=(low, low + WINDOW), aspect="equal", xticks=[], yticks=[])
        axes.set_title("part of the graph" + ("; orange: astray" if self.rewired else ""), fontsize=9)
