"""Exercise 1.4: the heat kernel in any dimension, with all its factors."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, shaped
from pdecourse.exercises.record import Check, Exercise


def heat_kernel(distance: np.ndarray, t: float, alpha: float, dimension: int) -> np.ndarray:
    """Return the temperature a time t after a unit of heat was released at distance 0."""
    spread = 4 * alpha * t
    return (np.pi * spread) ** (-dimension / 2) * np.exp(-(distance**2) / spread)


def profile(answer, rng):
    """The shape of the bell, whatever its height."""
    t, alpha = drawn(rng)
    distance, dimension = np.r_[0.0, rng.uniform(0.2, 2.0, 7)], int(rng.integers(1, 4))
    got = shaped(call(answer, distance, t, alpha, dimension), distance.shape, "the temperature")
    if not got[0] > 0:
        raise Wrong("the temperature at distance 0 is not positive", f"got {got[0]:.4g}")
    power = -np.square(distance)
    mistakes = {
        "the distance in the exponent is not squared": np.exp(-distance / (4 * alpha * t)),
        "the exponent has |x|²/(4αt), not |x|²/(2αt)": np.exp(power / (2 * alpha * t)),
        "the exponent has |x|²/(4αt): the 4 is missing": np.exp(power / (alpha * t)),
        "the exponent has |x|²/(4αt): α and t divide, all of 4αt needs brackets": np.exp(
            power / 4 * alpha * t
        ),
        "the exponent has |x|²/(4αt): α is missing": np.exp(power / (4 * t)),
        "the exponent has |x|²/(4αt): t is missing": np.exp(power / (4 * alpha)),
        "the exponent has |x|²/(4αt), not (4αt)²": np.exp(power / (4 * alpha * t) ** 2),
        "the sign of the exponent is wrong: heat is densest where it was released": np.exp(
            -power / (4 * alpha * t)
        ),
    }
    agree(got / got[0], np.exp(power / (4 * alpha * t)), "the profile K(x)/K(0)", mistakes)


def line(answer, rng):
    """On a line the height is 1/√(4παt)."""
    height(answer, rng, 1, {})


def plane_and_space(answer, rng):
    """In the plane and in space the unit of heat is spread thinner."""
    for dimension in (2, 3):
        t, alpha = drawn(rng)
        on_a_line = (4 * np.pi * alpha * t) ** -0.5
        mistakes = {
            "this is the factor of one dimension, whatever d is: the power is −d/2": on_a_line,
            "the factor is multiplied by d; it belongs in the power, −d/2": on_a_line * dimension,
            "the factor is divided by d; it belongs in the power, −d/2": on_a_line / dimension,
        }
        height(answer, rng, dimension, mistakes, t, alpha)


def height(answer, rng, dimension, mistakes, t=None, alpha=None):
    """Compare the temperature at distance 0, which fixes the total heat."""
    if t is None:
        t, alpha = drawn(rng)
    want = (4 * np.pi * alpha * t) ** (-dimension / 2)
    got = shaped(call(answer, np.array([0.0, 1.0]), t, alpha, dimension), (2,), "the temperature")[0]
    mistakes |= {
        "the factor in front is missing: the heat must sum to 1 at every time": 1.0,
        "the power of the factor is −d/2, not −d": want**2,
        "the power of the factor is −d/2, not d/2: the top gets lower": 1 / want,
        "the 4 is missing from 4παt in front": want * 2**dimension,
        "the factor has 4παt, not 2παt: the variance is 2αt": want * 2 ** (dimension / 2),
        "π is missing in front": want * np.pi ** (dimension / 2),
        "α is missing in front": want * alpha ** (dimension / 2),
        "t is missing in front": want * t ** (dimension / 2),
    }
    agree(got, want, f"the temperature at distance 0 in dimension {dimension}", mistakes)


def drawn(rng):
    """A time and a diffusivity, none of them near 1."""
    return float(rng.uniform(0.2, 0.5)), float(rng.uniform(1.3, 2.0))


HEAT_KERNEL = Exercise(
    number="1.4",
    title="The heat kernel",
    minutes=7,
    reference=heat_kernel,
    hints=(
        "The bell is a Gaussian. What is its variance along one axis a time t after the release? And what "
        "must its integral be, in one dimension and in d?",
        "The variance along each axis is 2αt, so the exponent is −|x|²/(4αt). The integral of that over "
        "one axis is √(4παt), over d axes its d-th power: divide by `(4 * np.pi * alpha * t) ** "
        "(dimension / 2)`.",
    ),
    checks=(
        Check("the profile", 1, profile),
        Check("a unit of heat on a line", 1, line),
        Check("a unit of heat in the plane and in space", 1, plane_and_space),
    ),
)
