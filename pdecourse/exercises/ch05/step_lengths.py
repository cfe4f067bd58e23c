"""Exercise 5.3, a derivation: how long the step of an explicit scheme may be, and which is the best."""

import numpy as np

from pdecourse.exercises.drawn_graphs import parts
from pdecourse.exercises.feedback import Wrong, agree, call, described, numbers
from pdecourse.exercises.record import Check, Exercise

NAMES = ("no_growth", "no_flip", "fastest", "factor")


def step_lengths(lambda_2: float, lambda_max: float) -> tuple[float, float, float, float]:
    """Return the largest steps without growth and without flips, the step that mixes fastest, and its factor."""
    fastest = 2 / (lambda_2 + lambda_max)  # there 1 − hλ₂ = −(1 − hλ_max)
    return 2 / lambda_max, 1 / lambda_max, fastest, 1 - fastest * lambda_2


def growth(answer, rng):
    """2/λ_max."""
    low, high = drawn(rng)
    mistakes = {
        "this is 1/λ_max: there modes begin to flip, but they grow only when 1 − hλ < −1": 1 / high,
        "this is 2/λ₂: the roughest mode grows first": 2 / low,
        "this is λ_max/2: the limit is its inverse": high / 2,
        "this is the step that mixes fastest": 2 / (low + high),
    }
    agree(values(answer, low, high)[0], 2 / high, "no_growth", mistakes)


def flip(answer, rng):
    """1/λ_max."""
    low, high = drawn(rng)
    got = values(answer, low, high)
    if np.allclose(got[:2], (1 / high, 2 / high), rtol=1e-6):
        raise Wrong(
            "no_growth comes first and is the larger one", f"got no_growth {got[0]:.4g}, no_flip {got[1]:.4g}"
        )
    mistakes = {
        "this is 2/λ_max, where growth begins: a mode flips as soon as 1 − hλ < 0": 2 / high,
        "this is 1/λ₂: the roughest mode flips first": 1 / low,
        "this is half of it: 1 − hλ changes its sign at hλ = 1": 1 / (2 * high),
    }
    agree(got[1], 1 / high, "no_flip", mistakes)


def best(answer, rng):
    """2/(λ₂ + λ_max): the two ends of the spectrum decay equally fast."""
    low, high = drawn(rng)
    mistakes = {
        "this is 1/λ_max: a longer step serves the slowest mode better, though rough modes flip": 1 / high,
        "this is 2/λ_max: the roughest mode doesn't decay there": 2 / high,
        "this is 1/(λ₂ + λ_max): 1 − hλ₂ and 1 − hλ_max are then not opposite": 1 / (low + high),
        "this is 2/(λ_max − λ₂): set 1 − hλ₂ = −(1 − hλ_max)": 2 / (high - low),
        "this is 1/√(λ₂λ_max): set 1 − hλ₂ = −(1 − hλ_max)": 1 / np.sqrt(low * high),
        "this is 1/λ₂: the roughest mode grows there": 1 / low,
        "this is (λ₂ + λ_max)/2: the step is its inverse": (low + high) / 2,
    }
    agree(values(answer, low, high)[2], 2 / (low + high), "fastest", mistakes)


def rate(answer, rng):
    """(λ_max − λ₂)/(λ_max + λ₂)."""
    low, high = drawn(rng)
    want = (high - low) / (high + low)
    mistakes = {
        "the factor is a modulus, so not negative: |1 − hλ| at either end of the spectrum": -want,
        "this is 1 − λ₂/λ_max, the factor of the step 1/λ_max": 1 - low / high,
        "this is λ₂/λ_max: the factor is (λ_max − λ₂)/(λ_max + λ₂)": low / high,
        "the factor is squared: that is how the energy shrinks, not the features": want**2,
        "this is by how much it shrinks: the factor is what is left, |1 − hλ|": 1 - want,
        "this is the inverse: a factor above 1 would be growth": 1 / want,
    }
    agree(values(answer, low, high)[3], want, "factor", mistakes)


def values(answer, low, high):
    """Return the four numbers of an answer."""
    four = parts(call(answer, low, high), ", ".join(NAMES), 4)
    four = [numbers(value, name) for value, name in zip(four, NAMES, strict=True)]
    for value, name in zip(four, NAMES, strict=True):
        if value.ndim:
            raise Wrong(f"{name} must be one number", f"got {described(value)}")
    return four


def drawn(rng):
    """A smallest eigenvalue that is not zero, and a largest one."""
    return float(rng.uniform(0.1, 0.5)), float(rng.uniform(1.2, 9.0))


STEP_LENGTHS = Exercise(
    number="5.3",
    title="How long may a step be?",
    minutes=15,
    reference=step_lengths,
    hints=(
        "A step multiplies the mode of λ by 1 − hλ. Growth, flip, decay: what do they say about this number? "
        "For the fastest step draw |1 − hλ₂| and |1 − hλ_max| as functions of h; the larger of the two counts.",
        "Growth begins at 1 − hλ_max = −1, flips at 1 − hλ_max = 0. The larger of |1 − hλ₂| and |1 − hλ_max| is "
        "smallest where they meet: 1 − hλ₂ = hλ_max − 1. Solve for h, and put it into 1 − hλ₂.",
    ),
    checks=(
        Check("no growth", 1, growth),
        Check("no flip", 1, flip),
        Check("the fastest step", 1, best),
        Check("the factor that is left", 1, rate),
    ),
)
