"""Exercise 3.3, a derivation: the ratio of diffusion at which a line of a given length begins to pattern."""

import numpy as np

from pdecourse.exercises.ch03.turing_conditions import critical, turing_jacobian
from pdecourse.exercises.feedback import Wrong, agree, call, described, numbers
from pdecourse.exercises.record import Check, Exercise


def onset_on_a_line(jacobian: np.ndarray, length: float) -> tuple[float, int]:
    """Return (d, n): the smallest D_v/D_u at which a wave grows on a line, and its number of half-waves."""
    (f_u, f_v), (g_u, g_v) = jacobian
    n = np.arange(1, int(length * np.sqrt(f_u) / np.pi) + 1)  # the others have k² ≥ f_u and never grow
    square = (n * np.pi / length) ** 2
    d = (f_u * g_v - f_v * g_u - g_v * square) / (square * (f_u - square))  # det A(k²) = 0, solved for D_v
    return d.min(), n[d.argmin()]


def long_line(answer, rng):
    """On a very long line every wave fits: the chapter's critical ratio."""
    for sign in (1, -1):
        jacobian = turing_jacobian(rng, sign)
        got, want = box(call(answer, jacobian, 600.0))[0], critical(jacobian)
        if not abs(got / want - 1) < 1e-3:
            exact, mistakes = onset_on_a_line(jacobian, 600.0)[0], algebra(jacobian, 600.0)
            agree(got, exact, "d on a line of length 600, where it is close to the chapter's d_c,", mistakes)


def short_line(answer, rng):
    """On a short line the best wave may not fit."""
    for sign, waves in ((1, 1.4), (-1, 2.6), (1, 0.75)):
        jacobian = turing_jacobian(rng, sign)
        length = fitting(jacobian, waves + rng.uniform(-0.05, 0.05))
        got, want = box(call(answer, jacobian, length))[0], onset_on_a_line(jacobian, length)[0]
        mistakes = {
            "this is the ratio of an endless line: here only k = nπ/L fits": critical(jacobian),
            "closed ends fit half-waves, k = nπ/L: 2πn/L is for a ring": ratio(
                jacobian, length / 2, range(1, 9)
            ),
            "k = nπ/L: the π is missing": ratio(jacobian, length * np.pi, range(1, 40)),
            "this is the ratio for n = 1: take the smallest over all n": ratio(jacobian, length, [1]),
        }
        agree(got, want, f"d on a line of length {length:.4g}", mistakes | algebra(jacobian, length))


def half_waves(answer, rng):
    """How many half-waves the first pattern has; judged where the nearest k is not the best one too."""
    for sign in (1, -1, 1):
        jacobian = turing_jacobian(rng, sign)
        for length in (*uneven(jacobian), fitting(jacobian, rng.uniform(2.8, 3.2))):
            got, want = box(call(answer, jacobian, length))[1], onset_on_a_line(jacobian, length)[1]
            mistakes = {
                "n is not always 1: which wave needs the smallest d?": 1,
                "the n whose k is nearest to k_c need not have the smallest d: compare the ratios": nearest(
                    jacobian, length
                ),
                "n counts from 1: this is the index in an array": want - 1,
                "half-waves are counted, not whole ones": want / 2,
            }
            agree(got, want, f"n on a line of length {length:.4g}", mistakes)


def ratio(jacobian, length, counts):
    """The smallest ratio among these numbers of half-waves; infinite if none of them can grow."""
    f_u, g_v = np.diag(jacobian)
    square = (np.array(counts) * np.pi / length) ** 2
    square = square[square < f_u]
    return float(((np.linalg.det(jacobian) - g_v * square) / (square * (f_u - square))).min(initial=np.inf))


def algebra(jacobian, length):
    """What mistakes in solving det A = 0 for d give."""
    (f_u, _), (_, g_v) = jacobian
    determinant = np.linalg.det(jacobian)
    k = np.arange(1, int(length * np.sqrt(f_u) / np.pi) + 1) * np.pi / length
    square = k**2
    beyond = (np.arange(1, 60) * np.pi / length) ** 2
    return {
        "a ratio below 0 slips in: waves with k² > f_u never grow, leave them out": (
            (determinant - g_v * beyond) / (beyond * (f_u - beyond))
        ).min(),
        "D_u and D_v are exchanged: D_u = 1 and D_v = d": (
            (determinant - f_u * square) / (square * (g_v - square))
        ).min(),
        "the sign of g_v k² is wrong: det A = (f_u − k²)(g_v − dk²) − f_v g_u": (
            (determinant + g_v * square) / (square * (f_u - square))
        ).min(),
        "the term g_v k² is missing": (determinant / (square * (f_u - square))).min(),
        "f_u g_v stands in place of det J": ((f_u * g_v - g_v * square) / (square * (f_u - square))).min(),
        "the denominator is k²(f_u − k²): a factor k² is missing": (
            (determinant - g_v * square) / (f_u - square)
        ).min(),
        "the denominator is k²(f_u − k²): the k⁴ is missing": (
            (determinant - g_v * square) / (square * f_u)
        ).min(),
        "the wave has k², not k": ((determinant - g_v * k) / (k * (f_u - k)))[k < f_u].min(initial=np.inf),
        "this is D_u/D_v: return D_v/D_u": 1
        / ((determinant - g_v * square) / (square * (f_u - square))).min(),
    }


def neutral(jacobian):
    """The wavenumber at the onset on an endless line, for D_u = 1."""
    return (np.linalg.det(jacobian) / critical(jacobian)) ** 0.25


def fitting(jacobian, waves):
    """The length that holds so many half-waves of the endless line's first wave."""
    return float(waves * np.pi / neutral(jacobian))


def nearest(jacobian, length):
    """The n whose wavenumber is nearest to that of the endless line."""
    return max(1, round(neutral(jacobian) * length / np.pi))


def uneven(jacobian):
    """Up to two lengths at which the nearest wavenumber is not the one that grows first."""
    lengths = [fitting(jacobian, waves) for waves in np.linspace(1.3, 2.7, 141)]
    differ = [x for x in lengths if onset_on_a_line(jacobian, x)[1] != nearest(jacobian, x)]
    return differ[len(differ) // 4 :: max(1, len(differ) // 2)][:2]


def box(got):
    """Return a ratio and a count, or say what came instead."""
    two = numbers(got, "the onset")
    if two.shape != (2,):
        raise Wrong("two numbers are wanted, `return d, n`", f"got {described(got)}")
    if not np.isfinite(two).all():
        raise Wrong("the onset is not finite: a division by zero, or the smallest of no waves?")
    if two[1] != np.round(two[1]) and two[0] == np.round(two[0]):
        raise Wrong("the values are in the wrong order: return (d, n)", f"got ({two[0]:.4g}, {two[1]:.4g})")
    return two.tolist()


ONSET_ON_A_LINE = Exercise(
    number="3.3",
    title="The onset on a short line",
    minutes=15,
    reference=onset_on_a_line,
    hints=(
        "A wave is neutral where det A(k²) = 0. With D_u = 1 and D_v = d that equation is linear in d: "
        "solve it. Which wavenumbers fit between closed ends? And which of them can't grow at any d?",
        "(f_u − k²)(g_v − dk²) = f_v g_u gives d = (det J − g_v k²)/(k²(f_u − k²)). It is positive only "
        "for k² < f_u. Closed ends fit k = nπ/L: put all n with k² < f_u in and take the smallest d and "
        "its n.",
    ),
    checks=(
        Check("a long line gives the chapter's ratio", 1, long_line),
        Check("the ratio on short lines", 2, short_line),
        Check("the number of half-waves", 1, half_waves),
    ),
)
