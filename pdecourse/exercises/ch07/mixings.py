"""Exercise 7.2: four ways to make a symmetric W from numbers that are free."""

import numpy as np

from pdecourse.exercises.drawn_graphs import parts
from pdecourse.exercises.feedback import Wrong, agree, call, numbers
from pdecourse.exercises.record import Check, Exercise


def mixings(
    v: np.ndarray, q: np.ndarray, r: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return (V + Vᵀ)/2, VᵀV, −VᵀV and the diagonally dominant W made of V, q and r."""
    even = (v + v.T) / 2
    off = even - np.diag(np.diag(even))
    diagonal = q * np.abs(off).sum(axis=1) + r
    return even, v.T @ v, -v.T @ v, off + np.diag(diagonal)


def any_sign(answer, rng):
    """The spectrum of the sum is free."""
    v, q, r = drawn(rng)
    mistakes = {
        "the ½ is missing": v + v.T,
        "this is V itself, which is not symmetric": v,
        "the sign is wrong: V − Vᵀ is antisymmetric": (v - v.T) / 2,
        "this copies one triangle: take the mean of V and Vᵀ": np.triu(v) + np.triu(v, 1).T,
    }
    agree(square(answer, v, q, r, 0, "the sum"), (v + v.T) / 2, "the sum", mistakes)


def one_sign(answer, rng):
    """Products attract, or repel."""
    for position, sign in ((1, 1.0), (2, -1.0)):
        v, q, r = drawn(rng)
        name = "the product" if sign > 0 else "the negative product"
        mistakes = {
            "this is V Vᵀ, which has the same eigenvalues but another W: VᵀV is wanted": sign * v @ v.T,
            "this is V V: its eigenvalues can have any sign": sign * v @ v,
            "the product is taken entry by entry": sign * v * v,
            "moduli are taken: the entries of VᵀV have a sign": sign * np.abs(v.T @ v),
        }
        agree(square(answer, v, q, r, position, name), sign * v.T @ v, name, mistakes)


def dominant(answer, rng):
    """q and r shift the spectrum."""
    v, q, r = drawn(rng)
    even = (v + v.T) / 2
    kept = np.diag(np.diag(even))
    off = even - kept
    size = np.abs(off).sum(1)
    raw = v - np.diag(np.diag(v))
    mistakes = {
        "the diagonal of V is still there: W⁰ has zeros on it": even + np.diag(q * size + r),
        "the diagonal of V counts in the sums: W⁰ has zeros on it": off
        + np.diag(q * np.abs(even).sum(1) + r),
        "the diagonal of V is still in W and in the sums: W⁰ has zeros on it": even
        + np.diag(q * np.abs(even).sum(1) + r),
        "the sums are those of W⁰, without the modulus": off + np.diag(q * off.sum(1) + r),
        "the modulus is taken of the sum: Σ|W⁰|, not |ΣW⁰|": off + np.diag(q * np.abs(off.sum(1)) + r),
        "r is missing": off + np.diag(q * size),
        "q is missing": off + np.diag(size + r),
        "q multiplies r too": off + np.diag(q * (size + r)),
        "W⁰ is missing: this is its diagonal only": np.diag(q * size + r),
        "this is not symmetric: make W⁰ of (V + Vᵀ)/2": raw + np.diag(q * np.abs(raw).sum(1) + r),
        "the whole matrix is shifted: q and r belong on the diagonal": off + (q * size + r),
        "the sums are made of V: W⁰ comes first": off + np.diag(q * np.abs(raw).sum(1) + r),
    }
    agree(
        square(answer, v, q, r, 3, "the diagonally dominant W"),
        mixings(v, q, r)[3],
        "W with q and r",
        mistakes,
    )


def square(answer, v, q, r, position, name):
    """Return one of the four matrices of an answer."""
    got = numbers(parts(call(answer, v, q, r), "total, product, negative, dominant", 4)[position], name)
    if got.shape != v.shape:
        raise Wrong(f"{name} has the wrong shape: channels by channels", f"got {got.shape}, wanted {v.shape}")
    return got


def drawn(rng):
    """Free parameters, for more than two channels."""
    c = int(rng.integers(3, 6))
    return rng.normal(size=(c, c)), rng.uniform(-2, 2, size=c), rng.uniform(-1, 1, size=c)


MIXINGS = Exercise(
    number="7.2",
    title="Four ways to be symmetric",
    minutes=8,
    reference=mixings,
    hints=(
        "The first three take one line. For the last one `np.diag` does two things: of a matrix it returns the "
        "diagonal, of a vector it makes a matrix. What is the row sum of |W⁰| good for in Gershgorin's theorem?",
        "even = (v + v.T)/2; off = even − np.diag(np.diag(even)); diagonal = q * np.abs(off).sum(axis=1) + r. "
        "Return even, v.T @ v, −v.T @ v, off + np.diag(diagonal).",
    ),
    checks=(
        Check("the sum", 1, any_sign),
        Check("the two products", 1, one_sign),
        Check("diagonally dominant", 2, dominant),
    ),
)
