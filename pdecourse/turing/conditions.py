r"""The algebra of Turing's instability for two species: signs, thresholds, the critical ratio. Chapter 3."""

import math

import numpy as np
from jaxtyping import Float

from pdecourse.turing.dispersion import ROUNDING

Matrix = Float[np.ndarray, "2 2"]
Pair = Float[np.ndarray, "2"]


def margins(jacobian: Matrix, diffusion: Pair) -> dict[str, float]:
    r"""Return by how much each of the four conditions holds (positive) or fails (not positive).

    With f and g the rates of u and v,

    .. math:: f_u + g_v < 0, \qquad \det J > 0, \qquad
              D_v f_u + D_u g_v > 2\sqrt{D_u D_v \det J}, \qquad f_v g_u < 0,

    named trace, determinant, diffusion and feedback; the margin of a < b is b − a. Together they are
    necessary and sufficient. The third is NaN where det J < 0; the fourth follows from the others, and its
    two sign patterns are the two kinds of pattern former (Murray, Mathematical Biology II, 2003).
    """
    (f_u, f_v), (g_u, g_v) = jacobian
    d_u, d_v = diffusion
    det = _without_rounding(f_u * g_v, -f_v * g_u)
    left = _without_rounding(d_v * f_u, d_u * g_v)
    threshold = 2 * math.sqrt(d_u * d_v * det) if det >= 0 else math.nan
    return {
        "trace": _without_rounding(-f_u, -g_v),
        "determinant": det,
        "diffusion": _without_rounding(left, -threshold),
        "feedback": float(-f_v * g_u),
    }


def activator(jacobian: Matrix) -> int | None:
    """Return the index of the one species that feeds itself, J_pp > 0 ≥ J_qq; None if both or neither do."""
    feeds_itself = np.diag(jacobian) > ROUNDING * np.abs(jacobian).max()
    return int(np.argmax(feeds_itself)) if feeds_itself.sum() == 1 else None


def sign_pattern(jacobian: Matrix) -> str | None:
    """Return "activator-inhibitor", "activator-substrate", or None if J has the signs of neither.

    An inhibitor is made by the activator and holds it back: profiles in phase. A substrate is used up by the
    activator and feeds it: profiles in opposite phase.
    """
    p = activator(jacobian)
    if p is None or jacobian[0, 1] * jacobian[1, 0] >= 0:
        return None
    return "activator-inhibitor" if jacobian[p, 1 - p] < 0 else "activator-substrate"


def critical_ratio(jacobian: Matrix) -> float | None:
    r"""Return the ratio of diffusion, other species q to activator p, above which a band grows.

    .. math:: d_c = \left(\frac{\sqrt{\det J} + \sqrt{-J_{pq} J_{qp}}}{J_{pp}}\right)^2

    This is the third condition solved for :math:`D_q / D_p`. None if no ratio makes a Turing instability: the
    state is not stable without diffusion, or nothing in it is an activator.
    """
    margin = margins(jacobian, np.ones(2))
    if sign_pattern(jacobian) is None or margin["trace"] <= 0 or margin["determinant"] <= 0:
        return None
    p = activator(jacobian)
    return float(((math.sqrt(margin["determinant"]) + math.sqrt(margin["feedback"])) / jacobian[p, p]) ** 2)


def _without_rounding(a: float, b: float) -> float:
    """Return a + b, or 0 where they cancel to rounding error."""
    return 0.0 if abs(a + b) <= ROUNDING * max(abs(a), abs(b)) else float(a + b)
