"""Lab 6: correct answers that look different from the reference solution. All get full points."""

import math

import numpy as np
import torch
from scipy import linalg
from scipy.sparse.linalg import expm_multiply

from pdecourse import solvers
from pdecourse.dynamics.attention import ScaledDotProduct
from pdecourse.dynamics.operators import edges_and_loops
from pdecourse.graphs import Graph


def attention_by_the_package(edges, x, key, query):
    graph = Graph.from_edges(edges, len(x))
    layer = ScaledDotProduct(x.shape[1], heads=1, dim=key.shape[1]).double()
    layer.key.weight.data, layer.query.weight.data = torch.tensor(key.T.copy()), torch.tensor(query.T.copy())
    with torch.no_grad():
        return layer(edges_and_loops(graph), torch.tensor(x)).to_scipy().toarray()


def attention_by_loop(edges, x, key, query):
    n = len(x)
    around = [{i} for i in range(n)]
    for i, j in edges.T.tolist():
        around[i].add(j)
        around[j].add(i)
    out = np.zeros((n, n))
    for i, nodes in enumerate(around):
        scores = {j: x[i] @ key @ query.T @ x[j] / math.sqrt(key.shape[1]) for j in nodes}
        top = max(scores.values())
        weights = {j: math.exp(score - top) for j, score in scores.items()}
        for j, weight in weights.items():
            out[i, j] = weight / sum(weights.values())
    return out


def stationary_by_null_space(a, x):
    pi = linalg.null_space((a - np.eye(len(a))).T, rcond=1e-12)[:, 0]
    pi = pi / pi.sum()
    return [pi, np.tile(pi @ x, (len(a), 1))]


def stationary_by_powers(a, x):
    many = np.linalg.matrix_power((a + np.eye(len(a))) / 2, 2**14)
    return many[0], many @ x


def borders_by_bisection(a):
    """Nothing derived: look for the last step at which the statement holds."""
    one = np.eye(len(a))
    mu = np.linalg.eigvals(a)
    mu = np.delete(mu, np.abs(mu - 1).argmin())

    def last(holds):
        low, high = 0.0, 50.0
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if holds(middle) else (low, middle)
        return low

    means = last(lambda tau: ((1 - tau) * one + tau * a).min() >= 0)
    return means, last(lambda tau: np.abs(1 - tau * (1 - mu)).max() <= 1)


def borders_by_loop(a):
    bounds = []
    for mu in np.linalg.eigvals(a.T).tolist():
        p, q = 1 - mu.real, mu.imag if isinstance(mu, complex) else 0.0
        if p > 1e-8:
            bounds.append(2 * p / (p * p + q * q))
    return np.array([1 / max(1 - np.diag(a)), min(bounds)])


def amplification_by_stepping(z):
    """Take steps and look: a step of Heun, and eigenvalues of the two-step matrix."""
    heun = [1 + (s + s * (1 + s)) / 2 for s in z]
    adams = [np.abs(np.linalg.eigvals([[1 + 1.5 * s, -0.5 * s], [1.0, 0.0]])).max() for s in z]
    return np.abs(heun), adams


def amplification_by_roots(z):
    return [
        np.abs(np.polyval([0.5, 1, 1], z)),
        [max(abs(np.roots([1, -(1 + 1.5 * s), 0.5 * s]))) for s in z.tolist()],
    ]


def diffuse_by_scipy(a, x, t):
    return linalg.expm(t * (a - np.eye(len(a)))) @ x


def diffuse_by_action(a, x, t):
    return expm_multiply(t * (a - np.eye(len(a))), x)


def diffuse_by_the_package(a, x, t):
    return solvers.solve(a - np.eye(len(a)), x, [0.0, t], solvers.SOLVERS["exponential"])[-1]


def step_by_krylov(laplacian, x, h, iterations):
    """The same iterate by what it minimises: the energy norm of the error, over the Krylov space."""
    matrix = np.eye(len(x)) + h * laplacian
    basis = np.zeros((len(x), 0))
    vector = x
    for _ in range(min(iterations, len(x))):
        for _ in range(2):
            vector = vector - basis @ (basis.T @ vector)
        norm = np.linalg.norm(vector)
        if norm < 1e-11 * np.linalg.norm(x):
            break
        basis = np.column_stack([basis, vector / norm])
        vector = matrix @ basis[:, -1]
    return basis @ np.linalg.solve(basis.T @ matrix @ basis, basis.T @ x)


def step_by_textbook(laplacian, x, h, iterations):
    y = np.zeros_like(x)
    r = x.copy()
    p = x.copy()
    for _ in range(iterations):
        mp = p + h * laplacian.dot(p)
        if np.linalg.norm(r) < 1e-14 * np.linalg.norm(x):
            return y
        alpha = np.dot(r, p) / np.dot(p, mp)
        y += alpha * p
        new = r - alpha * mp
        p = new - np.dot(new, mp) / np.dot(p, mp) * p
        r = new
    return y


RIGHT = {
    "6.1": [attention_by_the_package, attention_by_loop],
    "6.2": [stationary_by_null_space, stationary_by_powers],
    "6.3": [borders_by_bisection, borders_by_loop],
    "6.4": [amplification_by_stepping, amplification_by_roots],
    "6.5": [diffuse_by_scipy, diffuse_by_action],
    "6.6": [step_by_krylov, step_by_textbook],
}
