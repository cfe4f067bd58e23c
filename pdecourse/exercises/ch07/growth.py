"""Exercise 7.5, a derivation: the factor of each wave in each channel, for a flow and for two kinds of layer."""

import numpy as np

from pdecourse.exercises.drawn_graphs import parts
from pdecourse.exercises.feedback import Wrong, agree, call, numbers
from pdecourse.exercises.record import Check, Exercise


def growth(
    frequencies: np.ndarray, strengths: np.ndarray, omega: float, tau: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the factors (n, c) of the flow in time τ, of an Euler step, and of the step without its residual."""
    rate = np.outer(1 - frequencies, strengths) - omega
    return np.exp(tau * rate), 1 + tau * rate, tau * rate


def flow(answer, rng):
    """e to the rate times the time."""
    compare(answer, rng, 0, "the factor of the flow", np.exp)


def residual(answer, rng):
    """A layer that adds to what is there."""
    compare(answer, rng, 1, "the factor of a layer with residual", lambda z: 1 + z)


def bare(answer, rng):
    """A layer that replaces what is there."""
    compare(answer, rng, 2, "the factor of a layer without residual", lambda z: z)


def compare(answer, rng, position, name, factor):
    """Compare one of the three factors with the right one, and with what usual mistakes give."""
    n, c = int(rng.integers(5, 8)), int(rng.integers(2, 5))
    lam = np.sort(np.append(rng.uniform(0.2, 1.8, size=n - 1), 0.0))
    w = np.append(rng.uniform(-2, 2, size=c - 1), -rng.uniform(1.6, 2.0))  # one wave turns over
    omega, tau = float(rng.uniform(0.2, 0.9)), float(rng.uniform(0.7, 1.1))
    one = np.outer(1 - lam, w)
    mistakes = {
        "this is heat, −λw: W multiplies Ā = I − Δ, not −Δ": factor(tau * (-np.outer(lam, w) - omega)),
        "the sign of W is wrong: a wave feels W times 1 − λ": factor(tau * (-one - omega)),
        "λ multiplies w: the eigenvalue of Ā is 1 − λ": factor(tau * (np.outer(lam, w) - omega)),
        "this is 1 − λw: Ā has the eigenvalue 1 − λ, and W multiplies that": factor(
            tau * (1 - np.outer(lam, w) - omega)
        ),
        "Ω is missing": factor(tau * one),
        "Ω has the wrong sign: it draws to zero": factor(tau * (one + omega)),
        "Ω stands at the node itself: Ā does not multiply it": factor(tau * np.outer(1 - lam, w - omega)),
        "τ is missing": factor(one - omega),
        "these are rates, τ times (1 − λ)w − ω is wanted": one - omega,
        "this is the layer with residual": 1 + tau * (one - omega),
        "this is the layer without residual": tau * (one - omega),
        "this is the factor of the flow": np.exp(tau * (one - omega)),
        "the modulus is taken: the sign tells whether a wave flips, keep it": np.abs(
            factor(tau * (one - omega))
        ),
        "the residual forgets Ω: the layer is x + τ times the whole right-hand side": 1 + tau * one,
        "the implicit step is another layer": 1 / (1 - tau * (one - omega)),
    }
    got = numbers(parts(call(answer, lam, w, omega, tau), "flow, layer, bare", 3)[position], name)
    sizes = f"got shape {got.shape}, wanted {(n, c)}"
    if got.shape == (c, n) and n != c:
        raise Wrong(f"{name} is transposed: one row per frequency, one column per strength", sizes)
    if got.shape != (n, c):
        raise Wrong(
            f"{name} has the wrong shape: every frequency with every strength, as np.outer does", sizes
        )
    other = {
        message: value
        for message, value in mistakes.items()
        if not np.allclose(value, factor(tau * (one - omega)))
    }
    agree(got, factor(tau * (one - omega)), name, other)


GROWTH = Exercise(
    number="7.5",
    title="Each wave in each channel",
    minutes=12,
    reference=growth,
    hints=(
        "Put X = c(t) φ uᵀ into the equation, with Δφ = λφ and Wu = wu. What are Āφ and uᵀW? Everything is a "
        "multiple of φuᵀ then, and an equation for the number c is left.",
        "c′ = ((1 − λ)w − ω)c. `rate = np.outer(1 - frequencies, strengths) - omega`. The flow multiplies by "
        "e^(τ rate), the layer x + τẋ by 1 + τ rate, the bare one, τẋ, by τ rate.",
    ),
    checks=(
        Check("the flow", 2, flow),
        Check("a layer with residual", 1, residual),
        Check("a layer without", 1, bare),
    ),
)
