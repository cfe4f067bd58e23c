"""Exercise 2.3, a derivation: where the uniform states of Gray–Scott end if the autocatalysis has order n."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, described, numbers
from pdecourse.exercises.record import Check, Exercise


def saddle_node(F: float, n: int) -> tuple[float, float, float]:
    """Return (k, u, v): the largest k with a uniform state v > 0 under U + nV → (n + 1)V, and that state."""
    s = ((n - 1) ** (n - 1) * F ** (n - 1) / n**n) ** (
        1 / n
    )  # F + k, where the largest v^(n−1) (1 − sv/F) is s
    return s - F, 1 / n, (n - 1) * F / (n * s)


def chapter_case(answer, rng):
    """For n = 2 the formula is that of the chapter."""
    for F in rng.uniform(0.01, 0.06, 3):
        k = place(call(answer, float(F), 2))[0]
        mistakes = {
            "this is F + k: subtract F": np.sqrt(F) / 2,
            "the largest value of u(1 − u) is 1/4, not 1: half of √F": np.sqrt(F) - F,
            "dividing the second equation by v leaves uv, not uv²": saddle_node(F, 3)[0],
        }
        agree(k, np.sqrt(F) / 2 - F, "k for n = 2, which the chapter gives,", mistakes)


def larger_orders(answer, rng):
    """For n = 3, 4, 5 the saddle-node is somewhere else."""
    for n in (4, 5, 3):
        F = float(rng.uniform(0.01, 0.06))
        k, s = place(call(answer, F, n))[0], saddle_node(F, n)[0] + F
        mistakes = {
            "this is the k of n = 2, whatever n is": np.sqrt(F) / 2 - F,
            "this is F + k: subtract F": s,
            "dividing the second equation by v leaves uv^(n−1), not uv^n": saddle_node(F, n + 1)[0],
            "F + k comes out to the power n, so take the n-th root": s ** (n / (n - 1)) - F,
            "F + k comes out to the power n: a square root is right for n = 2 only": s ** (n / 2) - F,
        }
        agree(k, s - F, f"k for n = {n}", mistakes)


def substrate(answer, rng):
    """The substrate at the saddle-node."""
    for n in (3, 4, 5, 2):
        F = float(rng.uniform(0.01, 0.06))
        _, u, v = saddle_node(F, n)
        mistakes = {
            "u and v are swapped: return (k, u, v)": v,
            "this is 1 − u": 1 - u,
            "this is the u of n = 2, whatever n is": 0.5,
            "dividing the second equation by v leaves uv^(n−1), not uv^n": 1 / (n + 1),
        }
        agree(place(call(answer, F, n))[1], u, f"u at the saddle-node for n = {n}", mistakes)


def autocatalyst(answer, rng):
    """The autocatalyst at the saddle-node."""
    for n in (3, 4, 5, 2):
        F = float(rng.uniform(0.01, 0.06))
        k, u, v = saddle_node(F, n)
        mistakes = {
            "u and v are swapped: return (k, u, v)": u,
            "v is lost at rate F + k, not k": (1 - u) * F / k,
            "F(1 − u) = (F + k)v, so divide by F + k": (1 - u) * F,
            "u + v = 1 holds only if v is not lost, k = 0": 1 - u,
            "this is the v of n = 2, whatever n is": np.sqrt(F),
            "dividing the second equation by v leaves uv^(n−1), not uv^n": saddle_node(F, n + 1)[2],
        }
        agree(place(call(answer, F, n))[2], v, f"v at the saddle-node for n = {n}", mistakes)


def place(got):
    """Return k, u and v of an answer, or say what came instead."""
    three = numbers(got, "the saddle-node")
    if three.shape != (3,):
        raise Wrong("three numbers are wanted, `return k, u, v`", f"got {described(got)}")
    return three


SADDLE_NODE = Exercise(
    number="2.3",
    title="The saddle-node of any order",
    minutes=15,
    reference=saddle_node,
    hints=(
        "Follow the chapter's proof with vⁿ in place of v². Write s = F + k. Divide the second equation "
        "by v, get u from the sum of "
        "the two, and put it in: one equation for v is left. When does it just have a solution?",
        "v^(n−1) (1 − sv/F) = s. The left side is largest at v = (n − 1)F/(ns), where u = 1/n and the "
        "left side is v^(n−1)/n. At the "
        "saddle-node this largest value is s itself: sⁿ = ((n − 1)F/n)^(n−1)/n. Then k = s − F.",
    ),
    checks=(
        Check("n = 2 gives the chapter's formula", 1, chapter_case),
        Check("k for n = 3, 4, 5", 1, larger_orders),
        Check("u at the saddle-node", 1, substrate),
        Check("v at the saddle-node", 1, autocatalyst),
    ),
)
