"""Exercise 2.5, a derivation: the currents for which FitzHugh–Nagumo cannot rest."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, described, numbers
from pdecourse.exercises.record import Check, Exercise


def oscillating_currents(epsilon: float, beta: float, gamma: float) -> tuple[float, float]:
    """Return (low, high): the rest state of FitzHugh–Nagumo is unstable for currents between them."""
    v = np.array([-1, 1]) * np.sqrt(1 - epsilon * gamma)  # trace of the Jacobian: 1 − v² − εγ = 0
    w = (v + beta) / gamma
    low, high = w - v + v**3 / 3
    return low, high


def ordered(answer, rng):
    """Two currents, the smaller one first."""
    low, high = band(call(answer, *drawn(rng)))
    if not low < high:
        raise Wrong(
            "the smaller current comes first: return (low, high)"
            if high < low
            else "the band is empty: the two currents are equal",
            f"got ({low:.4g}, {high:.4g})",
        )


def width(answer, rng):
    """How wide the band is."""
    epsilon, beta, gamma = drawn(rng)
    low, high = band(call(answer, epsilon, beta, gamma))
    square = 1 - epsilon * gamma
    want = span(square**0.5, gamma)
    mistakes = {
        "the trace is not zero at v = ±1: the recovery adds −εγ to it": span(1.0, gamma),
        "the recovery adds −εγ to the trace, not −ε: differentiate ε(v + β − γw) by w": span(
            (1 - epsilon) ** 0.5, gamma
        ),
        "the recovery adds −εγ to the trace, not +εγ": span((1 + epsilon * gamma) ** 0.5, gamma),
        "the square root of v² = 1 − εγ is missing": span(square, gamma),
        "the derivative of v³/3 is v², not v²/3": span((3 * square) ** 0.5, gamma),
        "the derivative of v³/3 is v², not 3v²": span((square / 3) ** 0.5, gamma),
        "the cubic is v³/3, not v³": span(square**0.5, gamma, cubic=1.0),
        "at rest w = (v + β)/γ: γ divides": span(square**0.5, 1 / gamma),
        "half the width is returned: v has both signs": want / 2,
    }
    agree(abs(high - low), want, "the width high − low", mistakes)


def middle(answer, rng):
    """Where the band lies."""
    epsilon, beta, gamma = drawn(rng)
    low, high = band(call(answer, epsilon, beta, gamma))
    mistakes = {
        "at rest w = (v + β)/γ: β is divided by γ": beta,
        "at rest w = (v + β)/γ: β is divided by γ, not multiplied": beta * gamma,
        "at rest w = (v + β)/γ: the sign of β is wrong": -beta / gamma,
        "at rest w = (v + β)/γ: β is missing": 0.0,
    }
    agree((low + high) / 2, beta / gamma, "the middle (low + high)/2 of the band", mistakes)


def drawn(rng):
    """Parameters for which both edges are Hopf points: εγ² < 1."""
    return float(rng.uniform(0.05, 0.2)), float(rng.uniform(0.4, 0.9)), float(rng.uniform(0.8, 0.95))


def span(v, gamma, cubic=1 / 3):
    """The width of the band if its edges were at ±v."""
    return abs(2 * (v / gamma - v + cubic * v**3))


def band(got):
    """Return two finite currents, or say what came instead."""
    currents = numbers(got, "the band")
    if currents.shape != (2,):
        raise Wrong("two currents are wanted, `return low, high`", f"got {described(got)}")
    if not np.isfinite(currents).all():
        raise Wrong("the band is not finite: a square root of a negative number, or a division by zero?")
    return currents.tolist()


OSCILLATING_CURRENTS = Exercise(
    number="2.5",
    title="When FitzHugh–Nagumo cannot rest",
    minutes=12,
    reference=oscillating_currents,
    hints=(
        "Write the 2 × 2 matrix of derivatives of (v', w') by (v, w). A rest state loses its stability "
        "to an oscillation where the trace of this matrix changes sign. At which v is that?",
        "The trace is 1 − v² − εγ, so v = ±√(1 − εγ). At rest w = (v + β)/γ and I = w − v + v³/3: put "
        "both values of v in.",
    ),
    checks=(
        Check("two currents in order", 1, ordered),
        Check("the width of the band", 1, width),
        Check("the middle of the band", 1, middle),
    ),
)
