"""Exercise 8.3: where growth begins, for three ways to take the same step."""

import numpy as np

from pdecourse.exercises.drawn_graphs import one_number, parts
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def first_growth(eigenvalues: np.ndarray, kappa: float, r: float) -> tuple[float, float, float]:
    """Return where growth begins for the factors 1 − h(a + r), (1 − ha)(1 − hr), (1 − hr)/(1 + ha), a = κλ."""
    a = kappa * eigenvalues[eigenvalues > 1e-12]
    root = (a + r) ** 2 - 8 * a * r  # of h²ar − h(a + r) + 2 = 0, where the product is −1
    flips = (a + r - np.sqrt(np.maximum(root, 0))) / (2 * a * r)
    lie = np.where(root >= 0, flips, 1 / a + 1 / r).min()
    return 2 / (a.max() + r), min(lie, 2 / r), 2 / r


def additive(answer, rng):
    """The two rates add up."""
    for kind in ("slow", "fast"):
        eigenvalues, kappa, r = drawn(rng, kind)
        a = kappa * eigenvalues.max()
        mistakes = {
            "this is the border of diffusion alone: the reaction adds r to every rate": 2 / a,
            "this is the border of the reaction alone": 2 / r,
            "here the fastest wave begins to flip: growth begins at twice that": 1 / (a + r),
            "κ is missing": 2 / (eigenvalues.max() + r),
            "this looks at the slowest wave": 2 / (kappa * np.sort(eigenvalues)[1] + r),
            "the last eigenvalue isn't the largest: they come in any order": 2
            / (kappa * eigenvalues[-1] + r),
            "the reaction has the wrong sign: r (x₀ − x) draws back, so it adds to the rate": 2 / (a - r),
        }
        compare(answer, eigenvalues, kappa, r, 0, "the border of the additive step", mistakes)


def split(answer, rng):
    """A product of two factors."""
    for kind in ("near", "slow", "fast"):
        eigenvalues, kappa, r = drawn(rng, kind)
        a = kappa * eigenvalues[eigenvalues > 1e-12]
        root = (a + r) ** 2 - 8 * a * r
        with np.errstate(invalid="ignore"):
            flips = (a + r - np.sqrt(root)) / (2 * a * r)
        upper = (1 / a + 1 / r).min()
        found = flips[np.isfinite(flips)]
        mistakes = {
            "this is the border of the additive step": 2 / (a.max() + r),
            "each factor is kept below 1 alone: only their product must be": min(2 / a.max(), 2 / r),
            "this takes the wave λ = 0 alone": 2 / r,
            "this asks only that the product is not above 1; it may fall below −1 before": upper,
            "this looks at the largest eigenvalue alone: waves with κλ near r may hold longer or shorter": (
                flips[a.argmax()] if np.isfinite(flips[a.argmax()]) else 1 / a.max() + 1 / r
            ),
            "this is the largest of all bounds: take the smallest": np.where(
                root >= 0, flips, 1 / a + 1 / r
            ).max(),
            "this is the larger root: growth begins at the smaller one": min(
                ((a + r + np.sqrt(np.maximum(root, 0))) / (2 * a * r)).min(), 2 / r
            ),
        }
        if len(found):
            mistakes["waves whose product never reaches −1 are left out, and λ = 0 too"] = found.min()
        compare(answer, eigenvalues, kappa, r, 1, "the border of the Lie–Trotter step", mistakes)


def implicit(answer, rng):
    """Diffusion sets no limit any more."""
    for kind in ("slow", "fast"):
        eigenvalues, kappa, r = drawn(rng, kind)
        a = kappa * eigenvalues.max()
        mistakes = {
            "this is the border of the additive step": 2 / (a + r),
            "here the wave λ = 0 begins to flip: growth begins at twice that": 1 / r,
            "this looks at the fastest wave: λ = 0 has the larger factor": 2 / (r - a) if r > a else np.inf,
            "this is the border of diffusion alone, and diffusion is implicit": 2 / a,
        }
        compare(answer, eigenvalues, kappa, r, 2, "the border of the IMEX step", mistakes)


def compare(answer, eigenvalues, kappa, r, position, name, mistakes):
    """Compare one of the three borders with the right one, and with what usual mistakes give."""
    got = one_number(parts(call(answer, eigenvalues, kappa, r), "additive, lie, imex", 3)[position], name)
    if np.isinf(got):
        raise Wrong("there is a limit: for the wave λ = 0 every step has the factor 1 − hr")
    want = first_growth(eigenvalues, kappa, r)[position]
    others = {message: value for message, value in mistakes.items() if not np.isclose(value, want, rtol=1e-6)}
    agree(got, want, name, others)


def drawn(rng, kind):
    """Eigenvalues of a Laplacian and two rates; the reaction slower, faster, or as fast as the fastest wave."""
    eigenvalues = np.append(rng.uniform(0.3, 5.0, size=6), [0.0, 6.0])
    kappa = float(rng.uniform(0.5, 1.5))
    share = {"slow": rng.uniform(0.02, 0.1), "near": rng.uniform(0.5, 0.9), "fast": rng.uniform(8, 12)}[kind]
    return rng.permutation(eigenvalues), kappa, float(6.0 * kappa * share)


FIRST_GROWTH = Exercise(
    number="8.3",
    title="Where growth begins",
    minutes=12,
    reference=first_growth,
    hints=(
        "By what number does each of the three steps multiply the wave of λ? With a = κλ: a sum, a product, a "
        "fraction. For which h does its modulus reach 1 for the first time? Don't forget λ = 0.",
        "Additive: 1 − h(a + r), so 2/(a + r) with the largest a. IMEX: (1 − hr)/(1 + ha), worst at a = 0: 2/r. "
        "Lie–Trotter: (1 − ha)(1 − hr) is −1 at h = (a + r − √((a + r)² − 8ar))/(2ar) if the root is real; if not, "
        "it is 1 at h = 1/a + 1/r. Take the smallest over all λ > 0, and 2/r for λ = 0.",
    ),
    checks=(
        Check("the additive step", 1, additive),
        Check("the Lie–Trotter step", 2, split),
        Check("the IMEX step", 1, implicit),
    ),
)
