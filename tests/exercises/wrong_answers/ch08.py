"""Lab 8: wrong answers as learners write them, the mistake that must be named, and the points that stay."""

import numpy as np


def heat(laplacian, t):
    values, vectors = np.linalg.eigh(laplacian)
    return vectors * np.exp(-t * values) @ vectors.T


def grow(x, t):
    return x * np.exp(t) / np.sqrt(1 + x**2 * (np.exp(2 * t) - 1))


def trio(laplacian, x, h, *, additive=None, lie=None, strang=None):
    """The three steps, each of which can be replaced."""
    half = x - h * laplacian @ x
    return (
        half + h * (x - x**3) if additive is None else additive,
        half + h * (half - half**3) if lie is None else lie,
        heat(laplacian, h / 2) @ grow(heat(laplacian, h / 2) @ x, h) if strang is None else strang,
    )


def as_in_the_article(laplacian, x, h):
    additive = trio(laplacian, x, h)[0]
    return trio(laplacian, x, h, lie=additive)


def lie_for_additive(laplacian, x, h):
    return trio(laplacian, x, h, additive=trio(laplacian, x, h)[1])


def uphill_diffusion(laplacian, x, h):
    return trio(-laplacian, x, h)


def reaction_without_h(laplacian, x, h):
    return trio(laplacian, x, h, additive=x - h * laplacian @ x + x - x**3)


def change_alone(laplacian, x, h):
    return trio(laplacian, x, h, additive=trio(laplacian, x, h)[0] - x)


def reaction_first(laplacian, x, h):
    other = x + h * (x - x**3)
    return trio(laplacian, x, h, lie=other - h * laplacian @ other)


def added_to_the_old(laplacian, x, h):
    half = x - h * laplacian @ x
    return trio(laplacian, x, h, lie=x + h * (half - half**3))


def exact_lie(laplacian, x, h):
    return trio(laplacian, x, h, lie=grow(heat(laplacian, h) @ x, h))


def lie_for_strang(laplacian, x, h):
    return trio(laplacian, x, h, strang=grow(heat(laplacian, h) @ x, h))


def reaction_outside(laplacian, x, h):
    return trio(laplacian, x, h, strang=grow(heat(laplacian, h) @ grow(x, h / 2), h / 2))


def two_whole_steps(laplacian, x, h):
    return trio(laplacian, x, h, strang=heat(laplacian, h) @ grow(heat(laplacian, h) @ x, h))


def euler_inside(laplacian, x, h):
    y = heat(laplacian, h / 2) @ x
    return trio(laplacian, x, h, strang=heat(laplacian, h / 2) @ (y + h * (y - y**3)))


def entry_by_entry(laplacian, x, h):
    entries = np.exp(-h / 2 * laplacian)
    return trio(laplacian, x, h, strang=entries @ grow(entries @ x, h))


def second_half_missing(laplacian, x, h):
    return trio(laplacian, x, h, strang=grow(heat(laplacian, h / 2) @ x, h))


def nothing_exact(laplacian, x, h):
    y = x - h / 2 * laplacian @ x
    y = y + h * (y - y**3)
    return trio(laplacian, x, h, strang=y - h / 2 * laplacian @ y)


def old_x_twice(laplacian, x, h):
    return trio(laplacian, x, h, lie=(x - h * laplacian @ x) + (x + h * (x - x**3)))


def two_steps_only(laplacian, x, h):
    return trio(laplacian, x, h)[:2]


def implicit(
    laplacian, x, reaction, kappa, h, *, inside=True, scale=None, sign=1.0, rates=None, identity=1.0
):
    """The IMEX step, in which the matrix and the right-hand side can be replaced."""
    rates = kappa if rates is None else rates
    amount = h if scale is None else scale
    known = x + h * reaction if inside else x
    out = [
        np.linalg.solve(identity * np.eye(len(x)) + sign * amount * k * laplacian, known[:, c])
        for c, k in enumerate(rates)
    ]
    return np.column_stack(out) + (0 if inside else h * reaction)


def explicit(laplacian, x, reaction, kappa, h):
    return x + h * (reaction - laplacian @ x * kappa)


def reaction_afterwards(laplacian, x, reaction, kappa, h):
    return implicit(laplacian, x, reaction, kappa, h, inside=False)


def reaction_not_scaled(laplacian, x, reaction, kappa, h):
    return implicit(laplacian, x + (1 - h) * reaction, reaction, kappa, h)


def reaction_missing(laplacian, x, reaction, kappa, h):
    return implicit(laplacian, x, 0 * reaction, kappa, h)


def matrix_not_scaled(laplacian, x, reaction, kappa, h):
    return implicit(laplacian, x, reaction, kappa, h, scale=1.0)


def rates_missing(laplacian, x, reaction, kappa, h):
    return implicit(laplacian, x, reaction, kappa, h, rates=np.ones(len(kappa)))


def wrong_sign(laplacian, x, reaction, kappa, h):
    return implicit(laplacian, x, reaction, kappa, h, sign=-1.0)


def first_rate_for_all(laplacian, x, reaction, kappa, h):
    return implicit(laplacian, x, reaction, kappa, h, rates=np.full(len(kappa), kappa[0]))


def mean_rate_for_all(laplacian, x, reaction, kappa, h):
    return implicit(laplacian, x, reaction, kappa, h, rates=np.full(len(kappa), kappa.mean()))


def crank_nicolson(laplacian, x, reaction, kappa, h):
    known = x - h / 2 * laplacian @ x * kappa + h * reaction
    return implicit(laplacian, known, 0 * reaction, kappa, h / 2)


def exponential(laplacian, x, reaction, kappa, h):
    return np.column_stack([heat(laplacian, h * k) @ known for k, known in zip(kappa, (x + h * reaction).T)])


def three_terms_of_a_series(laplacian, x, reaction, kappa, h):
    y = known = x + h * reaction
    for _ in range(3):
        y = known - h * laplacian @ y * kappa
    return y


def one_channel_returned(laplacian, x, reaction, kappa, h):
    return implicit(laplacian, x, reaction, kappa, h)[:, 0]


def turned(laplacian, x, reaction, kappa, h):
    return implicit(laplacian, x, reaction, kappa, h).T


def borders(eigenvalues, kappa, r, *, additive=None, lie=None, imex=None):
    """The three borders, each of which can be replaced."""
    a = kappa * eigenvalues[eigenvalues > 1e-12]
    found = [2 / r]
    for each in a:
        root = (each + r) ** 2 - 8 * each * r
        found.append((each + r - np.sqrt(root)) / (2 * each * r) if root >= 0 else 1 / each + 1 / r)
    return (
        2 / (a.max() + r) if additive is None else additive,
        min(found) if lie is None else lie(a, found),
        2 / r if imex is None else imex,
    )


def diffusion_alone(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, additive=2 / (kappa * eigenvalues.max()))


def last_for_largest(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, additive=2 / (kappa * eigenvalues[-1] + r))


def rounded(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, imex=2 / r * (1 + 1e-5))


def flips_for_growth(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, additive=1 / (kappa * eigenvalues.max() + r), imex=1 / r)


def kappa_missing(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, additive=2 / (eigenvalues.max() + r))


def reaction_subtracted(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, additive=2 / (kappa * eigenvalues.max() - r))


def lie_like_additive(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, lie=lambda a, found: 2 / (a.max() + r))


def each_factor_alone(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, lie=lambda a, found: min(2 / a.max(), 2 / r))


def not_above_one(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, lie=lambda a, found: (1 / a + 1 / r).min())


def only_the_uniform_wave(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, lie=lambda a, found: 2 / r)


def largest_bound(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, lie=lambda a, found: max(found[1:]))


def no_limit(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, imex=np.inf)


def imex_like_additive(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r, imex=2 / (kappa * eigenvalues.max() + r))


def two_borders(eigenvalues, kappa, r):
    return borders(eigenvalues, kappa, r)[::2]


def root_of_a_negative(eigenvalues, kappa, r):
    return borders(
        eigenvalues,
        kappa,
        r,
        lie=lambda a, found: ((a + r - np.sqrt((a + r) ** 2 - 8 * a * r)) / (2 * a * r)).min(),
    )


def damped(jacobian, rates, eigenvalues):
    return jacobian - eigenvalues[:, None, None] * np.diag(rates)


def antidiffusion(jacobian, rates, eigenvalues):
    return np.linalg.eigvals(damped(jacobian, -rates, eigenvalues)).real.max(1)


def smallest_real_part(jacobian, rates, eigenvalues):
    return np.linalg.eigvals(damped(jacobian, rates, eigenvalues)).real.min(1)


def largest_modulus(jacobian, rates, eigenvalues):
    return np.abs(np.linalg.eigvals(damped(jacobian, rates, eigenvalues))).max(1)


def modulus_of_real_part(jacobian, rates, eigenvalues):
    return np.abs(np.linalg.eigvals(damped(jacobian, rates, eigenvalues)).real).max(1)


def squared_eigenvalues(jacobian, rates, eigenvalues):
    return np.linalg.eigvals(damped(jacobian, rates, eigenvalues**2)).real.max(1)


def same_rate(jacobian, rates, eigenvalues):
    return np.linalg.eigvals(damped(jacobian, 0 * rates + rates[0], eigenvalues)).real.max(1)


def rates_on_all_entries(jacobian, rates, eigenvalues):
    return np.linalg.eigvals(jacobian - eigenvalues[:, None, None] * rates).real.max(1)


def as_if_symmetric(jacobian, rates, eigenvalues):
    return np.linalg.eigvalsh(damped(jacobian, rates, eigenvalues)).max(1)


def half_of_the_trace(jacobian, rates, eigenvalues):
    return np.trace(damped(jacobian, rates, eigenvalues), axis1=1, axis2=2) / 2


def determinants(jacobian, rates, eigenvalues):
    return np.linalg.det(damped(jacobian, rates, eigenvalues))


def left_complex(jacobian, rates, eigenvalues):
    return np.linalg.eigvals(damped(jacobian, rates, eigenvalues))[:, 0] + 0j


def all_of_them(jacobian, rates, eigenvalues):
    return np.linalg.eigvals(damped(jacobian, rates, eigenvalues)).real


def fastest_of_all(jacobian, rates, eigenvalues):
    return np.linalg.eigvals(damped(jacobian, rates, eigenvalues)).real.max()


def formula_of_two(jacobian, rates, eigenvalues):
    """Right for two species; the leading block of more."""
    m = damped(jacobian, rates, eigenvalues)[:, :2, :2]
    half, det = np.trace(m, axis1=1, axis2=2) / 2, np.linalg.det(m)
    return (half + np.sqrt(half**2 - det + 0j)).real


def turing(jacobian, d_u, eigenvalues, *, pick=None, wave=None, ratio=None, sign=1.0, guard=True):
    """The critical ratio and its wave, in which the choice and both values can be replaced."""
    f_u, g_v = jacobian[0, 0], jacobian[1, 1]
    lam = eigenvalues[(eigenvalues > 1e-9) & (d_u * eigenvalues < f_u if guard else True)]
    if len(lam) == 0:
        return np.inf, 0.0
    ratios = (np.linalg.det(jacobian) - sign * d_u * g_v * lam) / (d_u * lam * (f_u - d_u * lam))
    i = ratios.argmin() if pick is None else pick(lam, ratios)
    return ratios[i] if ratio is None else ratio(ratios[i]), lam[i] if wave is None else wave(lam[i])


def on_the_line(jacobian, d_u, eigenvalues):
    root, cross = np.sqrt(np.linalg.det(jacobian)), np.sqrt(-jacobian[0, 1] * jacobian[1, 0])
    f_u = jacobian[0, 0]
    return ((root + cross) / f_u) ** 2, f_u / d_u * root / (root + cross)


def rate_for_ratio(jacobian, d_u, eigenvalues):
    return turing(jacobian, d_u, eigenvalues, ratio=lambda ratio: ratio * d_u)


def upside_down(jacobian, d_u, eigenvalues):
    return turing(jacobian, d_u, eigenvalues, ratio=lambda ratio: 1 / ratio)


def last_wave(jacobian, d_u, eigenvalues):
    return turing(jacobian, d_u, eigenvalues, pick=lambda lam, ratios: ratios.argmax())


def slowest_wave(jacobian, d_u, eigenvalues):
    return turing(jacobian, d_u, eigenvalues, pick=lambda lam, ratios: lam.argmin())


def fastest_wave(jacobian, d_u, eigenvalues):
    return turing(jacobian, d_u, eigenvalues, pick=lambda lam, ratios: lam.argmax())


def every_wave(jacobian, d_u, eigenvalues):
    return turing(jacobian, d_u, eigenvalues, guard=False)


def inhibitor_sign(jacobian, d_u, eigenvalues):
    return turing(
        jacobian, d_u, eigenvalues, sign=-1.0, wave=lambda lam: turing(jacobian, d_u, eigenvalues)[1]
    )


def activator_rate_missing(jacobian, d_u, eigenvalues):
    return turing(jacobian, 1.0, eigenvalues)[0], turing(jacobian, d_u, eigenvalues)[1]


def wave_and_ratio(jacobian, d_u, eigenvalues):
    return turing(jacobian, d_u, eigenvalues)[::-1]


def never(jacobian, d_u, eigenvalues):
    return np.inf, 0.0


def wavenumber(jacobian, d_u, eigenvalues):
    return turing(jacobian, d_u, eigenvalues, wave=np.sqrt)


def place_of_the_wave(jacobian, d_u, eigenvalues):
    return turing(
        jacobian, d_u, eigenvalues, wave=lambda lam: float(np.flatnonzero(np.sort(eigenvalues) == lam)[0])
    )


def always_some_wave(jacobian, d_u, eigenvalues):
    ratio, lam = turing(jacobian, d_u, eigenvalues)
    return (ratio, lam) if lam else turing(jacobian, d_u, eigenvalues, guard=False)


def ratio_alone(jacobian, d_u, eigenvalues):
    return turing(jacobian, d_u, eigenvalues)[0]


def no_reaction(x, x0):
    return 0 * x


def memory_without_pull(x, x0):
    return x0


def driven_away(x, x0):
    return 2 * (x - x0)


def weak_pull(x, x0):
    return 0.2 * (x0 - x)


def too_strong(x, x0):
    return 15 * (x0 - x)


def pull_to_zero(x, x0):
    return -x


def two_valleys(x, x0):
    return 3 * (x - x**3)


def mean_kept_away(x, x0):
    return 4 * (x0 - x) + x - x.mean(axis=0)


def scaled_by_the_mean(x, x0):
    return 2 * (x0 - x) / np.abs(x0).mean()


def noisy(x, x0):
    return 4 * (x0 - x) + 0.01 * np.random.default_rng().normal(size=x.shape)


def one_channel_only(x, x0):
    return 4 * (x0 - x)[:, 0]


WRONG = {
    "8.1": [
        (as_in_the_article, "the additive step", 3),
        (lie_for_additive, "the Lie–Trotter step", 3),
        (uphill_diffusion, "the sign of the diffusion is wrong", 0),
        (reaction_without_h, "the reaction lacks h", 3),
        (change_alone, "the old x is missing", 3),
        (reaction_first, "Lie–Trotter in the other order", 3),
        (added_to_the_old, "the second part adds to the old x", 3),
        (exact_lie, "this has exact flows", 3),
        (lie_for_strang, "Lie–Trotter with exact flows", 2),
        (reaction_outside, "half the reaction stands outside here", 2),
        (two_whole_steps, "diffusion takes two whole steps", 2),
        (euler_inside, "the reaction takes an Euler step", 2),
        (entry_by_entry, "the exponential is taken entry by entry", 2),
        (second_half_missing, "the second half of the diffusion is missing", 2),
        (nothing_exact, "nothing is exact here", 2),
        (old_x_twice, "the reaction brings the old x along", 3),
        (two_steps_only, "3 values are wanted", 0),
    ],
    "8.2": [
        (explicit, "the explicit step", 0),
        (reaction_afterwards, "the reaction is added after the solve", 0),
        (reaction_not_scaled, "the reaction lacks h", 0),
        (reaction_missing, "the reaction is missing", 0),
        (matrix_not_scaled, "the matrix lacks h", 0),
        (rates_missing, "the matrix lacks κ", 0),
        (wrong_sign, "the matrix has the wrong sign", 0),
        (first_rate_for_all, "all channels have the rate of the first one", 1),
        (mean_rate_for_all, "all channels have the mean rate", 1),
        (crank_nicolson, "Crank–Nicolson: diffusion is wholly at the new time", 0),
        (exponential, "diffusion is an exponential here", 0),
        (three_terms_of_a_series, "the step differs from the right value", 0),
        (one_channel_returned, "the step has the wrong shape", 0),
        (turned, "the step is transposed", 0),
    ],
    "8.3": [
        (diffusion_alone, "the border of diffusion alone", 3),
        (flips_for_growth, "here the fastest wave begins to flip", 2),
        (last_for_largest, "the last eigenvalue isn't the largest", 3),
        (rounded, "the border of the IMEX step is nearly right", 3),
        (kappa_missing, "κ is missing", 3),
        (reaction_subtracted, "the reaction has the wrong sign", 3),
        (lie_like_additive, "the border of the additive step", 2),
        (each_factor_alone, "each factor is kept below 1 alone", 2),
        (not_above_one, "this asks only that the product is not above 1; it may fall below −1 before", 2),
        (only_the_uniform_wave, "this takes the wave λ = 0 alone", 2),
        (largest_bound, "the largest of all bounds", 2),
        (root_of_a_negative, "the border of the Lie–Trotter step is not a number", 2),
        (no_limit, "there is a limit", 3),
        (imex_like_additive, "the border of the additive step", 3),
        (two_borders, "3 values are wanted", 0),
    ],
    "8.4": [
        (antidiffusion, "diffusion has the wrong sign", 0),
        (smallest_real_part, "the smallest real part is taken", 0),
        (largest_modulus, "the modulus is taken", 0),
        (modulus_of_real_part, "the modulus is taken", 0),
        (squared_eigenvalues, "λ is squared: an eigenvalue of L stands for |k|² already", 0),
        (same_rate, "all species diffuse at the rate of the first", 0),
        (rates_on_all_entries, "λD is taken off every entry, not off the diagonal alone", 0),
        (as_if_symmetric, "J is treated as symmetric", 0),
        (half_of_the_trace, "half the trace: right for two complex eigenvalues only", 0),
        (determinants, "the determinant", 0),
        (left_complex, "the growth rates are complex", 0),
        (all_of_them, "σ has the wrong shape", 0),
        (fastest_of_all, "for every λ one number is wanted", 0),
        (formula_of_two, "the formula for two species", 1),
    ],
    "8.5": [
        (on_the_line, "the ratio of the infinite line, where every λ occurs", 0),
        (rate_for_ratio, "D_v, not D_v/D_u", 3),
        (upside_down, "the ratio upside down", 3),
        (last_wave, "the largest of all ratios", 1),
        (slowest_wave, "the smallest λ above 0", 1),
        (fastest_wave, "the largest λ that can grow", 1),
        (every_wave, "waves with D_u λ > f_u slip in", 0),
        (inhibitor_sign, "g_v has the wrong sign", 3),
        (activator_rate_missing, "D_u is missing", 2),
        (wave_and_ratio, "this is the wave: return the ratio first", 0),
        (never, "the ratio is infinite, but waves", 1),
        (wavenumber, "the root of the eigenvalue, a wavenumber", 3),
        (place_of_the_wave, "the place of the eigenvalue", 3),
        (always_some_wave, "no wave can grow here, as D_u λ is above f_u for all λ > 0", 4),
        (ratio_alone, "2 values are wanted", 0),
    ],
    "8.6": [
        (no_reaction, "diffusion wins: a wave between the classes decays at a rate of nearly 2", 2),
        (memory_without_pull, "features grow without bound", 1),
        (driven_away, "features grow without bound", 1),
        (weak_pull, "some of the separation is lost", 2),
        (too_strong, "features grow without bound", 1),
        (pull_to_zero, "diffusion wins: a wave between the classes decays at a rate of nearly 2", 2),
        (two_valleys, "some of the separation is lost", 2),
        (mean_kept_away, "the reaction at a node depends on other nodes", 3),
        (noisy, "the reaction differs from call to call", 3),
        (scaled_by_the_mean, "the reaction at a node depends on other nodes", 3),
        (one_channel_only, "the reaction has the wrong shape", 0),
    ],
}
"""Exercise number -> (answer, part of a message that names the mistake, points kept)."""
