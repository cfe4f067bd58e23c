"""Lab 2: correct answers that look different from the reference solution. All get full points."""

import numpy as np
from scipy import ndimage, optimize


def laplacian_loops(field, dx):
    ny, nx = field.shape
    out = np.zeros((ny, nx))
    for i in range(ny):
        for j in range(nx):
            around = field[i - 1, j] + field[(i + 1) % ny, j] + field[i, j - 1] + field[i, (j + 1) % nx]
            out[i, j] = (around - 4 * field[i, j]) / dx**2
    return out


def laplacian_convolved(field, dx):
    return ndimage.convolve(field.astype(float), [[0, 1, 0], [1, -4, 1], [0, 1, 0]], mode="wrap") / dx**2


def laplacian_on_a_copy(field, dx):
    field = np.array(field, dtype=float)
    padded = np.pad(field, 1, mode="wrap")
    field *= -4
    field += padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
    field /= dx**2
    return field


def laplacian_float32(field, dx):
    field = field.astype(np.float32)
    total = sum(np.roll(field, s, a) for a in (0, 1) for s in (1, -1)) - np.float32(4) * field
    return total / np.float32(dx**2)


def laplacian_list(field, dx):
    return laplacian_loops(field, dx).tolist()


def lap(field, dx):
    return laplacian_convolved(field, dx)


def step_in_place_on_copies(u, v, F, k, Du, Dv, dx, dt):
    new_u, new_v = u.copy(), v.copy()
    made = u * v**2
    new_u += dt * (Du * lap(u, dx) - made + F * (1 - u))
    new_v += dt * (Dv * lap(v, dx) + made - F * v - k * v)
    return [new_u, new_v]


def step_stacked(u, v, F, k, Du, Dv, dx, dt):
    state = np.stack([u, v])
    rate = np.stack([Du * lap(u, dx) + F, Dv * lap(v, dx)]) - np.array([F, F + k])[:, None, None] * state
    rate += np.array([-1, 1])[:, None, None] * u * v * v
    return state + dt * rate


def saddle_node_by_logarithms(F, n):
    s = np.exp(((n - 1) * np.log((n - 1) * F) - n * np.log(n)) / n)
    return [s - F, 1 / n, (n * s) ** (1 / (n - 1))]


def saddle_node_by_bisection(F, n):
    """Nothing derived but the equation for v: the largest s for which v^(n−1) (1 − sv/F) reaches s."""

    def best_v(s):
        return optimize.brentq(lambda v: (n - 1) - n * s * v / F, 0.0, 1e3, xtol=1e-15)

    def excess(s):
        return best_v(s) ** (n - 1) * (1 - s * best_v(s) / F) - s

    s = optimize.brentq(excess, 1e-4, 1.0, xtol=1e-15)
    return np.array([s - F, 1 - s * best_v(s) / F, best_v(s)])


def spots_by_flood_fill(v, threshold):
    todo, spots = {tuple(cell) for cell in np.argwhere(v > threshold)}, 0
    while todo:
        spots += 1
        front = [todo.pop()]
        while front:
            i, j = front.pop()
            for step in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                cell = (i + step[0]) % v.shape[0], (j + step[1]) % v.shape[1]
                if cell in todo:
                    todo.remove(cell)
                    front.append(cell)
    return spots


def spots_by_scipy(v, threshold):
    label, count = ndimage.label(v > threshold)
    parent = list(range(count + 1))

    def root(a):
        while parent[a] != a:
            a = parent[a]
        return a

    for first, last in ((label[0], label[-1]), (label[:, 0], label[:, -1])):
        for a, b in zip(first, last, strict=True):
            if a and b:
                parent[root(a)] = root(b)
    return np.int64(len({root(a) for a in range(1, count + 1)}))


def currents_by_cubic(epsilon, beta, gamma):
    s = (1 - epsilon * gamma) ** 0.5
    half = s / gamma - s + s**3 / 3
    return np.array([beta / gamma - half, beta / gamma + half])


RIGHT = {
    "2.1": [laplacian_loops, laplacian_convolved, laplacian_on_a_copy, laplacian_float32, laplacian_list],
    "2.2": [step_in_place_on_copies, step_stacked],
    "2.3": [saddle_node_by_logarithms, saddle_node_by_bisection],
    "2.4": [spots_by_flood_fill, spots_by_scipy],
    "2.5": [currents_by_cubic],
}
