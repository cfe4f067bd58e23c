"""Exercise 4.5: cut a graph in two by the eigenvector of λ₂."""

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges, laplacian_of, one_number, parts
from pdecourse.exercises.feedback import Wrong, agree, call, described
from pdecourse.exercises.record import Check, Exercise


def fiedler_split(adjacency: np.ndarray) -> tuple[float, np.ndarray]:
    """Return λ₂ of L = D − A, and for every node the side, 0 or 1, on which its eigenvector puts it."""
    laplacian = np.diag(adjacency.sum(axis=1)) - adjacency
    eigenvalues, eigenvectors = np.linalg.eigh(laplacian)  # in increasing order
    return eigenvalues[1], (eigenvectors[:, 1] > 0).astype(int)


def connectivity(answer, rng):
    """λ₂, of a path and of any graph."""
    n = int(rng.integers(6, 10))
    for a in (np.eye(n, k=1) + np.eye(n, k=-1), adjacency_of(drawn_edges(rng, n, 6), n)):
        values = np.linalg.eigvalsh(laplacian_of(a))
        d = a.sum(1)
        walk = np.linalg.eigvalsh(laplacian_of(a) / np.sqrt(np.outer(d, d)))
        around = np.linalg.eigvalsh(a)
        mistakes = {
            "this is λ₁ = 0, the constant: take the next one": 0.0,
            "this is λ₃: indices count from 0": values[2],
            "this is the largest eigenvalue: take the second smallest": values[-1],
            "this is the second largest eigenvalue: take the second smallest": values[-2],
            "this is λ₂ of the normalised Laplacian: L = D − A here": walk[1],
            "this is an eigenvalue of A: take those of L = D − A": around[-2],
            "this is the second smallest eigenvalue of A: take those of L = D − A": around[1],
        }
        got = one_number(sides(answer, a)[0], "λ₂")
        if abs(got) < 1e-9:
            got = 0.0  # round-off of λ₁
        agree(got, values[1], "λ₂", mistakes)


def dumb_bell(answer, rng):
    """Two crowds of equal size with few links between them."""
    k = int(rng.integers(5, 8))
    a = two_crowds(rng, k, k, 1.0, 2)
    judge(answer, a, "two crowds of equal size")


def unequal(answer, rng):
    """Crowds of unequal size, not all of whose members know each other."""
    for _ in range(2):
        judge(answer, two_crowds(rng, 22, 9, 0.75, 3), "two crowds of unequal size")


def judge(answer, a, which):
    """Compare a cut with that of the Fiedler vector, whichever side is called 1."""
    n = len(a)
    vectors = np.linalg.eigh(laplacian_of(a))[1]
    fiedler = vectors[:, 1]
    side = np.asarray(sides(answer, a)[1])
    if side.shape != (n,):
        raise Wrong("one side for each node is wanted", f"got {described(side)}, {n} nodes")
    if side.dtype.kind not in "biuf":
        raise Wrong("the sides are not made of numbers: 0 or 1 for each node")
    kinds = np.unique(side)
    if len(kinds) == 1:
        raise Wrong(
            "all nodes are on one side: the first eigenvector is constant, take the next",
            f"all of {n} nodes are {kinds[0]}",
        )
    if len(kinds) > 2:
        raise Wrong(
            "the sides are not 0 and 1: take the sign of each entry", f"got {len(kinds)} different values"
        )
    mine, clear = side == kinds[1], np.abs(fiedler) > 1e-7
    if same(mine, fiedler > 0, clear):
        return
    differ = min((mine[clear] != right[clear]).sum() for right in (fiedler > 0, fiedler < 0))
    detail = f"{which}: {differ} of {n} nodes are on the wrong side"
    around = np.linalg.eigh(a)[1]
    cuts = {
        "the nodes are cut in halves, at the median: the sides may be unequal, cut at zero": fiedler
        > np.median(fiedler),
        "this is the cut of the eigenvector of λ_max: the smooth one has λ₂": vectors[:, -1] > 0,
        "this is the cut of λ₃: indices count from 0": vectors[:, 2] > 0,
        "a row of the matrix of eigenvectors is taken: eigenvectors are columns": vectors[1] > 0,
        "this is an eigenvector of A: take those of L = D − A": around[:, 1] > 0,
    }
    for mistake, cut in cuts.items():
        if same(mine, cut, clear):
            raise Wrong(mistake, detail)
    raise Wrong("the cut is not that of the signs of the Fiedler vector", detail)


def same(one, other, clear):
    """True if two cuts agree where the sign is clear; which side is called 1 does not matter."""
    return bool((one[clear] == other[clear]).all() or (one[clear] != other[clear]).all())


def sides(answer, a):
    """Return the two parts of an answer."""
    return parts(call(answer, a), "lambda_2, side", 2)


def two_crowds(rng, big, small, share, links):
    """Return the adjacency of two crowds, in shuffled order; ``share`` of the pairs in a crowd are joined."""
    n = big + small
    while True:
        a = np.zeros((n, n))
        for start, end in ((0, big), (big, n)):
            block = np.triu(rng.random((end - start, end - start)) < share, 1)
            a[start:end, start:end] = block
        a[rng.choice(big, links, replace=False), big + rng.choice(small, links, replace=False)] = 1.0
        a = a + a.T
        if np.linalg.eigvalsh(laplacian_of(a))[1] > 1e-6:
            order = rng.permutation(n)
            return np.ascontiguousarray(a[np.ix_(order, order)])


FIEDLER_SPLIT = Exercise(
    number="4.5",
    title="Cut a graph in two",
    minutes=10,
    reference=fiedler_split,
    hints=(
        "Which function on the nodes is smooth, orthogonal to the constant, and so must change its sign "
        "somewhere? In which order does `np.linalg.eigh` return eigenvalues, and are its eigenvectors "
        "rows or columns?",
        "Build L = D − A and call `values, vectors = np.linalg.eigh(L)`. λ₂ is `values[1]`; a node's side "
        "is the sign of its entry in the column `vectors[:, 1]`: `(vectors[:, 1] > 0).astype(int)`.",
    ),
    checks=(
        Check("the algebraic connectivity", 1, connectivity),
        Check("two crowds of equal size", 1, dumb_bell),
        Check("two crowds of unequal size", 2, unequal),
    ),
)
