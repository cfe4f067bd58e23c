"""Exercise 4.1: the three Laplacians of an edge list."""

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges, on_nodes, parts
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise

NAMES = ("L", "L_sym", "L_rw")


def laplacians(edges: np.ndarray, num_nodes: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return L, L_sym and L_rw of the graph with these edges; rows of nodes without neighbours are zero."""
    i, j = edges
    a = np.zeros((num_nodes, num_nodes))
    a[i, j] = a[j, i] = 1.0
    degree = a.sum(axis=1)
    laplacian = np.diag(degree) - a
    inverse = np.divide(1.0, degree, out=np.zeros(num_nodes), where=degree > 0)
    root = np.sqrt(inverse)
    return laplacian, root[:, None] * laplacian * root, inverse[:, None] * laplacian


def combinatorial(answer, rng):
    """D − A."""
    edges, n, got = matrix(answer, rng, 0)
    a = adjacency_of(edges, n)
    degree, one_way = np.diag(a.sum(1)), np.zeros((n, n))
    one_way[edges[0], edges[1]] = 1.0
    mistakes = {
        "this is A − D: the graph Laplacian is D − A, positive semi-definite": a - degree,
        "this is D + A: the neighbours come with a minus": degree + a,
        "this is the adjacency matrix A": a,
        "the degrees are missing from the diagonal": -a,
        "this is the diagonal of degrees: the neighbours are missing": degree,
        "each edge is entered in one direction only: A must be symmetric": np.diag(one_way.sum(1)) - one_way,
        "A holds each edge in one direction only": degree - one_way,
    }
    agree(got, degree - a, "L", mistakes)


def symmetric(answer, rng):
    """D^{-1/2} L D^{-1/2}."""
    edges, n, got = matrix(answer, rng, 1)
    a = adjacency_of(edges, n)
    d = a.sum(1)
    root, laplacian = d**-0.5, np.diag(d) - a
    mistakes = {
        "this is L: it is not normalised": laplacian,
        "this is L_rw: L_sym has a root of the degree on either side": laplacian / d[:, None],
        "the root is missing: D^(-1/2) on either side": laplacian / d[:, None] / d,
        "this multiplies by √d: divide": laplacian / root[:, None] / root,
        "this is the normalised adjacency: L_sym = I − D^(-1/2) A D^(-1/2)": root[:, None] * a * root,
        "the sign is wrong: L_sym = I − D^(-1/2) A D^(-1/2)": np.eye(n) + root[:, None] * a * root,
        "D^(-1/2) stands on the left only": root[:, None] * laplacian,
        "D^(-1/2) stands on the right only": laplacian * root,
        "the matrices are multiplied entry by entry: use @, or broadcast the two roots": np.diag(root) ** 2
        * laplacian,
    }
    agree(got, root[:, None] * laplacian * root, "L_sym", mistakes)


def random_walk(answer, rng):
    """D^{-1} L: rows sum to zero."""
    edges, n, got = matrix(answer, rng, 2)
    a = adjacency_of(edges, n)
    d = a.sum(1)
    root, laplacian = d**-0.5, np.diag(d) - a
    mistakes = {
        "this is L: it is not normalised": laplacian,
        "the columns are divided, not the rows: D⁻¹ stands on the left": laplacian / d,
        "this is L_sym": root[:, None] * laplacian * root,
        "this is the walk D⁻¹A itself: L_rw = I − D⁻¹A": a / d[:, None],
        "the sign is wrong: L_rw = I − D⁻¹A": np.eye(n) + a / d[:, None],
        "this multiplies by the degree: divide": laplacian * d[:, None],
    }
    agree(got, laplacian / d[:, None], "L_rw", mistakes)


def alone(answer, rng):
    """A node without neighbours: zero rows, no division by zero."""
    n = int(rng.integers(6, 9))
    edges = drawn_edges(rng, n, 4)
    lonely = int(rng.integers(n + 1))
    edges = edges + (edges >= lonely)  # the number `lonely` stays free
    got = matrices(answer, edges, n + 1)
    want = laplacians(edges, n + 1)
    free = np.zeros((n + 1, n + 1))
    free[lonely, lonely] = 1.0
    for name, mine, right in zip(NAMES, got, want, strict=True):
        if not np.isfinite(mine).all():
            raise Wrong(
                f"a node without neighbours has degree 0, and {name} divides by it: its row must be zero",
                f"node {lonely} of {n + 1}",
            )
        one = "a node without neighbours gets a 1 on the diagonal: no heat leaves it, so its row is zero"
        agree(mine, right, f"{name} with a node without neighbours", {one: right + free})


def matrix(answer, rng, position):
    """Return edges, number of nodes and one of the three matrices, on a graph without lonely nodes."""
    n = int(rng.integers(7, 10))
    edges = drawn_edges(rng, n, 5)
    return edges, n, matrices(answer, edges, n)[position]


def matrices(answer, edges, n):
    """Return the three matrices of an answer."""
    three = parts(call(answer, edges, n), ", ".join(NAMES), 3)
    return [on_nodes(m, (n, n), name) for m, name in zip(three, NAMES, strict=True)]


LAPLACIANS = Exercise(
    number="4.1",
    title="Three Laplacians",
    minutes=10,
    reference=laplacians,
    hints=(
        "Fill A first; each edge is listed once, and A has it twice. The degrees are the row sums of A. "
        "What does dividing by the degree of a lonely node give?",
        "`a[i, j] = a[j, i] = 1.0` with `i, j = edges`. L = D − A. With `inverse` = 1/d, and 0 where d = "
        "0, and `root = np.sqrt(inverse)`: L_sym is `root[:, None] * L * root`, and L_rw is "
        "`inverse[:, None] * L`.",
    ),
    checks=(
        Check("the combinatorial Laplacian", 1, combinatorial),
        Check("the symmetric one", 1, symmetric),
        Check("the random-walk one", 1, random_walk),
        Check("a node without neighbours", 1, alone),
    ),
)
