"""Exercise 8.5, a derivation: the critical ratio of two diffusion rates on a graph, and the first wave to grow."""

import numpy as np

from pdecourse.exercises.drawn_graphs import one_number, parts
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def first_wave(jacobian: np.ndarray, d_u: float, eigenvalues: np.ndarray) -> tuple[float, float]:
    """Return the smallest D_v/D_u at which det(J − λD) reaches 0 for some λ > 0, and that λ; (inf, 0) if none can."""
    f_u, g_v = jacobian[0, 0], jacobian[1, 1]
    lam = eigenvalues[(eigenvalues > 1e-9) & (d_u * eigenvalues < f_u)]
    if len(lam) == 0:
        return np.inf, 0.0
    ratio = (np.linalg.det(jacobian) - d_u * g_v * lam) / (d_u * lam * (f_u - d_u * lam))
    return ratio.min(), lam[ratio.argmin()]


def ratio(answer, rng):
    """The critical ratio."""
    jacobian, d_u, lam = drawn(rng)
    f_u, g_v, det = jacobian[0, 0], jacobian[1, 1], np.linalg.det(jacobian)
    cross = jacobian[0, 1] * jacobian[1, 0]
    want = first_wave(jacobian, d_u, lam)
    line = ((np.sqrt(det) + np.sqrt(-jacobian[0, 1] * jacobian[1, 0])) / f_u) ** 2
    inside = lam[(lam > 1e-9) & (d_u * lam < f_u)]
    every = (det - d_u * g_v * inside) / (d_u * inside * (f_u - d_u * inside))
    mistakes = {
        "this is the ratio of the infinite line, where every λ occurs: a graph has its own few": line,
        "this is D_v, not D_v/D_u": want[0] * d_u,
        "this is the ratio upside down": 1 / want[0],
        "this is the largest of all ratios: the smallest one is reached first": every.max(),
        "this is the ratio of the smallest λ: another wave may be first": every[inside.argmin()],
        "this is the ratio of the largest λ that can grow: another wave may be first": every[inside.argmax()],
        "waves with D_u λ > f_u slip in: there D_v would have to be negative": (
            (det - d_u * g_v * lam[lam > 1e-9]) / (d_u * lam[lam > 1e-9] * (f_u - d_u * lam[lam > 1e-9]))
        ).min(),
        "g_v has the wrong sign": ((det + d_u * g_v * inside) / (d_u * inside * (f_u - d_u * inside))).min(),
        "f_u and g_v are exchanged": -g_v / f_u,
        "D_u is missing": first_wave(jacobian, 1.0, lam)[0],
        "f_v g_u has the wrong sign": ((g_v + cross / (f_u - d_u * inside)) / (d_u * inside)).min(),
        "this is the wave: return the ratio first": want[1],
        "this asks that the trace changes its sign: it doesn't, the determinant does": (f_u + g_v) / d_u,
    }
    got = one_number(parts(call(answer, jacobian, d_u, lam), "ratio, wave", 2)[0], "the ratio")
    if np.isinf(got):
        raise Wrong("the ratio is infinite, but waves with 0 < D_u λ < f_u can grow, and this graph has some")
    others = {
        message: value for message, value in mistakes.items() if not np.isclose(value, want[0], rtol=1e-6)
    }
    agree(got, want[0], "the critical ratio", others)


def wave(answer, rng):
    """The eigenvalue of the first wave."""
    for _ in range(3):
        jacobian, d_u, lam = drawn(rng)
        f_u, det = jacobian[0, 0], np.linalg.det(jacobian)
        want, inside = first_wave(jacobian, d_u, lam)[1], lam[(lam > 1e-9) & (d_u * lam < jacobian[0, 0])]
        line = np.sqrt(det) / d_u * f_u / (np.sqrt(det) + np.sqrt(-jacobian[0, 1] * jacobian[1, 0]))
        mistakes = {
            "this is the wave of the infinite line: return an eigenvalue of the graph": line,
            "this is the place of the eigenvalue in the array: return the eigenvalue": float(
                np.flatnonzero(lam == want)[0]
            ),
            "this is the place of the eigenvalue among the sorted ones: return the eigenvalue": float(
                np.flatnonzero(np.sort(lam) == want)[0]
            ),
            "this is the smallest λ above 0: another wave is first": inside.min(),
            "this is the largest λ that can grow: another wave is first": inside.max(),
            "this is the largest λ of the graph": lam.max(),
            "this is 0: the uniform wave never grows here": 0.0,
            "this is the ratio: the wave is returned second": first_wave(jacobian, d_u, lam)[0],
            "this is the root of the eigenvalue, a wavenumber: return λ": np.sqrt(want),
        }
        got = one_number(parts(call(answer, jacobian, d_u, lam), "ratio, wave", 2)[1], "the wave")
        others = {
            message: value for message, value in mistakes.items() if not np.isclose(value, want, rtol=1e-6)
        }
        agree(got, want, "the first wave", others)


def none(answer, rng):
    """A graph whose waves are all too fast for the activator."""
    jacobian, _, lam = drawn(rng)
    d_u = float(jacobian[0, 0] / lam[lam > 1e-9].min() * rng.uniform(1.2, 2))
    got = parts(call(answer, jacobian, d_u, lam), "ratio, wave", 2)
    found, lam_found = one_number(got[0], "the ratio"), one_number(got[1], "the wave")
    if found != np.inf or lam_found != 0:
        raise Wrong(
            "no wave can grow here, as D_u λ is above f_u for all λ > 0: return np.inf, 0.0",
            f"got {found:.4g}, {lam_found:.4g}",
        )


def drawn(rng):
    """An activator with an inhibitor, stable when mixed, a rate, and eigenvalues around the best one, unsorted."""
    f_u, g_v = rng.uniform(0.5, 1.2), -rng.uniform(1.4, 2.0)
    cross = -f_u * g_v + rng.uniform(0.5, 1.5)  # −f_v g_u: the determinant is what was added
    f_v = -rng.uniform(0.8, 1.5)
    jacobian, d_u = np.array([[f_u, f_v], [-cross / f_v, g_v]]), float(rng.uniform(0.05, 0.3))
    highest = f_u / d_u
    lam = np.concatenate(
        [
            [0.0],
            highest * rng.uniform(0.02, 0.1, 1),
            highest * rng.uniform(0.2, 0.8, 4),
            highest * rng.uniform(0.9, 1.6, 4),
        ]
    )
    return jacobian, d_u, rng.permutation(lam)


FIRST_WAVE = Exercise(
    number="8.5",
    title="The first wave to grow",
    minutes=15,
    reference=first_wave,
    hints=(
        "The trace of J − λD is negative for every λ, so growth begins where the determinant is 0. Write it as a "
        "function of D_v for one given λ. It is a straight line: where does it cross zero, and from which side?",
        "det = D_v λ (D_u λ − f_u) + det J − D_u g_v λ. It can reach 0 only if D_u λ < f_u, and then at D_v = (det J − "
        "D_u g_v λ)/(λ (f_u − D_u λ)). Divide by D_u, and take the smallest over the eigenvalues above 0. If none "
        "is left: np.inf, 0.0.",
    ),
    checks=(
        Check("the critical ratio", 2, ratio),
        Check("the first wave", 2, wave),
        Check("a graph without a pattern", 1, none),
    ),
)
