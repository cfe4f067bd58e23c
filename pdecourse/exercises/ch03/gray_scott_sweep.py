"""Exercise 3.4: sweep |q|² for Gray–Scott and look for a negative determinant."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, numbers, shaped
from pdecourse.exercises.record import Check, Exercise


def gray_scott_sweep(F: float, k: float, Du: float, Dv: float, squares: np.ndarray) -> np.ndarray:
    """Return det A(|q|²) at the uniform state with the larger v > 0; an empty array if there is none."""
    s = F + k
    if F < 4 * s**2:
        return np.array([])
    v = (F + np.sqrt(F**2 - 4 * s**2 * F)) / (2 * s)  # uv = s and F(1 − u) = sv
    f_u, f_v, g_u, g_v = -(v**2) - F, -2 * s, v**2, s
    return (f_u - Du * squares) * (g_v - Dv * squares) - f_v * g_u


def no_such_state(answer, rng):
    """Beyond the saddle-node there is nothing to linearise about, and an empty array says so."""
    squares = np.linspace(0.0, 1.0, 7)
    for F, k in ((0.037, 0.060), *((F, 1.05 * fold(F)) for F in rng.uniform(0.02, 0.06, 2).tolist())):
        got = numbers(call(answer, F, k, 0.16, 0.08, squares), "the sweep")
        if got.size:
            raise Wrong(
                "no uniform state with v > 0 exists beyond k = √F/2 − F: return an empty array, "
                "`np.array([])`",
                f"F = {F:.4g}, k = {k:.4g}: got {got.size} values"
                + " (not finite)" * (not np.isfinite(got).all()),
            )
    F = float(rng.uniform(0.02, 0.06))
    if not numbers(call(answer, F, 0.95 * fold(F), 0.16, 0.08, squares), "the sweep").size:
        raise Wrong(
            "an empty array comes back where the state does exist, k < √F/2 − F",
            f"F = {F:.4g}, k = {0.95 * fold(F):.4g}",
        )


def without_diffusion(answer, rng):
    """At |q|² = 0 this is det J, which knows the state and the Jacobian."""
    for _ in range(3):
        F, k = inside(rng)
        s, v = F + k, larger(F, k)
        other = F / v  # the two states have v v' = F
        want = s * (v**2 - F)
        mistakes = {
            "this is the state with the smaller v, a saddle: take the plus sign of the root": s
            * (other**2 - F),
            "this is the empty tank (1, 0): take the state with v > 0": F * s,
            "the loss −(F + k) is missing from ∂v'/∂v": (-(v**2) - F) * 2 * s + 2 * s * v**2,
            "v is lost at rate F + k, not k": (-(v**2) - F) * (2 * s - k) + 2 * s * v**2,
            "the feed −F is missing from ∂u'/∂u, or the 2 from ∂(uv²)/∂v = 2uv": s * v**2,
            "∂(uv²)/∂u = v² has the wrong sign in one of the rows": (-(v**2) - F) * s - 2 * s * v**2,
        }
        got = shaped(call(answer, F, k, 0.16, 0.08, np.array([0.0])), (1,), "the sweep")
        agree(got[0], want, "det A at |q|² = 0, which is det J,", mistakes)


def with_diffusion(answer, rng):
    """The whole sweep."""
    for slow in (
        (0.02, 0.06),
        (0.1, 0.14),
    ):  # with a dip below zero for some of the first, never for the second
        (F, k), squares = inside(rng), np.r_[0.0, rng.uniform(0.01, 1.0, 8)]
        Du, Dv = float(rng.uniform(0.15, 0.2)), float(rng.uniform(*slow))
        want = gray_scott_sweep(F, k, Du, Dv, squares)
        s, v = F + k, larger(F, k)
        f_u, f_v, g_u, g_v = -(v**2) - F, -2 * s, v**2, s

        def determinant(du, dv, squares=squares, entries=(f_u, f_v, g_u, g_v)):
            f_u, f_v, g_u, g_v = entries
            return (f_u - du * squares) * (g_v - dv * squares) - f_v * g_u

        mistakes = {
            "Du and Dv are exchanged: Du belongs to u, in the first row": determinant(Dv, Du),
            "diffusion is added: A = J − |q|² D damps short waves": determinant(-Du, -Dv),
            "the entries of squares are |q|² already: do not square them": determinant(Du, Dv, squares**2),
            "the entries of squares are |q|² already: no square root": determinant(Du, Dv, squares**0.5),
            "diffusion is missing: A = J − |q|² diag(Du, Dv)": determinant(0.0, 0.0),
            "the diffusion of v is missing": determinant(Du, 0.0),
            "the diffusion of u is missing": determinant(0.0, Dv),
            "this is the trace of A, not its determinant": f_u + g_v - (Du + Dv) * squares,
            "the term Du Dv |q|⁴ is missing": determinant(Du, Dv) - Du * Dv * squares**2,
            "|q|² D is taken off all four entries: only the diagonal diffuses": determinant(Du, Dv)
            + f_v * g_u
            - (f_v - Du * squares) * (g_u - Dv * squares),
            "this is the state with the smaller v, a saddle: take the plus sign of the root": determinant(
                Du, Dv, squares, (-((F / v) ** 2) - F, -2 * s, (F / v) ** 2, s)
            ),
        }
        got = shaped(call(answer, F, k, Du, Dv, squares), squares.shape, "the sweep")
        if not np.isclose(got[0], want[0], rtol=1e-6):
            mistakes["its first value, at |q|² = 0, is wrong already: see det J"] = got
        agree(got, want, "det A along the sweep", mistakes)


def fold(F):
    """The k of the saddle-node."""
    return F**0.5 / 2 - F


def larger(F, k):
    """The larger v of the two uniform states."""
    return (F + (F**2 - 4 * (F + k) ** 2 * F) ** 0.5) / (2 * (F + k))


def inside(rng):
    """F and k at which the state exists."""
    F = float(rng.uniform(0.02, 0.06))
    return F, float(rng.uniform(0.8, 0.95)) * fold(F)


GRAY_SCOTT_SWEEP = Exercise(
    number="3.4",
    title="Gray–Scott, swept",
    minutes=15,
    reference=gray_scott_sweep,
    hints=(
        "The state first. With v > 0 the second rate gives uv = F + k, and the sum of both rates gives "
        "F(1 − u) = (F + k)v. When does the quadratic equation for v have no real root?",
        "With s = F + k it is sv² − Fv + Fs = 0: no root for F < 4s². Take v = (F + √(F² − 4s²F))/(2s). "
        "There uv = s, so J = [[−v² − F, −2s], [v², s]]. Return (f_u − Du q²)(g_v − Dv q²) − f_v g_u for "
        "the whole array at once.",
    ),
    checks=(
        Check("no such state", 1, no_such_state),
        Check("det J, without diffusion", 1, without_diffusion),
        Check("the sweep", 2, with_diffusion),
    ),
)
