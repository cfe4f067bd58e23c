"""Exercise 4.4, a derivation: growth rates of the modes of a reaction–diffusion system on a ring of nodes."""

import numpy as np

from pdecourse.exercises.drawn_graphs import on_nodes
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def ring_growth(jacobian: np.ndarray, diffusion: np.ndarray, num_nodes: int) -> np.ndarray:
    """Return σ_k for k = 0 … n//2: the largest real part of the eigenvalues of J − (2 − 2 cos(2πk/n)) D."""
    k = np.arange(num_nodes // 2 + 1)
    eigenvalue = 2 - 2 * np.cos(2 * np.pi * k / num_nodes)  # of the ring: L e^{iθj} = (2 − 2 cos θ) e^{iθj}
    (f_u, f_v), (g_u, g_v) = jacobian
    a, d = f_u - diffusion[0] * eigenvalue, g_v - diffusion[1] * eigenvalue
    half, determinant = (a + d) / 2, a * d - f_v * g_u
    return half + np.sqrt(half**2 - determinant + 0j).real


def spectrum_of_the_ring(answer, rng):
    """Without reaction and with equal diffusion only the eigenvalues of the ring are left."""
    for n in (int(rng.integers(4, 8)) * 2, int(rng.integers(4, 8)) * 2 + 1):
        speed = float(rng.uniform(0.5, 2.0))
        angle = 2 * np.pi * np.arange(n // 2 + 1) / n
        want = -speed * (2 - 2 * np.cos(angle))
        mistakes = {
            "these modes grow: diffusion damps, J − λD": -want,
            "2 − 2cos(πk/n) is for an open path: on a ring whole waves fit, 2πk/n": -speed
            * (2 - 2 * np.cos(angle / 2)),
            "this is the q² of the continuous line: the ring has 2 − 2cos(2πk/n)": -speed * angle**2,
            "these are eigenvalues of A: L has 2 minus them": -speed * 2 * np.cos(angle),
            "this is L_sym, whose eigenvalues are 1 − cos: L has 2 − 2cos": want / 2,
            "the 2π is missing": -speed * (2 - 2 * np.cos(angle / (2 * np.pi))),
            "there is a root too many: λ = 2 − 2cos(2πk/n) = 4 sin²(πk/n)": -speed * 2 * np.sin(angle / 2),
        }
        compare(answer, np.zeros((2, 2)), np.array([speed, speed]), n, want, mistakes, "without reaction,")


def uniform_mode(answer, rng):
    """k = 0: the well-mixed reaction, whatever diffuses."""
    for complex_pair in (False, True):
        jacobian, diffusion = drawn(rng, complex_pair)
        n = int(rng.integers(8, 16))
        got = rates(answer, jacobian, diffusion, n)
        pair = np.linalg.eigvals(jacobian)
        want = pair.real.max()
        mistakes = {
            "the smaller of the two eigenvalues is taken: the larger real part decides": pair.real.min(),
            "the modulus is taken: growth is decided by the real part": np.abs(pair).max(),
            "the half is missing: tr/2 ± √(tr²/4 − det)": 2 * want,
            "real and imaginary part are added: growth is the real part": (pair.real + pair.imag).max(),
            "this is the trace": np.trace(jacobian),
        }
        agree(got[0], want, "the rate of the uniform mode, k = 0,", mistakes)


def all_modes(answer, rng):
    """The whole curve."""
    for complex_pair in (False, True):
        jacobian, diffusion = drawn(rng, complex_pair)
        n = int(rng.integers(10, 21))
        theta = 2 * np.pi * np.arange(n // 2 + 1) / n
        want = curve(jacobian, diffusion, 2 - 2 * np.cos(theta))
        mistakes = {
            "the two diffusion coefficients are exchanged": curve(
                jacobian, diffusion[::-1], 2 - 2 * np.cos(theta)
            ),
            "diffusion is added: it damps, J − λD": curve(jacobian, -diffusion, 2 - 2 * np.cos(theta)),
            "this is the q² of the continuous line: the ring has 2 − 2cos(2πk/n)": curve(
                jacobian, diffusion, theta**2
            ),
            "2 − 2cos(πk/n) is for an open path: on a ring whole waves fit, 2πk/n": curve(
                jacobian, diffusion, 2 - 2 * np.cos(theta / 2)
            ),
            "this is L_sym, whose eigenvalues are 1 − cos: L has 2 − 2cos": curve(
                jacobian, diffusion, 1 - np.cos(theta)
            ),
            "λ is squared: diffusion enters as λD": curve(jacobian, diffusion, (2 - 2 * np.cos(theta)) ** 2),
            "λ is taken off all four entries: only the diagonal diffuses": everywhere(
                jacobian, diffusion, 2 - 2 * np.cos(theta)
            ),
            "only the first species diffuses": curve(jacobian, diffusion * (1, 0), 2 - 2 * np.cos(theta)),
            "only the second species diffuses": curve(jacobian, diffusion * (0, 1), 2 - 2 * np.cos(theta)),
            "the smaller of the two eigenvalues is taken: the larger real part decides": -curve(
                -jacobian, -diffusion, 2 - 2 * np.cos(theta)
            ),
        }
        compare(answer, jacobian, diffusion, n, want, mistakes, "of a reaction with diffusion,")


def compare(answer, jacobian, diffusion, n, want, mistakes, which):
    """Compare the rates with the right ones."""
    agree(rates(answer, jacobian, diffusion, n), want, f"the growth rates {which} n = {n},", mistakes)


def rates(answer, jacobian, diffusion, n):
    """Return the rates of an answer, one for each k."""
    got = np.asarray(call(answer, jacobian, diffusion, n))
    if got.shape == (n,):
        raise Wrong("one rate for each k = 0 … n//2 is wanted: k and n − k are the same wave")
    if got.shape == (n // 2,):
        raise Wrong(
            "one rate for each k = 0 … n//2 is wanted, both ends included",
            f"n = {n}: got {n // 2} values, wanted {n // 2 + 1}",
        )
    if got.dtype.kind == "c":
        raise Wrong("the rates are complex: the growth rate is the real part")
    if got.dtype.kind == "f" and np.isnan(got).any():
        raise Wrong("a rate is not a number: tr²/4 − det may be negative; then the growth rate is tr/2")
    return on_nodes(got, (n // 2 + 1,), "the growth rates")


def curve(jacobian, diffusion, eigenvalue):
    """Largest real part of J − λD for each λ."""
    matrices = jacobian - eigenvalue[:, None, None] * np.diag(diffusion)
    return np.linalg.eigvals(matrices).real.max(axis=1)


def everywhere(jacobian, diffusion, eigenvalue):
    """The mistake of diffusing every entry of a row."""
    matrices = jacobian - eigenvalue[:, None, None] * np.array(diffusion)[:, None]
    return np.linalg.eigvals(matrices).real.max(axis=1)


def drawn(rng, complex_pair):
    """A Jacobian whose eigenvalues are real or complex, and two different diffusion coefficients."""
    f_u, g_v = float(rng.uniform(0.3, 0.8)), -float(rng.uniform(1.0, 1.4))
    product = float(rng.uniform(1.6, 2.4) if complex_pair else rng.uniform(0.1, 0.2))  # −f_v g_u
    f_v = float(rng.choice([-1, 1]) * rng.uniform(0.5, 2.0))
    diffusion = np.array([rng.uniform(0.1, 0.3), rng.uniform(1.5, 3.0)])
    return np.array([[f_u, f_v], [-product / f_v, g_v]]), diffusion


RING_GROWTH = Exercise(
    number="4.4",
    title="Which wave grows on a ring",
    minutes=15,
    reference=ring_growth,
    hints=(
        "Put x_j = e^{iθj} into (Lx)_j = 2x_j − x_{j−1} − x_{j+1}. Which angles θ return to themselves "
        "after n nodes? Then each mode has a 2 × 2 matrix of its own.",
        "L e^{iθj} = (2 − 2cos θ) e^{iθj} with θ = 2πk/n. For λ = 2 − 2cos θ the matrix is J − λ "
        "diag(D_u, D_v). With T its trace and Δ its determinant, σ = T/2 + √(T²/4 − Δ) where the root "
        "is real, and T/2 where it is not.",
    ),
    checks=(
        Check("the eigenvalues of the ring", 1, spectrum_of_the_ring),
        Check("the uniform mode", 1, uniform_mode),
        Check("all modes", 2, all_modes),
    ),
)
