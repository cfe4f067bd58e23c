"""Exercise 3.2: Turing's four conditions, the third with its number."""

import math

import numpy as np

from pdecourse.exercises.feedback import Wrong, call, described
from pdecourse.exercises.record import Check, Exercise


def turing_conditions(jacobian: np.ndarray, diffusion: np.ndarray) -> tuple[bool, bool, bool, bool]:
    """Return whether (trace, determinant, diffusion, feedback) hold at a uniform state."""
    (f_u, f_v), (g_u, g_v) = jacobian
    d_u, d_v = diffusion
    determinant = f_u * g_v - f_v * g_u
    threshold = 2 * np.sqrt(d_u * d_v * max(determinant, 0))
    return (
        f_u + g_v < 0,
        determinant > 0,
        determinant > 0 and d_v * f_u + d_u * g_v > threshold,
        f_v * g_u < 0,
    )


def well_mixed(answer, rng):
    """Trace and determinant: stable without diffusion."""
    matrices = [signed(rng, *signs) for signs in SIGNS for _ in range(3)]
    for size in rng.uniform(0.5, 2.0, 2):
        matrices += [np.array([[-1.0, size], [sign * 2 / size, -1.0]]) for sign in (1, -1)]
    cases = [(matrix, rng.uniform(0.5, 2.0, 2)) for matrix in matrices]
    judge(answer, cases, 0, "the trace", TRACE)
    judge(answer, cases, 1, "the determinant", DETERMINANT)


def quantitative(answer, rng):
    """The third condition, around its threshold and away from it."""
    cases = []
    for sign in (1, -1) * 4:
        jacobian = turing_jacobian(rng, sign)
        ratio, zero = critical(jacobian), -jacobian[1, 1] / jacobian[0, 0]
        for d in (0.02 * zero, 1.2 * zero, math.sqrt(zero * ratio), 0.95 * ratio, 1.05 * ratio, 4 * ratio):
            d_u = rng.choice([0.04, 1.0, 6.0]) * rng.uniform(0.8, 1.2)
            cases.append((jacobian, np.array([d_u, d * d_u])))
    mirrored = [(jacobian[::-1, ::-1].copy(), diffusion[::-1].copy()) for jacobian, diffusion in cases[:12]]
    judge(answer, cases + mirrored, 2, "the diffusion condition", THRESHOLD)  # mirrored: v is the activator


def saddle(answer, rng):
    """Where det J < 0 the third condition has no threshold, and does not hold."""
    cases = [(signed(rng, +1, -1), np.array([0.1, 5.0])) for _ in range(3)]
    always = {
        "where det J < 0 there is no threshold, and the third condition does not hold": lambda j, d: True
    }
    judge(answer, cases, 2, "the diffusion condition where det J < 0", always)


def feedback(answer, rng):
    """The off-diagonal signs: both patterns of opposite signs count."""
    cases = []
    for f_v, g_u in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        for f_u in (0.5, -0.7):
            size = rng.uniform(0.3, 2.0, 2)
            cases.append((np.array([[f_u, f_v * size[0]], [g_u * size[1], -1.0]]), np.array([1.0, 20.0])))
    judge(answer, cases, 3, "the feedback", FEEDBACK)


SIGNS = ((-1, 1), (1, 1), (-1, -1), (1, -1))  # of trace and determinant


def left(j, d):
    """D_v f_u + D_u g_v."""
    return d[1] * j[0, 0] + d[0] * j[1, 1]


def product(j, d):
    """D_u D_v det J."""
    return d[0] * d[1] * np.linalg.det(j)


# What usual mistakes would say, from the Jacobian j and the diffusion d.
TRACE = {
    "the trace must be negative, not positive": lambda j, d: j.trace() > 0,
    "the trace is f_u + g_v, the sum of the diagonal": lambda j, d: j[0, 1] + j[1, 0] < 0,
    "the diagonal entries need not both be negative: only their sum": lambda j, d: j.diagonal().max() < 0,
}
DETERMINANT = {
    "the determinant must be positive, not negative": lambda j, d: np.linalg.det(j) < 0,
    "the determinant is f_u g_v − f_v g_u: the second product is missing": lambda j, d: (
        j.diagonal().prod() > 0
    ),
    "the determinant is f_u g_v − f_v g_u, with a minus": lambda j, d: (
        j[0, 0] * j[1, 1] + j[0, 1] * j[1, 0] > 0
    ),
}
THRESHOLD = {
    "D_v > D_u is not enough: D_v f_u + D_u g_v must exceed 2√(D_u D_v det J)": lambda j, d: d[1] > d[0],
    "D_v f_u + D_u g_v > 0 is not enough: it must exceed 2√(D_u D_v det J)": lambda j, d: left(j, d) > 0,
    "D_u and D_v are exchanged: D_v goes with f_u, D_u with g_v": lambda j, d: (
        left(j, d[::-1]) > 2 * math.sqrt(product(j, d))
    ),
    "the factor 2 is missing from 2√(D_u D_v det J)": lambda j, d: left(j, d) > math.sqrt(product(j, d)),
    "the square root is missing from 2√(D_u D_v det J)": lambda j, d: left(j, d) > 2 * product(j, d),
    "D_u D_v is missing under the root of 2√(D_u D_v det J)": lambda j, d: (
        left(j, d) > 2 * math.sqrt(np.linalg.det(j))
    ),
    "squaring both sides loses the sign: D_v f_u + D_u g_v must be positive too": lambda j, d: (
        left(j, d) ** 2 > 4 * product(j, d)
    ),
    "the inequality is turned round: D_v f_u + D_u g_v must be the larger side": lambda j, d: (
        left(j, d) < 2 * math.sqrt(product(j, d))
    ),
}
FEEDBACK = {
    "f_v g_u must be negative, not positive": lambda j, d: j[0, 1] * j[1, 0] > 0,
    "f_u g_v is not the feedback: take the other two entries, f_v g_u": lambda j, d: j.diagonal().prod() < 0,
    "only f_v < 0 < g_u is accepted: f_v > 0 > g_u, a substrate, is the second pattern": lambda j, d: (
        j[0, 1] < 0 < j[1, 0]
    ),
    "only f_v > 0 > g_u is accepted: f_v < 0 < g_u, an inhibitor, is the second pattern": lambda j, d: (
        j[0, 1] > 0 > j[1, 0]
    ),
}


def signed(rng, trace, determinant):
    """A random matrix with f_u > 0 > g_v, and with these signs of its trace and determinant."""
    g_v = -rng.uniform(0.5, 1.5)
    f_u = -g_v * (1 + trace * rng.uniform(0.2, 0.6))
    f_v = rng.choice([-1.0, 1.0]) * rng.uniform(0.5, 2.0)
    g_u = (f_u * g_v - determinant * rng.uniform(0.3, 1.0)) / f_v
    return np.array([[f_u, f_v], [g_u, g_v]])


def turing_jacobian(rng, sign):
    """A stable matrix in which u feeds itself; sign of g_u."""
    f_u, g_v = rng.uniform(0.4, 0.8), -rng.uniform(1.0, 1.4)
    f_v = -sign * rng.uniform(0.5, 2.0)
    return np.array([[f_u, f_v], [(f_u * g_v - rng.uniform(0.3, 0.8)) / f_v, g_v]])


def critical(jacobian):
    """The ratio D_v/D_u at which the third condition begins to hold."""
    root = math.sqrt(np.linalg.det(jacobian)) + math.sqrt(-jacobian[0, 1] * jacobian[1, 0])
    return (root / jacobian[0, 0]) ** 2


def judge(answer, cases, position, name, mistakes):
    """Compare one verdict over many cases, and with the verdicts of usual mistakes."""
    got = [verdicts(call(answer, *case))[position] for case in cases]
    want = [bool(turing_conditions(*case)[position]) for case in cases]
    if got == want:
        return
    i = next(i for i, pair in enumerate(zip(got, want, strict=True)) if pair[0] != pair[1])
    jacobian, diffusion = (part.round(3).tolist() for part in cases[i])
    detail = f"got {got[i]}, wanted {want[i]} for J = {jacobian}, D = {diffusion}"
    for mistake, verdict in mistakes.items():
        if got == [bool(verdict(*case)) for case in cases]:
            raise Wrong(mistake, detail)
    right = sum(g == w for g, w in zip(got, want, strict=True))
    raise Wrong(f"{name} is judged wrongly in some cases", f"{right} of {len(want)} are right; {detail}")


def verdicts(got):
    """Return four bools, or say what came instead."""
    listed = isinstance(got, (tuple, list)) or (isinstance(got, np.ndarray) and got.ndim == 1)
    if not listed or len(got) != 4:
        raise Wrong(
            "four verdicts are wanted, `return trace, determinant, diffusion, feedback`",
            f"got {described(got)}",
        )
    if not all(isinstance(v, (bool, int, float, np.bool_, np.number)) and v in (0, 1) for v in got):
        raise Wrong("the verdicts are not True or False")
    return [bool(v) for v in got]


TURING_CONDITIONS = Exercise(
    number="3.2",
    title="Turing's four conditions",
    minutes=10,
    reference=turing_conditions,
    hints=(
        "Unpack the matrix into four letters and write each condition as one comparison. What becomes of "
        "the square root where det J is negative?",
        "`(f_u, f_v), (g_u, g_v) = jacobian`. Trace f_u + g_v < 0; determinant f_u g_v − f_v g_u > 0; "
        "diffusion D_v f_u + D_u g_v > 2√(D_u D_v det J), False where det J < 0; feedback f_v g_u < 0.",
    ),
    checks=(
        Check("trace and determinant", 1, well_mixed),
        Check("the third condition and its threshold", 1, quantitative),
        Check("no threshold where det J < 0", 1, saddle),
        Check("the feedback", 1, feedback),
    ),
)
