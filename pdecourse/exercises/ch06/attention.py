"""Exercise 6.1: the attention matrix of GRAND, rows of which are means over neighbours."""

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges, on_nodes
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def attention(edges: np.ndarray, x: np.ndarray, key: np.ndarray, query: np.ndarray) -> np.ndarray:
    """Return the matrix whose row i is the softmax of ⟨K x_i, Q x_j⟩/√d over i and its neighbours j."""
    i, j = edges
    joined = np.eye(len(x), dtype=bool)
    joined[i, j] = joined[j, i] = True
    scores = (x @ key) @ (x @ query).T / np.sqrt(key.shape[1])
    scores = np.where(joined, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))  # the largest becomes 1: no overflow
    return weights / weights.sum(axis=1, keepdims=True)


def indifferent(answer, rng):
    """With a key of zeros all neighbours are alike: the random walk with self-loops."""
    edges, x, key, query = drawn(rng)
    a = adjacency_of(edges, len(x))
    loops = a + np.eye(len(x))
    mistakes = {
        "a node attends to itself too": a / a.sum(1, keepdims=True),
        "columns sum to 1, not rows: a row is one node's attention": loops / loops.sum(0),
        "everybody attends to everybody: pairs without an edge must get weight 0": np.full(
            a.shape, 1 / len(a)
        ),
        "rows don't sum to 1": loops,
        "all entries together sum to 1: each row must": loops / loops.sum(),
    }
    compare(answer, edges, x, 0 * key, query, mistakes, "attention without preferences")


def scores(answer, rng):
    """Any key and query."""
    edges, x, key, query = drawn(rng)
    n, d = len(x), key.shape[1]
    plain = (x @ key) @ (x @ query).T
    joined = (adjacency_of(edges, n) + np.eye(n)) > 0

    def soft(s, mask=joined, axis=1):
        weights = np.where(mask, np.exp(s - np.where(mask, s, -np.inf).max()), 0.0)
        return weights / weights.sum(axis=axis, keepdims=True)

    scaled = plain / np.sqrt(d)
    masked_later = np.exp(scaled) / np.exp(scaled).sum(1, keepdims=True) * joined
    mistakes = {
        "the scores are not divided by √d": soft(plain),
        "the scores are divided by d, not by √d": soft(plain / d),
        "the scores are divided by the root of the number of features: d is the width of key and query": soft(
            plain / np.sqrt(x.shape[1])
        ),
        "key and query are exchanged: row i has the key of i": soft(scaled.T),
        "columns sum to 1, not rows: a row is one node's attention": soft(scaled, axis=0),
        "a node attends to itself too": soft(scaled, joined & ~np.eye(n, dtype=bool)),
        "everybody attends to everybody: only neighbours count, and the node itself": soft(
            scaled, np.ones((n, n), dtype=bool)
        ),
        "the neighbours are chosen after the softmax, so rows don't sum to 1": masked_later,
        "pairs without an edge have score 0 and e^0 = 1: give them weight 0": soft(
            np.where(joined, scaled, 0.0), np.ones((n, n), dtype=bool)
        ),
        "the key is not used": soft(x @ query @ (x @ query).T / np.sqrt(d)),
        "the query is not used": soft(x @ key @ (x @ key).T / np.sqrt(d)),
        "the sign of the scores is wrong": soft(-scaled),
        "this is not the exponential: the scores themselves are normalised": np.where(joined, scaled, 0)
        / np.where(joined, scaled, 0).sum(1, keepdims=True),
    }
    compare(answer, edges, x, key, query, mistakes, "the attention matrix")


def large_scores(answer, rng):
    """All scores are large and alike: the exponential must not overflow, or underflow, and rows sum to 1."""
    for size in (4000.0, -4000.0):
        edges, x, key, query = drawn(rng)
        x[:, -1] = 1.0
        key, query = 0 * key, 0 * query
        key[-1, 0], query[-1, 0] = size, 1.0
        got = on_nodes(call(answer, edges, x, key, query), (len(x), len(x)), "the attention matrix")
        if not np.isfinite(got).all():
            raise Wrong(
                "large scores overflow in the exponential: subtract the largest score of the row first",
                f"{int((~np.isfinite(got)).sum())} entries are not finite",
            )
        agree(got, attention(edges, x, key, query), "the attention matrix with large scores")


def compare(answer, edges, x, key, query, mistakes, name):
    """Compare an attention matrix with the right one, and with what usual mistakes give."""
    want = attention(edges, x, key, query)
    got = on_nodes(call(answer, edges, x, key, query), want.shape, name)
    agree(got, want, name, mistakes)


def drawn(rng):
    """Edges, features, key and query; width and number of features differ."""
    n = int(rng.integers(8, 11))
    return drawn_edges(rng, n, 6), rng.normal(size=(n, 5)), rng.normal(size=(5, 3)), rng.normal(size=(5, 3))


ATTENTION = Exercise(
    number="6.1",
    title="Attention on edges",
    minutes=8,
    reference=attention,
    hints=(
        "All scores at once: one product of two matrices. Which pairs count? What score makes e^score zero? "
        "And what happens to a softmax if you take the same number off all scores of a row?",
        "`scores = (x @ key) @ (x @ query).T / np.sqrt(key.shape[1])`. Make a boolean matrix of edges, both "
        "directions, and of the diagonal; `np.where(joined, scores, -np.inf)`. Take the largest score of "
        "each row off (`keepdims=True`), then np.exp, then divide by the row sums.",
    ),
    checks=(
        Check("no preferences: a mean over neighbours", 1, indifferent),
        Check("scores by key and query", 2, scores),
        Check("large scores", 1, large_scores),
    ),
)
