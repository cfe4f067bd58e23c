"""Lab 7: correct answers that look different from the reference solution. All get full points."""

import numpy as np
import torch

from pdecourse import graphs
from pdecourse.dynamics import CHANNEL_MIXING, dominant_frequency, growth_rate
from pdecourse.graphs import Graph


def downhill_by_autograd(a, x, x0, w, omega, beta):
    a, start, w, omega = (torch.tensor(each) for each in (a, x0, w, omega))
    x = torch.tensor(x, requires_grad=True)
    energy = (
        torch.trace(x.T @ x @ omega.diag()) / 2 - torch.trace(x.T @ a @ x @ w) / 2 - beta * (x * start).sum()
    )
    energy.backward()
    return energy.detach().numpy(), -x.grad.numpy()


def downhill_by_loop(a, x, x0, w, omega, beta):
    energy, rate = 0.0, np.zeros_like(x)
    for i in range(len(x)):
        energy += x[i] @ (omega * x[i]) / 2 - beta * x[i] @ x0[i]
        rate[i] = beta * x0[i] - omega * x[i]
        for j in range(len(x)):
            energy -= a[i, j] * x[i] @ w @ x[j] / 2
            rate[i] += a[i, j] * (w @ x[j] + w.T @ x[j]) / 2
    return [energy, rate]


def mixings_by_the_package(v, q, r):
    made = []
    for layer in (make(len(v)).double() for make in CHANNEL_MIXING.values()):
        layer.v.data = torch.tensor(v)
        if hasattr(layer, "q"):
            layer.q.data, layer.r.data = torch.tensor(q), torch.tensor(r)
        made.append(layer().detach().numpy())
    return made


def mixings_by_loop(v, q, r):
    c = len(v)
    even = np.array([[(v[i, j] + v[j, i]) / 2 for j in range(c)] for i in range(c)])
    last = even.copy()
    for i in range(c):
        last[i, i] = r[i] + q[i] * sum(abs(even[i, j]) for j in range(c) if j != i)
    product = np.einsum("ki,kj->ij", v, v)
    return even, product, -product, last


def forces_by_the_package(edges, x, w):
    delta = graphs.laplacian(Graph.from_edges(edges, len(x)), "symmetric").toarray()
    values, vectors = np.linalg.eigh(w)
    low, high = vectors[:, values < 0], vectors[:, values >= 0]
    return tuple(-delta @ x @ part @ part.T @ w for part in (high, low))


def forces_by_loop(edges, x, w):
    degree = np.bincount(edges.ravel(), minlength=len(x))
    values, vectors = np.linalg.eigh(w)
    out = np.zeros((2, *x.shape))
    for i, j in [*edges.T, *edges[::-1].T]:
        across = x[j] / np.sqrt(degree[j]) - x[i] / np.sqrt(degree[i])
        for value, u in zip(values, vectors.T):
            out[int(value < 0), i] += value * (u @ across) * u / np.sqrt(degree[i])
    return out


def roughness_by_the_package(edges, x):
    graph = Graph.from_edges(edges, len(x))
    rho = graphs.spectrum(graph, "symmetric").eigenvalues[-1]
    return graphs.dirichlet_energy(graph, x / np.linalg.norm(x)), rho / 2


def roughness_by_modes(edges, x):
    s = graphs.spectrum(Graph.from_edges(edges, len(x)), "symmetric")
    share = ((s.eigenvectors.T @ x) ** 2).sum(1)
    return np.array([(s.eigenvalues @ share) / share.sum() / 2, s.eigenvalues.max() / 2])


def growth_by_loop(frequencies, strengths, omega, tau):
    z = np.array([[tau * ((1 - lam) * w - omega) for w in strengths] for lam in frequencies])
    return [np.exp(z), z + 1, z]


def growth_by_stepping(frequencies, strengths, omega, tau):
    """Nothing derived: take a thousand small steps of RK4 with matrices that have these eigenvalues."""
    a, w, one = np.diag(1 - frequencies), np.diag(strengths), np.ones((len(frequencies), len(strengths)))

    def rate(x):
        return a @ x @ w - omega * x

    x, h = one, tau / 1000
    for _ in range(1000):
        k1 = rate(x)
        k2 = rate(x + h / 2 * k1)
        k3 = rate(x + h / 2 * k2)
        x = x + h / 6 * (k1 + 2 * k2 + 2 * k3 + rate(x + h * k3))
    return x, one + tau * rate(one), tau * rate(one)


def winners_by_the_package(strengths, rho, tau):
    w = np.diag(strengths)
    return (
        rho * (dominant_frequency(w, rho) == "high"),
        growth_rate(w, rho),
        rho * (dominant_frequency(w, rho, tau) == "high"),
    )


def winners_by_the_paper(strengths, rho, tau):
    """The two conditions, which need eigenvalues of both signs; zeros stand for what is missing."""
    plus, minus = max(strengths.max(), 0.0), max(-strengths.min(), 0.0)
    flow = plus < minus * (rho - 1)
    layers = flow and minus < 2 / (tau * (2 - rho))
    return float(rho) if flow else 0.0, max(strengths.max(), minus * (rho - 1)), float(rho) if layers else 0.0


RIGHT = {
    "7.1": [downhill_by_autograd, downhill_by_loop],
    "7.2": [mixings_by_the_package, mixings_by_loop],
    "7.3": [forces_by_the_package, forces_by_loop],
    "7.4": [roughness_by_the_package, roughness_by_modes],
    "7.5": [growth_by_loop, growth_by_stepping],
    "7.6": [winners_by_the_package, winners_by_the_paper],
}
