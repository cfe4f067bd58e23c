"""Exercise 1.2, a derivation: how large a step may be, before a mode grows, or flips its sign."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, described, numbers
from pdecourse.exercises.record import Check, Exercise


def step_limits(theta: float, alpha: float, dx: float, dimension: int) -> tuple[float, float]:
    """Return (no_growth, no_flip): the largest steps at which no mode grows, and at which none flips sign."""
    fastest = 4 * dimension * alpha / dx**2  # λ_max: the checkerboard, which changes sign from cell to cell
    return 2 / ((1 - 2 * theta) * fastest), 1 / ((1 - theta) * fastest)


def explicit_growth(answer, rng):
    """Explicit Euler: 2/λ_max."""
    for dimension in (1, 3, 2):
        alpha, dx = drawn(rng)
        want = step_limits(0.0, alpha, dx, dimension)[0]
        mistakes = {
            "this is 1/λ_max: from there on signs flip, but growth needs a factor below −1": want / 2,
            "λ_max is 4dα/dx², not 2dα/dx²: the checkerboard's neighbours have the opposite sign": 2 * want,
            "the dimension is missing: each axis adds its own 4α/dx²": dimension * want,
            "the diffusivity alpha is missing": alpha * want,
            "the diffusivity alpha divides the limit: faster diffusion needs smaller steps": alpha**2 * want,
            "this has dx, not dx²": want / dx,
            "this is λ_max/2: the limit is its inverse": 1 / want,
        }
        agree(
            limits(answer, 0.0, alpha, dx, dimension)[0],
            want,
            f"no_growth for θ = 0, d = {dimension},",
            mistakes,
        )


def explicit_flip(answer, rng):
    """Explicit Euler: 1/λ_max, half of the other limit."""
    for dimension in (1, 3, 2):
        alpha, dx = drawn(rng)
        want = step_limits(0.0, alpha, dx, dimension)[1]
        mistakes = {
            "λ_max is 4dα/dx², not 2dα/dx²: the checkerboard's neighbours have the opposite sign": 2 * want,
            "the dimension is missing: each axis adds its own 4α/dx²": dimension * want,
            "the diffusivity alpha is missing": alpha * want,
        }
        no_growth, no_flip = limits(answer, 0.0, alpha, dx, dimension)
        if no_flip > no_growth:
            raise Wrong(
                "no_growth comes first and is the larger one: return (no_growth, no_flip)",
                f"got ({no_growth:.4g}, {no_flip:.4g})",
            )
        if abs(no_growth - no_flip) <= 1e-9 * no_growth:
            raise Wrong(
                "the two limits are equal: a mode flips sign when its factor is below 0, and grows when it "
                "is below −1",
                f"got ({no_growth:.4g}, {no_flip:.4g})",
            )
        agree(no_flip, want, f"no_flip for θ = 0, d = {dimension},", mistakes)


def implicit_growth(answer, rng):
    """The first limit grows like 1/(1 − 2θ); judged against the answer for θ = 0."""
    theta, alpha, dx, explicit = both(answer, rng)
    mistakes = {
        "the limit does not depend on θ: the implicit part damps": 1.0,
        "the factor is divided by 1 + θz: at the limit 1 − (1 − θ)z = −(1 + θz)": 1 / (1 - theta),
        "the factor at the limit is −1, which gives 1/(1 − 2θ), not 1 − 2θ": 1 - 2 * theta,
        "the factor at the limit is −1, which gives 1/(1 − 2θ), not 1 + 2θ": 1 + 2 * theta,
        "the factor at the limit is −1, which gives 1/(1 − 2θ), not 1/(1 − θ)²": 1 / (1 - theta) ** 2,
    }
    got = limits(answer, theta, alpha, dx, 2)[0] / explicit[0]
    agree(
        got, 1 / (1 - 2 * theta), f"no_growth at θ = {theta:.3g}, as a multiple of that at θ = 0,", mistakes
    )


def implicit_flip(answer, rng):
    """The second limit grows like 1/(1 − θ); judged against the answer for θ = 0."""
    theta, alpha, dx, explicit = both(answer, rng)
    mistakes = {
        "the limit does not depend on θ: only 1 − θ of the diffusion is explicit": 1.0,
        "no_flip is half of no_growth for θ = 0 only": 1 / (1 - 2 * theta),
        "the numerator 1 − (1 − θ)z is 0 at the limit: divide by 1 − θ": 1 - theta,
        "this is the limit for 1 − θ: θ is the weight of the new time": 1 / theta,
        "the numerator 1 − (1 − θ)z is 0 at the limit: the denominator 1 + θz has no say": 1 + theta,
    }
    got = limits(answer, theta, alpha, dx, 2)[1] / explicit[1]
    agree(got, 1 / (1 - theta), f"no_flip at θ = {theta:.3g}, as a multiple of that at θ = 0,", mistakes)


def drawn(rng):
    """A diffusivity and a spacing."""
    return float(rng.uniform(1.3, 2.0)), float(rng.uniform(0.2, 0.6))


def both(answer, rng):
    """A θ, a diffusivity, a spacing, and what the answer gives there for θ = 0 in two dimensions."""
    theta, (alpha, dx) = float(rng.uniform(0.1, 0.4)), drawn(rng)
    return theta, alpha, dx, limits(answer, 0.0, alpha, dx, 2)


def limits(answer, *given):
    """Return the two positive limits of an answer, or say what came instead."""
    got = call(answer, *given)
    pair = numbers(got, "the pair of limits")
    if pair.shape != (2,):
        raise Wrong("two steps are wanted, `return no_growth, no_flip`", f"got {described(got)}")
    if not (np.isfinite(pair).all() and (pair > 0).all()):
        raise Wrong(
            "a limit is not a positive number", f"got ({pair[0]:.4g}, {pair[1]:.4g}) at θ = {given[0]:.3g}"
        )
    return pair.tolist()


STEP_LIMITS = Exercise(
    number="1.2",
    title="How large a step?",
    minutes=15,
    reference=step_limits,
    hints=(
        "Put one mode in: the Laplacian multiplies it by −λ/α. By which factor does a step multiply it? "
        "Which factors mean growth, which a flip of the sign? Which mode is in danger first?",
        "With z = λ dt the factor is (1 − (1 − θ)z)/(1 + θz). It falls as z grows, so the largest λ "
        "decides: the checkerboard has λ = 4dα/dx². No flip: 1 − (1 − θ)z ≥ 0. No growth: the factor is "
        "at least −1, that is (1 − 2θ)z ≤ 2.",
    ),
    checks=(
        Check("explicit Euler: nothing grows", 1, explicit_growth),
        Check("explicit Euler: nothing flips sign", 1, explicit_flip),
        Check("nothing grows, θ > 0", 1, implicit_growth),
        Check("nothing flips sign, θ > 0", 1, implicit_flip),
    ),
)
