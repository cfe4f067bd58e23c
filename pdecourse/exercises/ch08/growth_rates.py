"""Exercise 8.4: the dispersion relation of a reaction network at the eigenvalues of a graph."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, numbers
from pdecourse.exercises.record import Check, Exercise


def growth_rates(jacobian: np.ndarray, rates: np.ndarray, eigenvalues: np.ndarray) -> np.ndarray:
    """Return σ(λ), the largest real part of an eigenvalue of J − λ diag(rates), for every λ."""
    matrices = jacobian - eigenvalues[:, None, None] * np.diag(rates)
    return np.linalg.eigvals(matrices).real.max(axis=1)


def two(answer, rng):
    """An activator and an inhibitor, with a band that grows."""
    jacobian = np.array([[1.0, -1.0], [2.0, -1.5]]) * rng.uniform(0.8, 1.2)
    compare(answer, jacobian, np.array([1.0, rng.uniform(15, 30)]), np.sort(rng.uniform(0, 1.5, size=8)))


def several(answer, rng):
    """As many species as you like, as in a trained network."""
    for c in (3, 5):
        compare(
            answer, rng.normal(size=(c, c)), rng.uniform(0.2, 2.0, size=c), np.sort(rng.uniform(0, 2, size=6))
        )


def turning(answer, rng):
    """Complex eigenvalues: a wave turns while it grows or decays."""
    turn, own = float(rng.uniform(2, 4)), float(rng.uniform(0.1, 0.5))
    blocks = np.array([[own, turn, 0.0], [-turn, -own, 0.0], [0.0, 0.0, -rng.uniform(0.1, 0.5)]])
    basis = np.eye(3) + 0.3 * rng.normal(size=(3, 3))
    rates = np.array([0.5, rng.uniform(0.8, 1.2), 0.1])
    compare(answer, basis @ blocks @ np.linalg.inv(basis), rates, np.sort(rng.uniform(0, 2, size=7)))


def compare(answer, jacobian, rates, eigenvalues):
    """Compare the growth rates with the right ones, and with what usual mistakes give."""
    raw = np.asarray(call(answer, jacobian, rates, eigenvalues))
    if raw.dtype.kind == "c":
        raise Wrong("the growth rates are complex: take the real part, and then the largest")
    got = numbers(raw, "σ")
    if got.shape != eigenvalues.shape:
        raise Wrong(
            "σ has the wrong shape: for every λ one number is wanted, the largest real part",
            f"got shape {got.shape}, wanted {eigenvalues.shape}",
        )
    matrices = jacobian - eigenvalues[:, None, None] * np.diag(rates)
    mu = np.linalg.eigvals(matrices)
    mistakes = {
        "diffusion has the wrong sign: J − λD": growth_rates(jacobian, -rates, eigenvalues),
        "the smallest real part is taken: the fastest growth counts": mu.real.min(1),
        "the modulus is taken: growth is the real part": np.abs(mu).max(1),
        "the largest modulus of a real part is taken: keep the sign": np.abs(mu.real).max(1),
        "λ is squared: an eigenvalue of L stands for |k|² already": growth_rates(
            jacobian, rates, eigenvalues**2
        ),
        "all species diffuse at the rate of the first": growth_rates(
            jacobian, np.full_like(rates, rates[0]), eigenvalues
        ),
        "all species diffuse at the rate 1": growth_rates(jacobian, np.ones_like(rates), eigenvalues),
        "λD is taken off every entry, not off the diagonal alone": np.linalg.eigvals(
            jacobian - eigenvalues[:, None, None] * rates
        ).real.max(1),
        "J is treated as symmetric: eigvalsh reads one triangle only; use eigvals": np.linalg.eigvalsh(
            matrices
        )[:, -1],
        "the symmetric part of J is used: that bounds the growth, it isn't the rate": np.linalg.eigvalsh(
            (matrices + matrices.transpose(0, 2, 1)) / 2
        )[:, -1],
        "this is half the trace: right for two complex eigenvalues only": np.trace(matrices, axis1=1, axis2=2)
        / 2,
        "this is the trace": np.trace(matrices, axis1=1, axis2=2),
        "this is the determinant: its sign tells of growth for two species, its size is no rate": np.linalg.det(
            matrices
        ),
        "this is the formula for two species: it sees no other": pair_of(matrices),
        "diffusion multiplies J: it is taken off": np.linalg.eigvals(
            jacobian * (1 - eigenvalues[:, None, None] * rates[:, None])
        ).real.max(1),
    }
    agree(got, mu.real.max(1), "σ", mistakes)


def pair_of(matrices):
    """Growth rate of the first two species alone."""
    half = np.trace(matrices[:, :2, :2], axis1=1, axis2=2) / 2
    return (half + np.sqrt(half**2 - np.linalg.det(matrices[:, :2, :2]) + 0j)).real


GROWTH_RATES = Exercise(
    number="8.4",
    title="A dispersion relation on a graph",
    minutes=8,
    reference=growth_rates,
    hints=(
        "Put x = x* + q φ with Lφ = λφ into the linearised equation. Which small matrix acts on q? `np.linalg.eigvals` "
        "takes a whole stack of matrices.",
        "matrices = jacobian − eigenvalues[:, None, None] * np.diag(rates); np.linalg.eigvals(matrices).real, and the "
        "largest along axis 1.",
    ),
    checks=(
        Check("two species", 1, two),
        Check("three species and five", 1, several),
        Check("complex eigenvalues", 2, turning),
    ),
)
