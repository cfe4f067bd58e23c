"""Lab 8: correct answers that look different from the reference solution. All get full points."""

import numpy as np
import torch
from scipy import linalg
from scipy.integrate import solve_ivp

from pdecourse import solvers


def steps_by_scipy(laplacian, x, h):
    def reaction(t, y):
        return y - y**3

    additive = x + h * (reaction(0, x) - laplacian @ x)
    lie = (np.eye(len(x)) - h * laplacian) @ x
    lie = lie + h * reaction(0, lie)
    half = linalg.expm(-h / 2 * laplacian)
    inside = solve_ivp(reaction, (0, h), half @ x, rtol=1e-12, atol=1e-13).y[:, -1]
    return [additive, lie, half @ inside]


def steps_by_loop(laplacian, x, h):
    n = len(x)
    additive, half = x.copy(), x.copy()
    for i in range(n):
        flow = sum(laplacian[i, j] * x[j] for j in range(n))
        additive[i] += h * (x[i] - x[i] ** 3 - flow)
        half[i] -= h * flow
    values, vectors = np.linalg.eigh(laplacian)
    y = vectors @ (np.exp(-values * h / 2) * (vectors.T @ x))
    y = np.sign(y) / np.sqrt(1 + (1 / y**2 - 1) * np.exp(-2 * h))
    return np.array(
        [additive, half + h * half * (1 - half) * (1 + half), linalg.expm(-laplacian * h / 2) @ y]
    )


def imex_by_inverse(laplacian, x, reaction, kappa, h):
    out = np.empty(x.shape)
    for c in range(len(kappa)):
        out[:, c] = np.linalg.inv(np.eye(len(x)) + h * kappa[c] * laplacian) @ (x[:, c] + h * reaction[:, c])
    return out


def imex_by_modes(laplacian, x, reaction, kappa, h):
    values, vectors = np.linalg.eigh(laplacian)
    return vectors @ ((vectors.T @ (x + h * reaction)) / (1 + h * np.outer(values, kappa)))


def imex_by_the_package(laplacian, x, reaction, kappa, h):
    field = solvers.SplitField(
        solvers.LinearField(-torch.tensor(laplacian), rates=torch.tensor(kappa)),
        lambda t, y: torch.tensor(reaction),
    )
    return solvers.solve(field, torch.tensor(x), [0.0, h], "imex_euler", dt=h)[-1].numpy()


def borders_by_bisection(eigenvalues, kappa, r):
    """Nothing derived: halve the interval in which a factor leaves the unit disc; each wave leaves it once or more."""

    def first(factor, a):
        steps = np.linspace(0, 4 / r, 4001)[1:]
        bad = np.flatnonzero(np.abs(factor(steps, a)) > 1)
        if len(bad) == 0:
            return np.inf
        low, high = steps[bad[0]] - steps[0], steps[bad[0]]
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (low, middle) if abs(factor(middle, a)) > 1 else (middle, high)
        return low

    factors = (
        lambda h, a: 1 - h * (a + r),
        lambda h, a: (1 - h * a) * (1 - h * r),
        lambda h, a: (1 - h * r) / (1 + h * a),
    )
    return tuple(min(first(factor, kappa * lam) for lam in eigenvalues) for factor in factors)


def borders_by_roots(eigenvalues, kappa, r):
    additive, lie = [], []
    for lam in eigenvalues.tolist():
        a = kappa * lam
        additive.append(2 / (a + r))
        for want in (1, -1):
            roots = np.roots(np.trim_zeros([a * r, -(a + r), 1 - want], "f"))
            lie += [z.real for z in roots if abs(z.imag) < 1e-12 and z.real > 1e-9]
    return np.array([min(additive), min(lie), 2 / r])


def borders_in_single_precision(eigenvalues, kappa, r):
    return [torch.tensor(border, dtype=torch.float32) for border in borders_by_roots(eigenvalues, kappa, r)]


def rates_by_loop(jacobian, rates, eigenvalues):
    return [max(mu.real for mu in np.linalg.eigvals(jacobian - lam * np.diag(rates))) for lam in eigenvalues]


def rates_by_schur(jacobian, rates, eigenvalues):
    out = []
    for lam in eigenvalues:
        t, _ = linalg.schur(jacobian - np.diag(lam * rates), output="complex")
        out.append(np.diag(t).real.max())
    return np.array(out)


def wave_by_search(jacobian, d_u, eigenvalues):
    """Nothing derived: raise D_v until an eigenvalue of J − λD turns positive."""
    best = (np.inf, 0.0)
    for lam in eigenvalues[eigenvalues > 1e-9]:

        def grows(ratio, lam=lam):
            return np.linalg.eigvals(jacobian - lam * np.diag([d_u, ratio * d_u])).real.max() > 0

        low, high = 0.0, 1e9
        if not grows(high):
            continue
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (low, middle) if grows(middle) else (middle, high)
        best = min(best, (high, float(lam)))
    return best


def wave_by_loop(jacobian, d_u, eigenvalues):
    (f_u, f_v), (g_u, g_v) = jacobian
    found = [
        (((f_u - d_u * lam) * -g_v + f_v * g_u) / (lam * (d_u * lam - f_u)) / d_u, lam)
        for lam in eigenvalues
        if 0 < lam < f_u / d_u
    ]
    return list(min(found)) if found else [float("inf"), 0]


def steeper_pull(x, x0):
    return 7.0 * (x0 - x)


def memory_and_decay(x, x0):
    return np.tanh(3 * x0) * 3 - 3 * x


RIGHT = {
    "8.1": [steps_by_scipy, steps_by_loop],
    "8.2": [imex_by_inverse, imex_by_modes, imex_by_the_package],
    "8.3": [borders_by_bisection, borders_by_roots, borders_in_single_precision],
    "8.4": [rates_by_loop, rates_by_schur],
    "8.5": [wave_by_search, wave_by_loop],
    "8.6": [steeper_pull, memory_and_decay],
}
