"""Every model again, in NumPy, with dense matrices and loops: slow, short, and independent of the package."""

import math

import numpy as np
from six_nodes import SIX_NODES

A = np.zeros((6, 6))
A[tuple(SIX_NODES.edge_index.numpy())] = 1
LOOPS = A + np.eye(6)
A_TILDE = LOOPS / np.sqrt(np.outer(LOOPS.sum(1), LOOPS.sum(1)))
A_BAR = A / np.sqrt(np.outer(A.sum(1), A.sum(1)))
EYE = np.eye(6)


def array(tensor):
    return tensor.detach().numpy()


def linear(module, x):
    return x @ array(module.weight).T + (0 if module.bias is None else array(module.bias))


def softmax_rows(scores, mask):
    weights = np.where(mask, np.exp(scores), 0.0)
    return weights / weights.sum(axis=1, keepdims=True)


def scaled_dot_product(attention, x, mask=LOOPS):
    key, query = linear(attention.key, x), linear(attention.query, x)
    heads = []
    for head in range(attention.heads):
        part = slice(head * attention.dim, (head + 1) * attention.dim)
        heads.append(softmax_rows(key[:, part] @ query[:, part].T / math.sqrt(attention.dim), mask))
    return np.mean(heads, axis=0)


def additive(attention, x):
    p, q = x @ array(attention.p), x @ array(attention.q)
    heads = []
    for head in range(p.shape[1]):
        scores = p[:, head][:, None] + q[:, head][None, :]
        heads.append(softmax_rows(np.where(scores > 0, scores, 0.2 * scores), LOOPS))
    return np.mean(heads, axis=0)


def heat(model, t, x, x0):
    return A_TILDE @ x - x


def residual_gcn(model, t, x, x0):
    return np.maximum(
        A_TILDE @ x @ array(model.layers[int(t)].weight).T + array(model.layers[int(t)].bias), 0
    )


def gat(model, t, x, x0):
    mixed = x @ array(model.w[int(t)].weight).T
    out = additive(model.attention[int(t)], mixed) @ mixed
    return np.where(out > 0, out, np.exp(out) - 1) - x


def gcnii(model, t, x, x0):
    beta = math.log(0.5 / (int(t) + 1) + 1)
    w = (1 - beta) * np.eye(3) + beta * array(model.w[int(t)])
    return np.maximum((0.9 * A_TILDE @ x + 0.1 * x0) @ w, 0) - x


def appnp(model, t, x, x0):
    return 0.9 * A_TILDE @ x + 0.1 * x0 - x


def grand_l(model, t, x, x0):
    return (scaled_dot_product(model.attention, x0) - EYE) @ x


def grand_nl(model, t, x, x0):
    return (scaled_dot_product(model.attention, x) - EYE) @ x


def grand_nl_rw(model, t, x, x0):
    pagerank = 0.15 * np.linalg.inv(EYE - 0.85 * A_TILDE)
    mask = np.eye(6, dtype=bool)
    for i in range(6):
        others = np.delete(pagerank[i], i)
        mask[i] |= pagerank[i] >= np.sort(others)[-2] - 1e-9
    mask &= (scaled_dot_product(model.attention, x0, mask) > 0.2) | (EYE == 1)
    return (scaled_dot_product(model.attention, x, mask) - EYE) @ x


def grand_plus_plus(model, t, x, x0):
    source = np.zeros_like(x0)
    source[[0, 2, 5]] = x0[[0, 2, 5]] - x0[[0, 2, 5]].mean(axis=0)
    return grand_l(model, t, x, x0) + source


def graff(model, t, x, x0):
    v = array(model.mixing.v)
    return A_BAR @ x @ (v + v.T) / 2 - x @ np.diag(array(model.omega)) + model.beta.item() * x0


def rdgnn(model, t, x, x0):
    r = model.reactions[int(t)]
    hidden = np.tanh(x @ array(r.u) + x0 @ array(r.v) + array(r.b))
    return (A_TILDE - EYE) @ x @ np.diag(np.exp(array(model.log_kappa))) + hidden @ array(r.w)


def gread(model, t, x, x0):
    alpha = 1 / (1 + math.exp(-model.logit_alpha.item()))
    return alpha * (A_TILDE - EYE) @ x + (A_TILDE - A_TILDE @ A_TILDE) @ x @ np.diag(array(model.beta))


def pde_gcn_wave(model, t, x, x0):
    x, velocity = np.split(x, 2, axis=1)
    k, force = array(model.k), np.zeros_like(x)
    degree = A.sum(axis=1)
    for i, j in SIX_NODES.edge_index.numpy().T:
        gradient = x[i] / math.sqrt(degree[i]) - x[j] / math.sqrt(degree[j])
        force[i] -= k @ np.tanh(gradient @ k) / math.sqrt(degree[i])
    return np.hstack([velocity, force])


def graphcon(model, t, x, x0):
    x, velocity = np.split(x, 2, axis=1)
    return np.hstack([velocity, np.maximum(A_TILDE @ x @ array(model.w), 0) - x - velocity])


REFERENCES = {
    "heat": heat,
    "residual_gcn": residual_gcn,
    "gat": gat,
    "gcnii": gcnii,
    "appnp": appnp,
    "grand_l": grand_l,
    "grand_nl": grand_nl,
    "grand_nl_rw": grand_nl_rw,
    "grand_plus_plus": grand_plus_plus,
    "graff": graff,
    "rdgnn": rdgnn,
    "gread": gread,
    "pde_gcn_wave": pde_gcn_wave,
    "graphcon": graphcon,
}
