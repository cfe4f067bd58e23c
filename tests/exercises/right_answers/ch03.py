"""Lab 3: correct answers that look different from the reference solution. All get full points."""

import math

import numpy as np
from scipy import optimize

from pdecourse.kinetics import GiererMeinhardt, GrayScott, LinearKinetics
from pdecourse.turing import analyze, jacobian


def linearise_by_complex_steps(a, b):
    model = GiererMeinhardt(a=a, b=b)
    [state] = model.steady_states()
    return state, jacobian(model, state)


def linearise_by_newton(a, b):
    def rates(x):
        u, v = x
        return [a - b * u + u * u / v, u * u - v]

    u, v = optimize.fsolve(rates, [2.0, 4.0], xtol=1e-12)
    return [[u, v], [[-b + 2 / u, -1 / u**2], [2 * u, -1]]]


def conditions_by_the_checker(jacobian, diffusion):
    """The package's own verdicts."""
    [state] = analyze(LinearKinetics(*jacobian.ravel()), diffusion=diffusion).states
    return list(state.conditions.values())


def conditions_by_roots(jacobian, diffusion):
    """The third condition, as two positive roots of det A."""
    det, trace = np.linalg.det(jacobian), np.trace(jacobian)
    middle = diffusion[1] * jacobian[0, 0] + diffusion[0] * jacobian[1, 1]
    roots = np.roots([diffusion.prod(), -middle, det])
    band = det > 0 and np.isreal(roots).all() and bool((roots.real > 0).all())
    return np.array([trace < 0, det > 0, band, jacobian[0, 1] * jacobian[1, 0] < 0], dtype=float)


def onset_by_loop(jacobian, length):
    (f_u, f_v), (g_u, g_v) = jacobian.tolist()
    best = (math.inf, 0)
    n = 1
    while (n * math.pi / length) ** 2 < f_u:
        square = (n * math.pi / length) ** 2
        best = min(best, ((f_v * g_u / (f_u - square) - g_v) / -square, n))
        n += 1
    return list(best)


def onset_by_bisection(jacobian, length):
    """Nothing derived: for each wave the d at which det A changes sign."""
    count = int(length * math.sqrt(jacobian[0, 0]) / math.pi)
    squares = (np.arange(1, count + 1) * math.pi / length) ** 2

    def determinant(d, square):
        return np.linalg.det(jacobian - square * np.diag([1.0, d]))

    found = [optimize.brentq(determinant, 0, 1e9, args=(s,), xtol=1e-12, rtol=1e-13) for s in squares]
    return np.array([min(found), 1 + np.argmin(found)])


def sweep_by_matrices(F, k, Du, Dv, squares):
    states = GrayScott(F=F, k=k).steady_states()
    if len(states) < 2:
        return []
    matrix = jacobian(GrayScott(F=F, k=k), states[-1])
    return [np.linalg.det(matrix - square * np.diag([Du, Dv])) for square in squares]


def sweep_by_coefficients(F, k, Du, Dv, squares):
    roots = np.roots([F + k, -F, F * (F + k)])
    if np.iscomplex(roots).any():
        return np.empty(0)
    v = roots.max()
    return np.polyval([Du * Dv, Dv * (v * v + F) - Du * (F + k), (F + k) * (v * v - F)], squares)


def wavelength_by_rfft(field, dx):
    strength = np.abs(np.fft.rfft2(field))
    strength[0, 0] = 0
    i, j = np.unravel_index(np.argmax(strength), strength.shape)
    return float(
        1 / math.hypot(np.fft.fftfreq(field.shape[0], dx)[i], np.fft.rfftfreq(field.shape[1], dx)[j])
    )


def wavelength_shifted(field, dx):
    strength = np.fft.fftshift(np.abs(np.fft.fft2(field - np.mean(field))))
    i, j = np.unravel_index(np.argmax(strength), strength.shape)
    ny, nx = field.shape
    waves = (i - ny // 2) / (ny * dx), (j - nx // 2) / (nx * dx)
    return np.array(1 / np.hypot(*waves))


RIGHT = {
    "3.1": [linearise_by_complex_steps, linearise_by_newton],
    "3.2": [conditions_by_the_checker, conditions_by_roots],
    "3.3": [onset_by_loop, onset_by_bisection],
    "3.4": [sweep_by_matrices, sweep_by_coefficients],
    "3.5": [wavelength_by_rfft, wavelength_shifted],
}
