"""Exercise 5.2: where three kinds of diffusion end, on a graph of several components."""

import numpy as np
from scipy.sparse.csgraph import connected_components

from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges, on_nodes, parts
from pdecourse.exercises.feedback import agree, call
from pdecourse.exercises.record import Check, Exercise

NAMES = ("heat", "walk", "symmetric")


def limits(edges: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the limits of e^{−tL}x, of P̃^ℓ x and of Ã^ℓ x, each found component by component."""
    i, j = edges
    a = np.eye(len(x))
    a[i, j] = a[j, i] = 1.0
    component = connected_components(a)[1]
    member = np.eye(component.max() + 1)[component]  # (n, components): 1 where the node is in it
    d = a.sum(axis=1)[:, None]
    mean = member @ ((member.T @ x) / member.sum(axis=0)[:, None])
    walk = member @ ((member.T @ (d * x)) / (member.T @ d))
    symmetric = np.sqrt(d) * (member @ ((member.T @ (np.sqrt(d) * x)) / (member.T @ d)))
    return mean, walk, symmetric


def heat(answer, rng):
    """e^{−tL}x on a connected graph: the mean, exercise 1 of the article."""
    edges, x, d = drawn(rng)
    mistakes = {
        "this is the sum: heat is shared out evenly": np.ones_like(x) * x.sum(0),
        "this is the mean with the degrees as weights: e^(−tL) keeps the plain mean": weighted(x, d - 1),
        "this is the mean with d + 1 as weights: e^(−tL) keeps the plain mean": weighted(x, d),
        "everything is gone: the kernel of L is the constants, not 0": 0 * x,
        "all channels share one mean: each has its own": np.full_like(x, x.mean()),
        "this is the mean over channels: it goes over nodes": np.ones_like(x) * x.mean(1, keepdims=True),
    }
    compare(answer, edges, x, 0, mistakes)


def walk(answer, rng):
    """P̃^ℓ x on a connected graph: a mean with the degrees as weights."""
    edges, x, d = drawn(rng)
    mistakes = {
        "this is the plain mean: the stationary distribution of the walk has weights d + 1": weighted(
            x, d**0
        ),
        "the weights are d: self-loops make them d + 1": weighted(x, d - 1),
        "the weights are roots of d + 1: that belongs to Ã": weighted(x, d**0.5),
        "the weights are 1/(d + 1): busy nodes count more, not less": weighted(x, 1 / d),
        "this is the limit of Ã^ℓ x: rows of P̃ sum to 1, so its limit is constant": projected(x, d**0.5),
        "this is the stationary distribution itself: multiply it with x": np.ones_like(x) * d / d.sum(),
    }
    compare(answer, edges, x, 1, mistakes)


def symmetric(answer, rng):
    """Ã^ℓ x on a connected graph: a multiple of √(d + 1), not of the constant."""
    edges, x, d = drawn(rng)
    mistakes = {
        "this is constant: the eigenvector of Ã for 1 is √(d + 1), so nodes end proportional to it, not "
        "equal": weighted(x, d**0),
        "this is the limit of the walk, constant: nodes end proportional to √(d + 1)": weighted(x, d),
        "these weights are right for a constant, but nodes end proportional to √(d + 1)": weighted(x, d**0.5),
        "the eigenvector is √(d + 1), not √d: Ã has self-loops": projected(x, (d - 1) ** 0.5),
        "the eigenvector is √(d + 1), not d + 1": projected(x, d),
        "the projector vvᵀ lacks its 1/‖v‖²": np.sqrt(d) * (np.sqrt(d) * x).sum(0),
        "the projector is divided by ‖v‖, not by ‖v‖²": projected(x, d**0.5) * np.sqrt(d.sum()),
        "this spreads the plain mean over √(d + 1): project, v(vᵀx)/‖v‖²": np.sqrt(d) * x.mean(0),
        "this spreads the mean with weights d + 1 over √(d + 1): project, v(vᵀx)/‖v‖²": np.sqrt(d)
        * (d * x).sum(0)
        / d.sum(),
        "the eigenvector is √(d + 1): it multiplies, it doesn't divide": (np.sqrt(d) * x).sum(0)
        / d.sum()
        / np.sqrt(d)
        * d.mean(),
    }
    compare(answer, edges, x, 2, mistakes)


def pieces(answer, rng):
    """Two components and a lonely node: each has its own limit."""
    sizes = int(rng.integers(5, 8)), int(rng.integers(4, 7))
    first, second = (drawn_edges(rng, size, 3) for size in sizes)
    n = sum(sizes) + 1
    edges = rng.permutation(n)[np.concatenate([first, second + sizes[0]], axis=1)]
    x = rng.normal(size=(n, 2)) + rng.uniform(1, 2, size=2)
    d = (adjacency_of(edges, n).sum(1) + 1)[:, None]
    globally = weighted(x, d**0), weighted(x, d), projected(x, d**0.5)
    one = "nothing flows between components: each has its own limit, and a lonely node keeps its features"
    for position, mine in enumerate(both(answer, edges, x)):
        want = limits(edges, x)[position]
        mistakes = {one: globally[position]}
        for k in range(n):  # right but for the lonely node
            if d[k] == 1:
                lost = want.copy()
                lost[k] = 0
                mistakes["a lonely node keeps its features: its self-loop is all it has"] = lost
        agree(mine, want, f"{NAMES[position]} on a graph of three components", mistakes)


def compare(answer, edges, x, position, mistakes):
    """Compare one of the three limits with the right one."""
    name = NAMES[position]
    agree(both(answer, edges, x)[position], limits(edges, x)[position], f"the limit {name}", mistakes)


def both(answer, edges, x):
    """Return the three limits of an answer."""
    three = parts(call(answer, edges, x), ", ".join(NAMES), 3)
    return [on_nodes(part, x.shape, f"the limit {name}") for part, name in zip(three, NAMES, strict=True)]


def weighted(x, weights):
    """The mean with these weights, at every node."""
    return np.ones_like(x) * (weights * x).sum(0) / weights.sum()


def projected(x, v):
    """The projection on one vector."""
    return v * (v * x).sum(0) / (v**2).sum()


def drawn(rng):
    """Edges of a connected graph, features whose mean is not zero, and the degrees with self-loops."""
    n = int(rng.integers(8, 11))
    edges = drawn_edges(rng, n, 5)
    d = (adjacency_of(edges, n).sum(1) + 1)[:, None]
    return edges, rng.normal(size=(n, 2)) + rng.uniform(1, 2, size=2), d


LIMITS = Exercise(
    number="5.2",
    title="Where the features go",
    minutes=13,
    reference=limits,
    hints=(
        "On one component each process forgets all of x but one number per channel. Which weighted sum of x "
        "does a step leave unchanged, and which vector does a step map to itself? `connected_components(a)[1]` "
        "numbers the components.",
        "In a component: e^(−tL) gives the mean. P̃ keeps Σ(d+1)x and maps constants to themselves: the mean "
        "with weights d + 1. Ã maps v = √(d+1) to itself: v(vᵀx)/(vᵀv). Do this for the nodes of each "
        "component: `nodes = component == c`.",
    ),
    checks=(
        Check("heat", 1, heat),
        Check("the random walk", 1, walk),
        Check("the propagation of a GCN", 1, symmetric),
        Check("several components", 2, pieces),
    ),
)
