"""Compute the picture on the landing page: one Gray–Scott run on a graph that is a pixel grid on its left.

    python tools/landing_picture.py            writes book/_static/landing.png and readme.png

The nodes are a lattice that loosens into scattered points from left to right; the edges are those of the
Delaunay triangulation. Its cotangent Laplacian (the finite-element one) is the five-point stencil where the
nodes are a lattice, so a single sparse matrix diffuses both halves and the pattern crosses the seam.
"""

from io import BytesIO
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import scipy.sparse as sp
from matplotlib.collections import LineCollection
from PIL import Image
from scipy.spatial import Delaunay, cKDTree

from pdecourse import GrayScott

STATIC = Path(__file__).parents[1] / "book" / "_static"
WIDTH, HEIGHT, LATTICE_END = 400, 150, 170  # in lattice spacings
COARSEST = 4.2  # spacing of the scattered points at the right edge
DIFFUSION, DT, STEPS = (0.70, 0.35), 0.15, 60_000
COLOURS = matplotlib.colormaps["viridis"]


def spacing(x):
    """The wanted distance between neighbours at abscissa ``x``: 1 on the lattice, then growing linearly."""
    return 1 + (COARSEST - 1) * np.clip((x - LATTICE_END) / (WIDTH - LATTICE_END), 0, 1)


def lattice_into_scatter(rng):
    """Return the node positions: the lattice, then random points kept where no earlier one is too near."""
    x, y = np.meshgrid(np.arange(LATTICE_END + 1.0), np.arange(float(HEIGHT)))
    lattice = np.column_stack([x.ravel(), y.ravel()])
    darts = rng.uniform((LATTICE_END + 0.8, -0.5), (WIDTH, HEIGHT - 0.5), (400_000, 2))
    darts = darts[np.argsort(spacing(darts[:, 0]) * rng.uniform(0.9, 1.1, len(darts)))]
    near, free = cKDTree(darts), np.ones(len(darts), bool)
    free &= cKDTree(lattice).query(darts)[0] > 0.8
    for i in range(len(darts)):
        if free[i]:
            free[near.query_ball_point(darts[i], 0.8 * spacing(darts[i, 0]))] = False
            free[i] = True
    return np.vstack([lattice, darts[free]])


def cotangent_laplacian(points):
    """Return (M⁻¹K, edges): K has -½(cot α + cot β) on each edge, M a third of the triangles' areas."""
    triangles = Delaunay(points).simplices
    sides = points[triangles] - points[np.roll(triangles, 1, axis=1)]
    twice_area = np.abs(sides[:, 0, 0] * sides[:, 1, 1] - sides[:, 0, 1] * sides[:, 1, 0])
    triangles = triangles[twice_area > 0.15 * (sides**2).sum(2).max(1)]  # without slivers along the hull
    n = len(points)
    stiffness, mass = sp.csr_array((n, n)), np.zeros(n)
    for corner in range(3):
        apex, a, b = triangles[:, corner], triangles[:, corner - 2], triangles[:, corner - 1]
        to_a, to_b = points[a] - points[apex], points[b] - points[apex]
        twice_area = np.abs(to_a[:, 0] * to_b[:, 1] - to_a[:, 1] * to_b[:, 0])
        weight = 0.5 * (to_a * to_b).sum(1) / twice_area
        stiffness += sp.coo_array((weight, (a, b)), (n, n)).tocsr()
        np.add.at(mass, apex, twice_area / 6)
    weights = (stiffness + stiffness.T).tocoo()
    keep = weights.data > 1e-9  # obtuse triangles at the hull give negative weights: leave those edges out
    a, b, weight = weights.row[keep], weights.col[keep], weights.data[keep]
    adjacency = sp.coo_array((weight, (a, b)), (n, n)).tocsr()
    laplacian = sp.diags_array(1 / np.maximum(mass, 0.3)) @ (sp.diags_array(adjacency.sum(1)) - adjacency)
    safe = 1 / (DIFFUSION[0] * laplacian.diagonal().max())  # Gershgorin: eigenvalues ≤ 2 × diagonal
    if safe < DT:
        raise ValueError(f"DT = {DT} is unstable on this graph; the largest safe one is {safe:.2g}")
    return laplacian.tocsr(), np.column_stack([a, b])[a < b]


def run(points, laplacian, kinetics, rng):
    """Return v after explicit Euler steps of Gray–Scott on the graph, from round seeds spread over it."""
    u, v = np.ones(len(points)), np.zeros(len(points))
    for centre in rng.uniform((0, 0), (WIDTH, HEIGHT), (40, 2)):
        seed = np.linalg.norm(points - centre, axis=1) < 9
        u[seed], v[seed] = 0.5, 0.25 + 0.02 * rng.standard_normal(seed.sum())
    for _ in range(STEPS):
        du, dv = kinetics.rates(u, v, *kinetics.params)
        u += DT * (du - DIFFUSION[0] * (laplacian @ u))
        v += DT * (dv - DIFFUSION[1] * (laplacian @ v))
    if not np.isfinite(v).all():
        raise FloatingPointError("the run blew up; lower DT")
    return v


def draw(points, edges, v, path, background, width):
    """Draw lattice nodes as pixels and the others as discs joined by their edges, ``width`` inches wide."""
    colours = COLOURS(np.clip(v / np.quantile(v, 0.995), 0, 1))
    figure, axes = plt.subplots(figsize=(width, width * HEIGHT / WIDTH))
    axes.set(xlim=(-0.5, WIDTH + 2), ylim=(-0.5, HEIGHT - 0.5), aspect="equal")
    axes.set_axis_off()
    figure.subplots_adjust(0, 0, 1, 1)
    lattice = points[:, 0] <= LATTICE_END
    image = colours[lattice].reshape(HEIGHT, LATTICE_END + 1, 4)
    axes.imshow(image, origin="lower", extent=(-0.5, LATTICE_END + 0.5, -0.5, HEIGHT - 0.5))
    axes.set(xlim=(-0.5, WIDTH + 2), ylim=(-0.5, HEIGHT - 0.5))
    points_per_unit = width * 72 / WIDTH
    loose = edges[~(lattice[edges[:, 0]] & lattice[edges[:, 1]])]
    stroke = 0.07 * points_per_unit * spacing(points[loose].mean(1)[:, 0])
    axes.add_collection(LineCollection(points[loose], colors="#7f8c96", linewidths=stroke))
    diameter = 0.72 * points_per_unit * spacing(points[~lattice, 0])
    axes.scatter(*points[~lattice].T, s=diameter**2, c=colours[~lattice], linewidths=0, zorder=2)
    buffer = BytesIO()
    figure.savefig(buffer, dpi=160, facecolor=background)
    plt.close(figure)
    Image.open(buffer).quantize(128, method=Image.Quantize.FASTOCTREE).save(path, optimize=True)


def main():
    rng = np.random.default_rng(2)
    points = lattice_into_scatter(rng)
    laplacian, edges = cotangent_laplacian(points)
    v = run(points, laplacian, GrayScott(F=0.037, k=0.060), rng)
    draw(points, edges, v, STATIC / "landing.png", "none", width=10)
    draw(points, edges, v, STATIC / "readme.png", "white", width=6)


if __name__ == "__main__":
    main()
