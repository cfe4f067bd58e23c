"""Lab 7: wrong answers as learners write them, the mistake that must be named, and the points that stay."""

import numpy as np


def slope(a, x, x0, w, omega, beta, *, energy=None, rate=None):
    """Energy and rate of change, each of which can be replaced."""
    own, pairs, source = (x * x * omega).sum(), (x * (a @ x @ w)).sum(), beta * (x * x0).sum()
    right = -x * omega + a @ x @ (w + w.T) / 2 + beta * x0
    return (
        (own - pairs) / 2 - source if energy is None else energy(own, pairs, source),
        right if rate is None else rate,
    )


def halves_missing(*given):
    return slope(*given, energy=lambda own, pairs, source: own - pairs - source)


def half_of_all(*given):
    return slope(*given, energy=lambda own, pairs, source: (own - pairs - source) / 2)


def pairs_counted_twice(*given):
    return slope(*given, energy=lambda own, pairs, source: own / 2 - pairs - source)


def pairs_added(*given):
    return slope(*given, energy=lambda own, pairs, source: (own + pairs) / 2 - source)


def source_added(*given):
    return slope(*given, energy=lambda own, pairs, source: (own - pairs) / 2 + source)


def no_channel_mixing(a, x, x0, w, omega, beta):
    return slope(a, x, x0, np.eye(len(w)), omega, beta)


def as_printed(a, x, x0, w, omega, beta):
    return slope(a, x, x0, w, omega, beta, rate=-x * omega + a @ x @ w + beta * x0)


def transposed_w(a, x, x0, w, omega, beta):
    return slope(a, x, x0, w, omega, beta, rate=-x * omega + a @ x @ w.T + beta * x0)


def both_without_half(a, x, x0, w, omega, beta):
    return slope(a, x, x0, w, omega, beta, rate=-x * omega + a @ x @ (w + w.T) + beta * x0)


def uphill(a, x, x0, w, omega, beta):
    return slope(a, x, x0, w, omega, beta, rate=x * omega - a @ x @ (w + w.T) / 2 - beta * x0)


def half_kept(a, x, x0, w, omega, beta):
    even = (w + w.T) / 2
    return slope(a, x, x0, w, omega, beta, rate=(-x * omega + a @ x @ even) / 2 + beta * x0)


def no_memory(a, x, x0, w, omega, beta):
    return slope(a, x, 0 * x0, w, omega, beta)


def energy_alone(*given):
    return slope(*given)[0]


def rate_of_one_node(*given):
    energy, rate = slope(*given)
    return energy, rate[0]


def mix(v, q, r, *, total=None, product=None, off=None, size=None, shift=None):
    """The four matrices, in which the parts can be replaced."""
    even = (v + v.T) / 2
    zero = even - np.diag(np.diag(even)) if off is None else off
    sums = np.abs(zero).sum(1) if size is None else size
    square = v.T @ v if product is None else product
    last = zero + np.diag(q * sums + r if shift is None else shift(q, sums, r))
    return even if total is None else total, square, -square, last


def sum_without_half(v, q, r):
    return mix(v, q, r, total=v + v.T)


def antisymmetric(v, q, r):
    return mix(v, q, r, total=(v - v.T) / 2)


def free(v, q, r):
    return mix(v, q, r, total=v)


def one_triangle(v, q, r):
    return mix(v, q, r, total=np.triu(v) + np.triu(v, 1).T)


def other_product(v, q, r):
    return mix(v, q, r, product=v @ v.T)


def square_of_v(v, q, r):
    return mix(v, q, r, product=v @ v)


def by_entry(v, q, r):
    return mix(v, q, r, product=v * v)


def diagonal_kept(v, q, r):
    even = (v + v.T) / 2
    return mix(v, q, r, off=even, size=np.abs(even - np.diag(np.diag(even))).sum(1))


def diagonal_in_the_sums(v, q, r):
    return mix(v, q, r, size=np.abs(v + v.T).sum(1) / 2)


def diagonal_in_both(v, q, r):
    return mix(v, q, r, off=(v + v.T) / 2)


def modulus_missing(v, q, r):
    even = (v + v.T) / 2
    return mix(v, q, r, size=(even - np.diag(np.diag(even))).sum(1))


def no_r(v, q, r):
    return mix(v, q, 0 * r)


def q_times_r(v, q, r):
    return mix(v, q, r, shift=lambda q, sums, r: q * (sums + r))


def everything_shifted(v, q, r):
    even = (v + v.T) / 2
    off = even - np.diag(np.diag(even))
    return (*mix(v, q, r)[:3], off + q * np.abs(off).sum(1) + r)


def three_only(v, q, r):
    return mix(v, q, r)[:3]


def diagonals_only(v, q, r):
    return [np.diag(w) for w in mix(v, q, r)]


def push(edges, x, w, *, kind="symmetric", split=None, sign=1.0, order=(0, 1), one_way=False):
    """Both forces, in which the Laplacian and the split of W can be replaced."""
    n = len(x)
    a = np.zeros((n, n))
    a[edges[0], edges[1]] = 1.0
    a = a if one_way else a + a.T
    d = np.bincount(edges.ravel(), minlength=n)
    scale = {
        "symmetric": np.sqrt(np.outer(d, d)),
        "walk": np.repeat(d[:, None], n, 1),
        "plain": np.ones((n, n)),
        "outer": np.repeat(np.sqrt(d)[None], n, 0),
    }[kind]
    weights = a / scale
    own = {
        "plain": a.sum(1),
        "outer": np.sqrt(d),
    }.get(kind, a.sum(1) / d)
    pull = weights @ x - own[:, None] * x
    values, vectors = np.linalg.eigh(w)
    plus = vectors * np.maximum(values, 0) @ vectors.T if split is None else split(w)
    both = sign * pull @ plus, sign * pull @ (w - plus)
    return both[order[0]], both[order[1]]


def split_by_entries(edges, x, w):
    return push(edges, x, w, split=lambda w: np.maximum(w, 0))


def forces_exchanged(edges, x, w):
    return push(edges, x, w, order=(1, 0))


def all_is_attraction(edges, x, w):
    return push(edges, x, w, split=lambda w: w)


def all_is_both(edges, x, w):
    whole = push(edges, x, w, split=lambda w: w)[0]
    return whole, whole


def away(edges, x, w):
    return push(edges, x, w, sign=-1.0)


def neighbours_alone(edges, x, w):
    attraction, repulsion = push(edges, x, w)
    values, vectors = np.linalg.eigh(w)
    plus = vectors * np.maximum(values, 0) @ vectors.T
    return attraction + x @ plus, repulsion + x @ (w - plus)


def degrees_missing(edges, x, w):
    return push(edges, x, w, kind="plain")


def of_the_walk(edges, x, w):
    return push(edges, x, w, kind="walk")


def outer_root_missing(edges, x, w):
    return push(edges, x, w, kind="outer")


def on_one_end(edges, x, w):
    return push(edges, x, w, one_way=True)


def edges_twice(edges, x, w):
    return push(edges, x, w, sign=2.0)


def sum_of_forces(edges, x, w):
    attraction, repulsion = push(edges, x, w)
    return attraction + repulsion


def forces_transposed(edges, x, w):
    return [force.T for force in push(edges, x, w)]


def rough(edges, x, *, degrees=True, factor=1.0, square=None, ceiling=None, loops=0.0):
    """The normalised energy and its ceiling, in which norm, degrees and ceiling can be replaced."""
    n = len(x)
    a = np.zeros((n, n))
    a[edges[0], edges[1]] = a[edges[1], edges[0]] = 1.0
    d = a.sum(1)
    delta = np.eye(n) - a / np.sqrt(np.outer(d, d))
    energy = (x * ((delta if degrees else np.diag(d) - a) @ x)).sum() / 2
    looped = a + loops * np.eye(n)
    root = np.sqrt(looped.sum(1))
    values = np.linalg.eigvalsh(np.eye(n) - looped / np.outer(root, root))
    return (
        factor * energy / ((x**2).sum() if square is None else square(x)),
        values[-1] / 2 if ceiling is None else ceiling(values, np.linalg.eigvalsh(np.diag(d) - a)),
    )


def not_normalised(edges, x):
    return rough(edges, x, square=lambda x: 1.0)


def norm_not_squared(edges, x):
    return rough(edges, x, square=np.linalg.norm)


def mean_frequency(edges, x):
    return rough(edges, x, factor=2.0)


def quarter_of_edges(edges, x):
    return rough(edges, x, factor=0.5)


def without_degrees(edges, x):
    return rough(edges, x, degrees=False)


def channel_by_channel(edges, x):
    each = [rough(edges, x[:, [c]])[0] for c in range(x.shape[1])]
    return np.sum(each), rough(edges, x)[1]


def mean_over_channels(edges, x):
    each = [rough(edges, x[:, [c]])[0] for c in range(x.shape[1])]
    return np.mean(each), rough(edges, x)[1]


def at_most_one(edges, x):
    return rough(edges, x, ceiling=lambda values, plain: 1.0)


def rho_itself(edges, x):
    return rough(edges, x, ceiling=lambda values, plain: values[-1])


def rho_of_l(edges, x):
    return rough(edges, x, ceiling=lambda values, plain: plain[-1] / 2)


def second_smallest(edges, x):
    return rough(edges, x, ceiling=lambda values, plain: values[1] / 2)


def with_self_loops(edges, x):
    return rough(edges, x, loops=1.0)


def one_value(edges, x):
    return rough(edges, x)[0]


def factors(lam, w, omega, tau, *, rate=None, layer=None, bare=None):
    """The three factors, in which the rate and the layers can be replaced."""
    z = tau * (np.outer(1 - lam, w) - omega) if rate is None else rate
    return np.exp(z), 1 + z if layer is None else layer(z), z if bare is None else bare(z)


def as_for_heat(lam, w, omega, tau):
    return factors(lam, w, omega, tau, rate=tau * (-np.outer(lam, w) - omega))


def without_omega(lam, w, omega, tau):
    return factors(lam, w, 0.0, tau)


def omega_added(lam, w, omega, tau):
    return factors(lam, w, -omega, tau)


def omega_at_neighbours(lam, w, omega, tau):
    return factors(lam, w - omega, 0.0, tau)


def times_lambda(lam, w, omega, tau):
    return factors(lam, w, omega, tau, rate=tau * (np.outer(lam, w) - omega))


def w_after_one(lam, w, omega, tau):
    return factors(lam, w, omega, tau, rate=tau * (1 - np.outer(lam, w) - omega))


def without_tau(lam, w, omega, tau):
    return factors(lam, w, omega, 1.0)


def rates_only(lam, w, omega, tau):
    rate = np.outer(1 - lam, w) - omega
    return rate, rate, rate


def layer_for_flow(lam, w, omega, tau):
    _, layer, bare = factors(lam, w, omega, tau)
    return layer, layer, bare


def moduli(lam, w, omega, tau):
    return [np.abs(f) for f in factors(lam, w, omega, tau)]


def implicit(lam, w, omega, tau):
    return factors(lam, w, omega, tau, layer=lambda z: 1 / (1 - z))


def bare_with_residual(lam, w, omega, tau):
    return factors(lam, w, omega, tau, bare=lambda z: 1 + z)


def one_channel_per_frequency(lam, w, omega, tau):
    return factors(lam, w, omega, tau, rate=tau * ((1 - lam) * w[0] - omega))


def columns_for_rows(lam, w, omega, tau):
    return [np.concatenate([f, f], 1).T for f in factors(lam, w, omega, tau)]


def wins(w, rho, tau, *, flow=None, rate=None, layers=None):
    """The two winners and the rate, each of which can be replaced."""
    smooth, sharp = w.max(), -w.min() * (rho - 1)
    long = abs(1 - tau * w * (rho - 1)).max() > abs(1 + tau * w).max()
    return (
        rho * float(sharp > smooth if flow is None else flow),
        max(smooth, sharp) if rate is None else rate,
        rho * float(long if layers is None else layers),
    )


def strongest_eigenvalue(w, rho, tau):
    return wins(w, rho, tau, flow=-w.min() > w.max())


def any_negative(w, rho, tau):
    return wins(w, rho, tau, flow=w.min() < 0)


def by_the_trace(w, rho, tau):
    return wins(w, rho, tau, flow=w.sum() < 0)


def always_smooth(w, rho, tau):
    return wins(w, rho, tau, flow=False)


def exchanged_winners(w, rho, tau):
    flow, rate, layers = wins(w, rho, tau)
    return rho - flow, rate, rho - layers


def yes_or_no(w, rho, tau):
    flow, rate, layers = wins(w, rho, tau)
    return float(flow > 0), rate, float(layers > 0)


def rate_of_the_smooth(w, rho, tau):
    return wins(w, rho, tau, rate=w.max())


def rate_of_the_rough(w, rho, tau):
    return wins(w, rho, tau, rate=-w.min() * (rho - 1))


def rate_without_rho(w, rho, tau):
    return wins(w, rho, tau, rate=np.abs(w).max() if w.min() < 0 else w.max())


def rate_of_the_energy(w, rho, tau):
    return wins(w, rho, tau, rate=2 * wins(w, rho, tau)[1])


def flow_for_layers(w, rho, tau):
    return wins(w, rho, tau, layers=wins(w, rho, tau)[0] > 0)


def no_residual(w, rho, tau):
    return wins(w, rho, tau, layers=False)


def paper_without_two_minus_rho(w, rho, tau):
    return wins(w, rho, tau, layers=wins(w, rho, tau)[0] > 0 and -w.min() < 2 / tau)


def two_values(w, rho, tau):
    return wins(w, rho, tau)[::2]


WRONG = {
    "7.1": [
        (halves_missing, "the ½ of the first two terms is missing", 3),
        (half_of_all, "the last term has no ½", 3),
        (pairs_counted_twice, "the ½ of the pairs is missing", 3),
        (pairs_added, "the pairs have the wrong sign", 3),
        (source_added, "the last term has the wrong sign", 3),
        (no_channel_mixing, "W is missing", 0),
        (as_printed, "Ā X W: right if W is symmetric, but the energy sees only (W + Wᵀ)/2", 2),
        (transposed_w, "Ā X Wᵀ: the energy sees both, (W + Wᵀ)/2", 2),
        (both_without_half, "the pairs have a 2 too much", 1),
        (uphill, "this runs uphill", 1),
        (half_kept, "there is a ½ too much", 1),
        (no_memory, "the last term is missing", 0),
        (energy_alone, "2 values are wanted", 0),
        (rate_of_one_node, "the rate of change for a symmetric W has the wrong shape", 1),
    ],
    "7.2": [
        (sum_without_half, "the ½ is missing", 3),
        (antisymmetric, "the sign is wrong", 3),
        (free, "V itself, which is not symmetric", 3),
        (one_triangle, "this copies one triangle", 3),
        (other_product, "V Vᵀ, which has the same eigenvalues but another W", 3),
        (square_of_v, "V V: its eigenvalues can have any sign", 3),
        (by_entry, "the product is taken entry by entry", 3),
        (diagonal_kept, "the diagonal of V is still there", 2),
        (diagonal_in_the_sums, "the diagonal of V counts in the sums", 2),
        (diagonal_in_both, "the diagonal of V is still in W and in the sums", 2),
        (modulus_missing, "the sums are those of W⁰, without the modulus", 2),
        (no_r, "r is missing", 2),
        (q_times_r, "q multiplies r too", 2),
        (everything_shifted, "the whole matrix is shifted", 2),
        (three_only, "4 values are wanted", 0),
        (diagonals_only, "the sum has the wrong shape", 0),
    ],
    "7.3": [
        (split_by_entries, "this splits W by the signs of its entries", 0),
        (forces_exchanged, "attraction and repulsion are exchanged", 0),
        (all_is_attraction, "attraction and repulsion are exchanged", 1),
        (all_is_both, "attraction and repulsion are exchanged", 0),
        (away, "the force points the wrong way", 0),
        (neighbours_alone, "ĀXW: the force across an edge is W times a difference", 0),
        (degrees_missing, "the degrees are missing", 0),
        (of_the_walk, "differences are not divided by √d", 0),
        (outer_root_missing, "the outer 1/√d_i is missing", 0),
        (on_one_end, "each edge acts on one of its ends only", 0),
        (edges_twice, "each edge counts twice", 0),
        (sum_of_forces, "2 values are wanted", 0),
        (forces_transposed, "the attraction is transposed", 0),
    ],
    "7.4": [
        (not_normalised, "the energy of X", 2),
        (norm_not_squared, "divided by ‖X‖: the energy is a square, so divide by ‖X‖²", 2),
        (mean_frequency, "the mean frequency ⟨X, ΔX⟩/‖X‖²", 2),
        (quarter_of_edges, "each edge is counted once, so the ¼ is a ½", 2),
        (without_degrees, "the degrees are missing", 2),
        (channel_by_channel, "each channel has a norm of its own here", 3),
        (mean_over_channels, "each channel has a norm of its own here", 3),
        (at_most_one, "1 = 2/2, which no graph exceeds and only bipartite ones reach", 2),
        (rho_itself, "ρ: the energy of its eigenvector is half of it", 2),
        (rho_of_l, "the largest eigenvalue of D − A, not of Δ", 2),
        (second_smallest, "half of the smallest frequency above 0", 2),
        (with_self_loops, "these are the frequencies with self-loops", 2),
        (one_value, "2 values are wanted", 0),
    ],
    "7.5": [
        (as_for_heat, "heat, −λw: W multiplies Ā = I − Δ, not −Δ", 0),
        (without_omega, "Ω is missing", 0),
        (omega_added, "Ω has the wrong sign", 0),
        (omega_at_neighbours, "Ω stands at the node itself", 0),
        (times_lambda, "λ multiplies w: the eigenvalue of Ā is 1 − λ", 0),
        (w_after_one, "1 − λw: Ā has the eigenvalue 1 − λ, and W multiplies that", 0),
        (without_tau, "τ is missing", 0),
        (rates_only, "these are rates, τ times (1 − λ)w − ω is wanted", 0),
        (layer_for_flow, "the layer with residual", 2),
        (moduli, "the modulus is taken", 2),
        (implicit, "the implicit step is another layer", 3),
        (bare_with_residual, "the layer with residual", 3),
        (one_channel_per_frequency, "the factor of the flow has the wrong shape", 0),
        (columns_for_rows, "the factor of the flow has the wrong shape", 0),
    ],
    "7.6": [
        (strongest_eigenvalue, "ρ − 1 is missing", 3),
        (any_negative, "this asks only whether W has a negative eigenvalue", 3),
        (by_the_trace, "this looks at the sum of the eigenvalues", 3),
        (always_smooth, "always 0", 3),
        (exchanged_winners, "the two frequencies are exchanged", 1),
        (yes_or_no, "1 where ρ wins: return the frequency itself", 1),
        (rate_of_the_smooth, "the rate of the loser", 3),
        (rate_of_the_rough, "the rate of the loser", 3),
        (rate_without_rho, "ρ − 1 is missing in the rate of the roughest wave", 3),
        (rate_of_the_energy, "the rate of the energy, which is a square", 3),
        (flow_for_layers, "the winner of the flow", 2),
        (no_residual, "the 1 is missing", 2),
        (paper_without_two_minus_rho, "this calls ρ the loser as soon as |λ₋| > 2/τ", 2),
        (two_values, "3 values are wanted", 0),
    ],
}
"""Exercise number -> (answer, part of a message that names the mistake, points kept)."""
