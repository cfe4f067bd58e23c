"""Exercise 8.6: a reaction that keeps two classes apart on a graph whose edges join them."""

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of, normalised_of, on_nodes
from pdecourse.exercises.feedback import Wrong, call
from pdecourse.exercises.record import Check, Exercise

STEP, ENOUGH = 0.2, 0.6  # of the layers; of the separation at the start


def reaction(x: np.ndarray, x0: np.ndarray) -> np.ndarray:
    """Return a pull back to the node's own features, stronger than diffusion, whose rates go up to 2."""
    return 4 * (x0 - x)


def every_node_alone(answer, rng):
    """A reaction at a node knows that node only."""
    n = int(rng.integers(8, 12))
    x, x0, order = rng.uniform(-1, 1, size=(n, 2)), rng.uniform(-1, 1, size=(n, 2)), rng.permutation(n)
    got = on_nodes(call(answer, x, x0), x.shape, "the reaction")
    again = on_nodes(call(answer, x, x0), x.shape, "the reaction")
    if not np.array_equal(got, again, equal_nan=True):
        raise Wrong("the reaction differs from call to call: leave random numbers out")
    other = on_nodes(call(answer, x[order], x0[order]), x.shape, "the reaction")
    alone = on_nodes(call(answer, x[:1], x0[:1]), (1, 2), "the reaction of a single node")
    message = "the reaction at a node depends on other nodes: no means, norms or sums over nodes"
    for mine, wanted in ((other, got[order]), (alone, got[:1])):
        if np.abs(mine - wanted).max() > 1e-9 * (1 + np.abs(wanted).max()):
            raise Wrong(message)


def bounded(answer, rng):
    """Features stay finite for as long as you like."""
    edges, x0, _ = drawn(rng)
    x = layers(answer, edges, np.clip(x0 + 0.5, -1, 1), 400)
    if not np.abs(x).max() < 10:
        raise Wrong(
            "features grow without bound: the reaction must draw back what is far from x₀, and not by more than "
            "an explicit step of 0.2 can take",
            f"largest feature after 400 layers: {np.abs(x).max():.3g}; at the start: 1",
        )


def kept(answer, rng):
    """The classes are as far apart after many layers as at the start, or nearly."""
    for depth in (64, 200):
        edges, x0, labels = drawn(rng)
        x = layers(answer, edges, x0, depth)
        if not np.isfinite(x).all():
            raise Wrong(
                "features grow without bound: is the reaction too strong for an explicit step of 0.2, or does "
                "it drive away from x₀?"
            )
        share = separation(x, labels) / separation(x0, labels)
        numbers = f"{share:.0%} of the separation is left after {depth} layers, {ENOUGH:.0%} is wanted"
        if share < 0.14:
            raise Wrong("diffusion wins: a wave between the classes decays at a rate of nearly 2", numbers)
        if share < ENOUGH:
            raise Wrong(
                "some of the separation is lost: the pull is too weak, or to the wrong place", numbers
            )


def layers(answer, edges, x0, depth):
    """Take explicit steps of diffusion and the learner's reaction."""
    smooth = normalised_of(adjacency_of(edges, len(x0)))
    x = x0
    for _ in range(depth):
        rate = on_nodes(call(answer, x, x0), x.shape, "the reaction")
        x = x + STEP * (smooth @ x - x + rate)
        if not np.abs(x).max() < 1e12:
            return np.full_like(x, np.inf)
    return x


def separation(x, labels):
    """Distance of the two class means, in units of the spread within a class."""
    one, two = x[labels > 0], x[labels < 0]
    spread = np.sqrt((one.var(axis=0).sum() + two.var(axis=0).sum()) / 2)
    return np.linalg.norm(one.mean(axis=0) - two.mean(axis=0)) / max(spread, 1e-12)


def drawn(rng):
    """Two classes of 40 nodes, nine edges of ten between them, and features that know a little."""
    n = 80
    labels = rng.permutation(np.repeat([-1, 1], n // 2))
    pairs = np.array(np.triu_indices(n, 1))
    same = labels[pairs[0]] == labels[pairs[1]]
    edges = pairs[:, rng.random(len(same)) < np.where(same, 0.02, 0.18)]
    lonely = np.setdiff1d(np.arange(n), edges)
    more = [rng.choice(np.flatnonzero(labels != labels[i])) for i in lonely]
    edges = np.concatenate([edges, np.array([lonely, more], dtype=edges.dtype)], axis=1)
    return edges, np.tanh(0.6 * labels[:, None] + 0.5 * rng.normal(size=(n, 2))), labels


REACTION = Exercise(
    number="8.6",
    title="A reaction against mixing",
    minutes=10,
    reference=reaction,
    hints=(
        "What does a node have that the layers can't take away? Let the reaction draw to it. With a pull r the wave "
        "of λ ends at a share of its start that depends on r and λ: at which one?",
        "r (x0 − x): the wave of λ ends at r/(r + λ) of its start, and λ is at most 2. The explicit step allows r + λ "
        "up to 2/0.2 = 10. So take r between 3 and 8.",
    ),
    checks=(
        Check("every node alone", 1, every_node_alone),
        Check("bounded for ever", 1, bounded),
        Check("the classes stay apart", 2, kept),
    ),
)
