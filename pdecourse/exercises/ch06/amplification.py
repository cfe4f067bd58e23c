"""Exercise 6.4, a derivation: by what factor two schemes multiply a mode in a step."""

import numpy as np

from pdecourse.exercises.drawn_graphs import on_nodes, parts
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def amplification(z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return |R| of Heun's method and of Adams–Bashforth of order 2 at real z: for AB2 the larger root."""
    heun = np.abs(1 + z + z**2 / 2)
    b = 1 + 1.5 * z
    root = np.sqrt(b**2 - 2 * z)  # of r² − (1 + 3z/2) r + z/2 = 0
    return heun, np.maximum(np.abs(b + root), np.abs(b - root)) / 2


def heun(answer, rng):
    """A polynomial in z."""
    z = np.sort(-rng.uniform(0.05, 2.8, size=7))
    mistakes = {
        "this is explicit Euler, 1 + z": np.abs(1 + z),
        "the ½ of z² is missing: the two slopes are averaged": np.abs(1 + z + z**2),
        "this is 1 + z/2 + z²/2: each of the slopes has weight ½, and both have a z": np.abs(
            1 + z / 2 + z**2 / 2
        ),
        "this is RK4": np.abs(1 + z + z**2 / 2 + z**3 / 6 + z**4 / 24),
        "this has a cubic term: Heun has two stages": np.abs(1 + z + z**2 / 2 + z**3 / 6),
        "this is Crank–Nicolson: Heun predicts the end by an Euler step, it doesn't solve for it": np.abs(
            (1 + z / 2) / (1 - z / 2)
        ),
        "this is e^z, the exact factor": np.exp(z),
        "the sign of z² is wrong": np.abs(1 + z - z**2 / 2),
        "z is negative already: for decay 1 + z, not 1 − z": np.abs(1 - z + z**2 / 2),
    }
    compare(answer, z, 0, "|R| of Heun's method", mistakes)


def short_steps(answer, rng):
    """AB2 for small steps: the root near e^z."""
    adams(answer, np.sort(-rng.uniform(0.02, 0.6, size=6)), "|R| of AB2 for short steps")


def long_steps(answer, rng):
    """AB2 for long steps: the other root, which is not near e^z, decides."""
    adams(answer, np.sort(-rng.uniform(0.75, 1.8, size=6)), "|R| of AB2 for long steps")


def adams(answer, z, name):
    """Compare the factor of AB2 with the right one, and with what usual mistakes give."""
    b = 1 + 1.5 * z
    root = np.sqrt(b**2 - 2 * z)
    plus, minus = np.abs(b + root) / 2, np.abs(b - root) / 2
    other = np.sqrt(b**2 + 2 * z + 0j)
    short = 1 + 0.5 * z
    mistakes = {
        "this is always the root with +: for long steps the other one is larger in modulus": plus,
        "this is always the root with −: for short steps the other one is larger in modulus": minus,
        "this is the smaller of the two roots: the larger one wins": np.minimum(plus, minus),
        "the two roots are added in modulus: the larger one wins": plus + minus,
        "this is explicit Euler, as if the old slope were the new one": np.abs(1 + z),
        "the old slope is forgotten: 1 + 3z/2": np.abs(b),
        "the old slope has the wrong sign: 3/2 of the new minus ½ of the old": np.maximum(
            np.abs(b + other), np.abs(b - other)
        )
        / 2,
        "the ½ of the formula of the roots is missing": 2 * np.maximum(plus, minus),
        "a 4 is missing under the root: b² − 4c with c = z/2": np.maximum(
            np.abs(b + np.sqrt(b**2 - z / 2)), np.abs(b - np.sqrt(b**2 - z / 2))
        )
        / 2,
        "the squares are returned: |R|, not |R|²": np.maximum(plus, minus) ** 2,
        "this is e^z, the exact factor": np.exp(z),
        "the weights 3/2 and ½ are exchanged": np.maximum(
            np.abs(short + np.sqrt(short**2 - 6 * z + 0j)), np.abs(short - np.sqrt(short**2 - 6 * z + 0j))
        )
        / 2,
        "this is Heun's method": np.abs(1 + z + z**2 / 2),
    }
    compare(answer, z, 1, name, mistakes)


def compare(answer, z, position, name, mistakes):
    """Compare one of the two factors with the right one."""
    got = np.asarray(parts(call(answer, z), "heun, adams_bashforth", 2)[position])
    want = amplification(z)[position]
    if got.dtype.kind == "c":
        raise Wrong("the factors are complex: return their modulus, np.abs")
    got = on_nodes(got, z.shape, name)
    if (got < 0).any() and np.allclose(np.abs(got), want, rtol=1e-9):
        raise Wrong("the factors have a sign: return their modulus, np.abs")
    agree(got, want, name, mistakes)


AMPLIFICATION = Exercise(
    number="6.4",
    title="The factor of a step",
    minutes=12,
    reference=amplification,
    hints=(
        "For one mode the slope is f = (μ − 1)x, so τf = zx. Heun: put the Euler step 1 + z into the second "
        "slope. AB2 needs two old values: which x_k = r^k solve it?",
        "Heun: 1 + z(1 + (1 + z))/2. AB2: r² = r + z(3r − 1)/2, so r = (b ± √(b² − 2z))/2 with b = 1 + 3z/2. "
        "Return the larger modulus of the two at every z.",
    ),
    checks=(
        Check("Heun's method", 1, heun),
        Check("Adams–Bashforth, short steps", 1, short_steps),
        Check("Adams–Bashforth, long steps", 2, long_steps),
    ),
)
