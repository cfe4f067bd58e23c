"""Lab 5: correct answers that look different from the reference solution. All get full points."""

import math

import networkx as nx
import numpy as np

from pdecourse import graphs


def propagate_by_the_package(edges, x, h, layers):
    graph = graphs.Graph.from_edges(edges, len(x))
    smooth = graphs.normalized_adjacency(graph, self_loops=True)
    energies = [graphs.dirichlet_energy(graph, x, self_loops=True)]
    for _ in range(layers):
        x = (1 - h) * x + h * (smooth @ x)
        energies.append(graphs.dirichlet_energy(graph, x, self_loops=True))
    return [x, energies]


def propagate_by_modes(edges, x, h, layers):
    club = nx.Graph(edges.T.tolist())
    club.add_edges_from((k, k) for k in range(len(x)))
    a = nx.to_numpy_array(club, nodelist=range(len(x)))
    values, vectors = np.linalg.eigh(np.eye(len(x)) - a / np.sqrt(np.outer(a.sum(0), a.sum(0))))
    hat = vectors.T @ x
    energies = [
        (values[:, None] * ((1 - h * values[:, None]) ** k * hat) ** 2).sum() / 2 for k in range(layers + 1)
    ]
    return vectors @ ((1 - h * values[:, None]) ** layers * hat), np.array(energies)


def limits_by_powers(edges, x):
    """Nothing derived: square the matrices until they stand still."""
    a = np.eye(len(x))
    a[edges[0], edges[1]] = a[edges[1], edges[0]] = 1.0
    d = a.sum(1)
    heat = np.eye(len(x)) - (np.diag(d) - a) / (2 * d.max())
    many = [np.linalg.matrix_power(m, 2**16) @ x for m in (heat, a / d[:, None], a / np.sqrt(np.outer(d, d)))]
    return many


def limits_by_traversal(edges, x):
    club = nx.Graph(edges.T.tolist())
    club.add_nodes_from(range(len(x)))
    out = np.zeros((3, *x.shape))
    for part in nx.connected_components(club):
        nodes = sorted(part)
        d = np.array([club.degree(k) + 1.0 for k in nodes])
        v = np.sqrt(d) / np.sqrt(d.sum())
        out[0, nodes] = x[nodes].mean(axis=0)
        out[1, nodes] = d @ x[nodes] / d.sum()
        out[2, nodes] = np.outer(v, v @ x[nodes])
    return out


def lengths_by_condition(lambda_2, lambda_max):
    kappa = lambda_max / lambda_2
    return np.array(
        [2 / lambda_max, 1 / lambda_max, 2 / lambda_max * kappa / (kappa + 1), (kappa - 1) / (kappa + 1)]
    )


def lengths_by_crossing(lambda_2, lambda_max):
    """The best step as the crossing of two lines in the (h, factor) plane."""
    h, factor = np.linalg.solve([[lambda_2, 1.0], [-lambda_max, 1.0]], [1.0, -1.0])
    return [2 / lambda_max, 1 / lambda_max, h, factor]


def smooth_by_counting(adjacency, loops, share):
    """Layers counted one by one, and a modulus from the singular values."""
    a = adjacency + loops * np.eye(len(adjacency))
    d = a.sum(0)
    mu = float(np.linalg.svd(a / np.sqrt(np.outer(d, d)), compute_uv=False)[1])
    if mu > 1 - 1e-9:
        return 1.0, math.inf
    layers, bound = 0, 1.0
    while bound > share:
        layers, bound = layers + 1, bound * mu**2
    return mu, layers


def smooth_of_the_walk(adjacency, loops, share):
    """The random walk has the same eigenvalues; round-off leaves the modulus of −1 near 1."""
    a = adjacency + loops * np.eye(len(adjacency))
    mu = np.sort(np.abs(np.linalg.eigvals(a / a.sum(1)[:, None]).real))[-2]
    if np.isclose(mu, 1, atol=1e-9):
        return [mu, np.inf]
    return [mu, math.ceil(math.log(share, mu) / 2)]


def diagnose_by_loop(runs, chance, good):
    out = []
    for train, test, gradient, probe in runs.tolist():
        kept = probe - chance > good - probe
        if test - chance > good - test:
            out.append(0)
        elif math.isinf(gradient) or gradient > 100:
            out.append(1)
        elif train - chance > 1 - train:
            out.append(2)
        elif gradient < 0.01:
            out.append(3 if kept else 5)
        else:
            out.append(6 if kept else 4)
    return out


def diagnose_by_arithmetic(runs, chance, good):
    train, test, gradient, probe = runs.T
    lost = 2 * probe < chance + good
    weak = gradient < 0.01
    out = np.array([6, 4, 3, 5])[2 * weak + lost].astype(float)
    out[2 * train > chance + 1] = 2
    out[gradient > 100] = 1
    out[2 * test > chance + good] = 0
    return out


RIGHT = {
    "5.1": [propagate_by_the_package, propagate_by_modes],
    "5.2": [limits_by_powers, limits_by_traversal],
    "5.3": [lengths_by_condition, lengths_by_crossing],
    "5.4": [smooth_by_counting, smooth_of_the_walk],
    "5.5": [diagnose_by_loop, diagnose_by_arithmetic],
}
