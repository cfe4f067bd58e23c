"""Lab 6: wrong answers as learners write them, the mistake that must be named, and the points that stay."""

import numpy as np


def soft(edges, x, key, query, *, scores=None, loops=True, axis=1, shift=True, everybody=False, zero=False):
    """Attention, in which the scores, the mask and the axis can be replaced."""
    n = len(x)
    mask = np.eye(n, dtype=bool) if loops else np.zeros((n, n), dtype=bool)
    mask[edges[0], edges[1]] = mask[edges[1], edges[0]] = True
    s = (x @ key) @ (x @ query).T / np.sqrt(key.shape[1]) if scores is None else scores
    s = s if everybody else np.where(mask, s, 0.0 if zero else -np.inf)
    weights = np.exp(s - s.max(axis=axis, keepdims=True) if shift else s)
    return weights / weights.sum(axis=axis, keepdims=True)


def not_scaled(edges, x, key, query):
    return soft(edges, x, key, query, scores=(x @ key) @ (x @ query).T)


def scaled_by_width(edges, x, key, query):
    return soft(edges, x, key, query, scores=(x @ key) @ (x @ query).T / key.shape[1])


def scaled_by_features(edges, x, key, query):
    return soft(edges, x, key, query, scores=(x @ key) @ (x @ query).T / np.sqrt(x.shape[1]))


def exchanged(edges, x, key, query):
    return soft(edges, x, query, key)


def over_columns(edges, x, key, query):
    return soft(edges, x, key, query, axis=0)


def no_self(edges, x, key, query):
    return soft(edges, x, key, query, loops=False)


def everybody(edges, x, key, query):
    return soft(edges, x, key, query, everybody=True)


def zero_scores(edges, x, key, query):
    return soft(edges, x, key, query, zero=True)


def masked_later(edges, x, key, query):
    mask = soft(edges, x, 0 * key, query) > 0
    return soft(edges, x, key, query, everybody=True) * mask


def overflowing(edges, x, key, query):
    return soft(edges, x, key, query, shift=False)


def signed_scores(edges, x, key, query):
    return soft(edges, x, key, query, scores=-(x @ key) @ (x @ query).T / np.sqrt(key.shape[1]))


def key_twice(edges, x, key, query):
    return soft(edges, x, key, key)


def not_exponential(edges, x, key, query):
    mask = soft(edges, x, 0 * key, query) > 0
    s = np.where(mask, (x @ key) @ (x @ query).T / np.sqrt(key.shape[1]), 0.0)
    return s / s.sum(1, keepdims=True) if s.any() else mask / mask.sum(1, keepdims=True)


def per_edge(edges, x, key, query):
    return soft(edges, x, key, query)[edges[0], edges[1]]


def left(a):
    values, vectors = np.linalg.eig(a.T)
    pi = vectors[:, values.real.argmax()].real
    return pi / pi.sum()


def ends(a, x, *, pi=None, limit=None):
    """π and the limit, each of which can be replaced."""
    right = left(a)
    return (
        right if pi is None else pi,
        np.ones((len(a), 1)) * (right @ x) if limit is None else limit,
    )


def right_eigenvector(a, x):
    n = len(a)
    return ends(a, x, pi=np.ones(n) / n, limit=np.ones((n, 1)) * x.mean(0))


def right_of_length_one(a, x):
    return ends(a, x, pi=np.ones(len(a)) / np.sqrt(len(a)))


def degree_vector(a, x):
    d = (a > 0).sum(1)
    return ends(a, x, pi=d / d.sum())


def column_sums(a, x):
    return ends(a, x, pi=a.sum(0) / a.sum())


def length_one(a, x):
    return ends(a, x, pi=left(a) / np.linalg.norm(left(a)))


def largest_is_one(a, x):
    return ends(a, x, pi=left(a) / left(a).max())


def complex_vector(a, x):
    return ends(a, x, pi=left(a) + 0j)


def plain_mean(a, x):
    return ends(a, x, limit=np.ones((len(a), 1)) * x.mean(0))


def proportional_to_pi(a, x):
    return ends(a, x, limit=np.outer(left(a), x.sum(0)))


def projected_on_pi(a, x):
    unit = left(a) / np.linalg.norm(left(a))
    return ends(a, x, limit=np.outer(unit, unit @ x))


def one_step(a, x):
    return ends(a, x, limit=a @ x)


def limit_of_one_node(a, x):
    return ends(a, x, limit=left(a) @ x)


def pi_only(a, x):
    return left(a)


def borders(a, *, means=None, stable=None):
    """The two borders, each of which can be replaced; `stable` gets 1 − μ without the zero."""
    z = 1 - np.linalg.eigvals(a)
    z = z[np.abs(z) > 1e-9]
    return (
        1 / (1 - np.diag(a).min()) if means is None else means,
        (2 * z.real / np.abs(z) ** 2).min() if stable is None else stable(z),
    )


def the_papers_border(a):
    return borders(a, means=1.0, stable=lambda z: 1.0)


def always_two(a):
    return borders(a, stable=lambda z: 2.0)


def largest_diagonal(a):
    return borders(a, means=1 / (1 - np.diag(a).max()))


def inverse_of_diagonal(a):
    return borders(a, means=1 / np.diag(a).min())


def means_inverted(a):
    return borders(a, means=1 - np.diag(a).min())


def flip_not_growth(a):
    return borders(a, stable=lambda z: 1 / z.real.max())


def largest_bound(a):
    return borders(a, stable=lambda z: (2 * z.real / np.abs(z) ** 2).max())


def slowest_mode(a):
    return borders(a, stable=lambda z: 2 / z.real.min())


def real_parts_only(a):
    return borders(a, stable=lambda z: 2 / z.real.max())


def moduli_only(a):
    return borders(a, stable=lambda z: 2 / np.abs(z).max())


def modulus_not_squared(a):
    return borders(a, stable=lambda z: (2 * z.real / np.abs(z)).min())


def means_for_both(a):
    return borders(a, stable=lambda z: 1 / (1 - np.diag(a).min()))


def one_left_in(a):
    return borders(a, stable=lambda z: np.float64(0) / np.float64(0))


def one_left_in_by_round_off(a):
    return borders(a, stable=lambda z: -2e16)


def factors(z, *, heun=None, adams=None):
    """The two factors, each of which can be replaced; `adams` gets the two roots."""
    b = 1 + 1.5 * z
    root = np.sqrt(b**2 - 2 * z)
    plus, minus = (b + root) / 2, (b - root) / 2
    return (
        np.abs(1 + z + z**2 / 2) if heun is None else heun,
        np.maximum(np.abs(plus), np.abs(minus)) if adams is None else adams(plus, minus),
    )


def euler_for_heun(z):
    return factors(z, heun=np.abs(1 + z))


def half_missing(z):
    return factors(z, heun=np.abs(1 + z + z**2))


def runge_kutta(z):
    return factors(z, heun=np.abs(1 + z + z**2 / 2 + z**3 / 6 + z**4 / 24))


def crank_nicolson(z):
    return factors(z, heun=np.abs((1 + z / 2) / (1 - z / 2)))


def exact_factors(z):
    return np.exp(z), np.exp(z)


def decay_sign(z):
    return factors(z, heun=np.abs(1 - z + z**2 / 2))


def plus_root(z):
    return factors(z, adams=lambda plus, minus: np.abs(plus))


def minus_root(z):
    return factors(z, adams=lambda plus, minus: np.abs(minus))


def smaller_root(z):
    return factors(z, adams=lambda plus, minus: np.minimum(np.abs(plus), np.abs(minus)))


def old_slope_new(z):
    return factors(z, adams=lambda plus, minus: np.abs(1 + z))


def old_slope_forgotten(z):
    return factors(z, adams=lambda plus, minus: np.abs(1 + 1.5 * z))


def old_slope_added(z):
    return factors(z, adams=lambda *_: both_roots(1 + 1.5 * z, -z / 2))


def both_roots(b, c):
    """Largest modulus of the roots of r² − b r + c = 0."""
    root = np.sqrt(b**2 - 4 * c + 0j)
    return np.maximum(np.abs(b + root), np.abs(b - root)) / 2


def weights_exchanged(z):
    return factors(z, adams=lambda *_: both_roots(1 + 0.5 * z, 1.5 * z))


def formula_without_half(z):
    return factors(z, adams=lambda plus, minus: 2 * np.maximum(np.abs(plus), np.abs(minus)))


def squared_factors(z):
    return factors(z, adams=lambda plus, minus: np.maximum(np.abs(plus), np.abs(minus)) ** 2)


def signed_factor(z):
    return factors(z, adams=lambda plus, minus: np.where(np.abs(plus) > np.abs(minus), plus, minus))


def complex_factor(z):
    return factors(z, adams=lambda plus, minus: np.where(np.abs(plus) > np.abs(minus), plus, minus) + 0j)


def heun_only(z):
    return factors(z)[0]


def series(a, x, t, *, terms=200, first=None, factorial=True, pieces=None):
    """The series, in pieces, in which weights and the number of terms can be replaced."""
    pieces = max(1, int(np.ceil(t / 30))) if pieces is None else pieces
    s = t / pieces
    for _ in range(pieces):
        term = (np.exp(-s) if first is None else first) * x
        x = term
        for k in range(1, terms):
            term = s / (k if factorial else 1) * (a @ term)
            x = x + term
    return x


def of_the_paper(a, x, t):
    return series(a, x, t, first=1.0)


def transposed(a, x, t):
    return series(a.T, x, t)


def entry_by_entry(a, x, t):
    return np.exp(t * (a - np.eye(len(a)))) @ x


def one_euler_step(a, x, t):
    return x + t * (a @ x - x)


def one_implicit_step(a, x, t):
    return np.linalg.solve((1 + t) * np.eye(len(a)) - t * a, x)


def factorial_missing(a, x, t):
    return series(a, x, t, terms=40, factorial=False)


def ten_terms(a, x, t):
    return series(a, x, t, terms=10, pieces=1)


def thirty_terms(a, x, t):
    return series(a, x, t, terms=30, pieces=1)


def one_piece(a, x, t):
    return series(a, x, t, terms=4000, pieces=1)


def no_first_term(a, x, t):
    return series(a, x, t) - np.exp(-t) * x


def time_missing(a, x, t):
    return series(a, x, 1.0)


def iterate(laplacian, x, h, iterations, *, matrix=None, share=None, guard=True, start=False, off=0):
    """Conjugate gradients, in which the matrix, the share of the old direction and the start can be replaced."""

    def product(p):
        return p + h * (laplacian @ p) if matrix is None else matrix @ p

    y = x if start else 0 * x
    r = p = x - product(y)
    for _ in range(iterations + off):
        if guard and r @ r <= 1e-30 * (x @ x):
            break
        length = (r @ r) / (p @ product(p))
        y = y + length * p
        old, r = r, r - length * product(p)
        p = r + (share or (lambda new, old: new / old))(r @ r, old @ old) * p
    return y


def explicit(laplacian, x, h, iterations):
    return x - h * laplacian @ x


def solved_at_once(laplacian, x, h, iterations):
    return np.linalg.solve(np.eye(len(x)) + h * laplacian, x)


def steepest_descent(laplacian, x, h, iterations):
    return iterate(laplacian, x, h, iterations, share=lambda new, old: 0.0)


def share_upside_down(laplacian, x, h, iterations):
    return iterate(laplacian, x, h, iterations, share=lambda new, old: old / new)


def share_of_norms(laplacian, x, h, iterations):
    return iterate(laplacian, x, h, iterations, share=lambda new, old: np.sqrt(new / old))


def share_taken_off(laplacian, x, h, iterations):
    return iterate(laplacian, x, h, iterations, share=lambda new, old: -new / old)


def identity_missing(laplacian, x, h, iterations):
    matrix = h * laplacian + 1e-14 * np.eye(len(x))
    return iterate(laplacian, x, h, iterations, matrix=matrix)


def step_missing(laplacian, x, h, iterations):
    return iterate(laplacian, x, 1.0, iterations)


def started_at_x(laplacian, x, h, iterations):
    return iterate(laplacian, x, h, iterations, start=True)


def one_too_few(laplacian, x, h, iterations):
    return iterate(laplacian, x, h, iterations, off=-1)


def one_too_many(laplacian, x, h, iterations):
    return iterate(laplacian, x, h, iterations, off=1)


def divides_by_nothing(laplacian, x, h, iterations):
    return iterate(laplacian, x, h, iterations, guard=False)


def history(laplacian, x, h, iterations):
    return np.array([iterate(laplacian, x, h, k) for k in range(iterations)])


WRONG = {
    "6.1": [
        (not_scaled, "not divided by √d", 2),
        (scaled_by_width, "divided by d, not by √d", 2),
        (scaled_by_features, "d is the width", 2),
        (exchanged, "key and query are exchanged", 2),
        (over_columns, "columns sum to 1", 0),
        (no_self, "attends to itself too", 0),
        (everybody, "everybody attends to everybody", 0),
        (zero_scores, "e^0 = 1", 0),
        (masked_later, "rows don't sum to 1", 0),
        (overflowing, "subtract the largest score", 3),
        (signed_scores, "sign of the scores", 2),
        (key_twice, "the query is not used", 2),
        (not_exponential, "not the exponential", 2),
        (per_edge, "wrong shape", 0),
    ],
    "6.2": [
        (right_eigenvector, "this is the right eigenvector, constant", 0),
        (right_of_length_one, "right eigenvector of length 1", 1),
        (degree_vector, "right for equal attention only", 2),
        (column_sums, "not stationary yet", 1),
        (length_one, "divide by its sum instead", 1),
        (largest_is_one, "not divided by its sum", 1),
        (complex_vector, "π is complex", 1),
        (plain_mean, "the plain mean", 3),
        (proportional_to_pi, "proportional to π", 3),
        (projected_on_pi, "projects on π", 3),
        (one_step, "this is one step", 3),
        (limit_of_one_node, "wrong shape", 3),
        (pi_only, "2 values are wanted", 0),
    ],
    "6.3": [
        (the_papers_border, "the paper's border", 0),
        (always_two, "at or above 0", 1),
        (largest_diagonal, "largest diagonal entry", 3),
        (inverse_of_diagonal, "this is 1/a", 3),
        (means_inverted, "the border is its inverse", 3),
        (flip_not_growth, "begins to flip", 1),
        (largest_bound, "take the smallest", 1),
        (slowest_mode, "slowest mode", 1),
        (real_parts_only, "real parts only", 2),
        (moduli_only, "moduli only", 2),
        (modulus_not_squared, "modulus is not squared", 1),
        (means_for_both, "growth is decided by eigenvalues", 1),
        (one_left_in, "not a number", 1),
        (one_left_in_by_round_off, "slips in", 1),
    ],
    "6.4": [
        (euler_for_heun, "explicit Euler, 1 + z", 3),
        (half_missing, "½ of z² is missing", 3),
        (runge_kutta, "this is RK4", 3),
        (crank_nicolson, "Crank–Nicolson", 3),
        (exact_factors, "the exact factor", 0),
        (decay_sign, "not 1 − z", 3),
        (plus_root, "always the root with +", 2),
        (minus_root, "always the root with −", 3),
        (smaller_root, "the other one is larger", 1),
        (old_slope_new, "as if the old slope", 1),
        (old_slope_forgotten, "old slope is forgotten", 1),
        (old_slope_added, "wrong sign", 1),
        (weights_exchanged, "exchanged", 1),
        (formula_without_half, "formula of the roots", 1),
        (squared_factors, "not |R|²", 1),
        (signed_factor, "have a sign", 2),
        (complex_factor, "complex", 1),
        (heun_only, "2 values are wanted", 0),
    ],
    "6.5": [
        (of_the_paper, "as printed in the paper", 0),
        (transposed, "A is transposed", 0),
        (entry_by_entry, "entry by entry", 0),
        (one_euler_step, "one explicit Euler step", 0),
        (one_implicit_step, "one implicit Euler step", 0),
        (factorial_missing, "factorial is missing", 0),
        (ten_terms, "series is too short", 0),
        (thirty_terms, "series is too short", 2),
        (one_piece, "underflows", 3),
        (no_first_term, "of no hop at all", 2),
        (time_missing, "t is missing", 0),
    ],
    "6.6": [
        (explicit, "one explicit step", 0),
        (solved_at_once, "the exact solution", 1),
        (steepest_descent, "straight downhill", 1),
        (share_upside_down, "upside down in the new direction", 1),
        (share_of_norms, "a root is taken", 1),
        (share_taken_off, "taken off", 1),
        (identity_missing, "the I is missing", 0),
        (step_missing, "h is missing", 0),
        (started_at_x, "must start at 0", 1),
        (one_too_few, "one iteration is missing", 1),
        (one_too_many, "one iteration too many", 1),
        (divides_by_nothing, "nothing to divide by", 3),
        (history, "wrong shape", 0),
    ],
}
"""Exercise number -> (answer, part of a message that names the mistake, points kept)."""
