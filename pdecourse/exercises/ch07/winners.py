"""Exercise 7.6: which frequency wins, in the flow and with long steps."""

import numpy as np

from pdecourse.exercises.drawn_graphs import one_number, parts
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def winners(strengths: np.ndarray, rho: float, tau: float) -> tuple[float, float, float]:
    """Return the frequency, 0 or ρ, that wins the flow, its rate, and the one that wins with Euler steps τ."""
    smooth, sharp = strengths.max(), (-strengths * (rho - 1)).max()
    factors = [np.abs(1 + tau * (1 - lam) * strengths).max() for lam in (0.0, rho)]
    return rho * float(sharp > smooth), max(smooth, sharp), rho * float(factors[1] > factors[0])


def in_the_flow(answer, rng):
    """Both ends win in some of the cases; each case is asked for."""
    cases = [drawn(rng, kind) for kind in KINDS if kind != "flipping"]
    got, want = [], []
    for w, rho, tau in cases:
        got.append(ending(answer, w, rho, tau, 0))
        want.append(winners(w, rho, tau)[0])
    mistakes = {
        "ρ − 1 is missing: the roughest wave feels W only times 1 − ρ": [
            rho * (-w.min() > w.max()) for w, rho, _ in cases
        ],
        "the two frequencies are exchanged": [rho - x for x, (_, rho, _) in zip(want, cases)],
        "this compares λ₊ with |λ₋|ρ: the factor is ρ − 1": [
            rho * (-w.min() * rho > w.max()) for w, rho, _ in cases
        ],
        "this asks only whether W has a negative eigenvalue": [rho * (w.min() < 0) for w, rho, _ in cases],
        "this looks at the sum of the eigenvalues: the outermost two decide": [
            rho * (w.sum() < 0) for w, rho, _ in cases
        ],
        "this is always 0": [0.0 for _ in cases],
        "this is always ρ": [rho for _, rho, _ in cases],
        "this is 1 where ρ wins: return the frequency itself": [float(x > 0) for x in want],
    }
    agree(np.array(got), np.array(want), "the winner of the flow (one entry per case)", mistakes)


def speed(answer, rng):
    """The rate of the winner."""
    for kind in ("low", "high", "nearly", "repelling"):
        w, rho, tau = drawn(rng, kind)
        smooth, sharp = w.max(), -w.min() * (rho - 1)
        mistakes = {
            "this is the rate of the loser": min(smooth, sharp),
            "ρ − 1 is missing in the rate of the roughest wave": max(smooth, -w.min()),
            "this is the largest eigenvalue of W: the roughest wave may be faster": smooth,
            "this is |λ₋|(ρ − 1): the smoothest wave may be faster": sharp,
            "this is the factor of a step: the rate of the flow is wanted": 1 + tau * max(smooth, sharp),
            "this is the factor of the flow: its rate is wanted": np.exp(max(smooth, sharp)),
            "this is the rate of the energy, which is a square: half of it": 2 * max(smooth, sharp),
        }
        got = one_number(parts(call(answer, w, rho, tau), "flow, rate, layers", 3)[1], "the rate")
        agree(got, max(smooth, sharp), "the rate", mistakes)


def with_layers(answer, rng):
    """Long steps can turn the smoothest wave over and make it win."""
    cases = [drawn(rng, kind) for kind in KINDS]
    got, want = [], []
    for w, rho, tau in cases:
        got.append(ending(answer, w, rho, tau, 2))
        want.append(winners(w, rho, tau)[2])
    flow = [winners(w, rho, tau)[0] for w, rho, tau in cases]
    mistakes = {
        "this is the winner of the flow: with long steps the smoothest wave flips its sign and may win": flow,
        "the modulus is missing: 1 + τλ₋ may lie below −1": [
            rho * (1 - tau * w.min() * (rho - 1) > 1 + tau * w.max()) for w, rho, tau in cases
        ],
        "the two frequencies are exchanged": [rho - x for x, (_, rho, _) in zip(want, cases)],
        "the 1 is missing: these are layers without residual, where 0 always wins": [0.0 for _ in cases],
        "this calls ρ the loser as soon as |λ₋| > 2/τ: the border is 2/(τ(2 − ρ))": [
            x * (-w.min() < 2 / tau) for x, (w, rho, tau) in zip(flow, cases)
        ],
        "this is 1 where ρ wins: return the frequency itself": [float(x > 0) for x in want],
    }
    agree(np.array(got), np.array(want), "the winner with layers (one entry per case)", mistakes)


def ending(answer, w, rho, tau, position):
    """Return one of the two frequencies of an answer."""
    got = parts(call(answer, w, rho, tau), "flow, rate, layers", 3)[position]
    number = one_number(got, "a frequency")
    if np.isinf(number):
        raise Wrong("a frequency is infinite: return 0 or ρ")
    return number


KINDS = (
    "mild",
    "low",
    "nearly",
    "high",
    "attracting",
    "repelling",
    "flipping",
    "long",
    "low",
    "high",
    "nearly",
)


def drawn(rng, kind):
    """Eigenvalues of W, the largest frequency, and a step, with nothing near a border."""
    rho = float(rng.uniform(1.3, 1.8))
    low = rng.uniform(1.0, 2.0)  # |λ₋|
    tau = float(rng.uniform(0.1, 0.4))
    high = {
        "low": low * rng.uniform(1.3, 2.0),
        "nearly": low * (rho - 1 + rng.uniform(0.3, 0.7) * (2 - rho)),
        "attracting": 2.0,
        "mild": 3.0,
        "repelling": -0.3 * low,
    }.get(kind, low * (rho - 1) * rng.uniform(0.2, 0.7))
    if kind == "attracting":
        low = -0.4
    if kind == "flipping":
        tau = float(2 / (low * (2 - rho)) * rng.uniform(1.3, 2.0))
    if kind == "long":
        tau = float(2 / low * (1 + rng.uniform(0.3, 0.6) * (1 / (2 - rho) - 1)))
    if kind in ("low", "nearly"):  # the sum of the eigenvalues says the opposite
        inside = -low * rng.uniform(0.8, 0.95, size=2)
    elif kind == "mild":
        inside = high * rng.uniform(0.2, 0.9, size=2)
    else:
        inside = rng.uniform(min(high, -low), max(high, -low), size=2)
    return rng.permutation(np.array([high, -low, *inside])), rho, tau


WINNERS = Exercise(
    number="7.6",
    title="Who wins",
    minutes=10,
    reference=winners,
    hints=(
        "Only λ = 0 and λ = ρ can win. For each of the two take the largest rate over all strengths: which "
        "strength makes the smoothest wave fast, which one the roughest? With layers look at moduli of factors.",
        "Flow: compare strengths.max() with (−strengths (ρ − 1)).max(); the larger one is the rate. Layers: compare "
        "np.abs(1 + τ strengths).max() with np.abs(1 + τ(1 − ρ) strengths).max(). Return 0.0 or rho.",
    ),
    checks=(
        Check("who wins the flow", 1, in_the_flow),
        Check("how fast", 1, speed),
        Check("who wins with layers", 2, with_layers),
    ),
)
