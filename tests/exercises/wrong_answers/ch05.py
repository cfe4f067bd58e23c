"""Lab 5: wrong answers as learners write them, the mistake that must be named, and the points that stay."""

import numpy as np
from scipy.sparse.csgraph import connected_components


def matrix(edges, n, loops=1.0):
    a = loops * np.eye(n)
    a[edges[0], edges[1]] = a[edges[1], edges[0]] = 1.0
    return a


def smoothing(edges, n):
    a = matrix(edges, n)
    d = a.sum(1)
    return a / np.sqrt(np.outer(d, d))


def steps(edges, x, h, layers, *, matrix=None, step=None, energy=None):
    """Steps and energies, in which the matrix, the step and the energy can be replaced."""
    a = smoothing(edges, len(x)) if matrix is None else matrix
    step = step or (lambda x: x - h * (x - a @ x))
    energy = energy or (lambda x: (x * (x - a @ x)).sum() / 2)
    energies = [energy(x)]
    for _ in range(layers):
        x = step(x)
        energies.append(energy(x))
    return x, np.array(energies)


def no_loops(edges, x, h, layers):
    a = matrix(edges, len(x), 0.0)
    d = a.sum(1)
    return steps(edges, x, h, layers, matrix=a / np.sqrt(np.outer(d, d)))


def loops_not_in_degrees(edges, x, h, layers):
    a = matrix(edges, len(x))
    d = a.sum(1) - 1
    return steps(edges, x, h, layers, matrix=a / np.sqrt(np.outer(d, d)))


def walk_matrix(edges, x, h, layers):
    a = matrix(edges, len(x))
    return steps(edges, x, h, layers, matrix=a / a.sum(1)[:, None])


def not_normalised(edges, x, h, layers):
    return steps(edges, x, h, layers, matrix=matrix(edges, len(x)))


def uphill(edges, x, h, layers):
    a = smoothing(edges, len(x))
    return steps(edges, x, h, layers, step=lambda x: x + h * (x - a @ x))


def plus_propagated(edges, x, h, layers):
    a = smoothing(edges, len(x))
    return steps(edges, x, h, layers, step=lambda x: x + h * a @ x)


def h_missing(edges, x, h, layers):
    return steps(edges, x, 1.0, layers)


def x_missing(edges, x, h, layers):
    a = smoothing(edges, len(x))
    return steps(edges, x, h, layers, step=lambda x: h * a @ x)


def one_long_step(edges, x, h, layers):
    return steps(edges, x, h * layers, 1)[0], steps(edges, x, h, layers)[1]


def one_layer_more(edges, x, h, layers):
    return steps(edges, x, h, layers + 1)[0], steps(edges, x, h, layers)[1]


def always_the_first_x(edges, x, h, layers):
    return steps(edges, x, h, 1)[0], steps(edges, x, h, layers)[1]


def energy_without_half(edges, x, h, layers):
    a = smoothing(edges, len(x))
    return steps(edges, x, h, layers, energy=lambda x: (x * (x - a @ x)).sum())


def combinatorial_energy(edges, x, h, layers):
    i, j = edges
    return steps(edges, x, h, layers, energy=lambda x: ((x[i] - x[j]) ** 2).sum() / 2)


def norm_for_energy(edges, x, h, layers):
    return steps(edges, x, h, layers, energy=lambda x: (x**2).sum())


def start_left_out(edges, x, h, layers):
    x, energies = steps(edges, x, h, layers)
    return x, energies[1:]


def last_energy(edges, x, h, layers):
    x, energies = steps(edges, x, h, layers)
    return x, energies[-1]


def ratios(edges, x, h, layers):
    x, energies = steps(edges, x, h, layers)
    return x, energies / energies[0]


def features_only(edges, x, h, layers):
    return steps(edges, x, h, layers)[0]


def in_place(edges, x, h, layers):
    a = smoothing(edges, len(x))
    energies = steps(edges, x, h, layers)[1]
    for _ in range(layers):
        x -= h * (x - a @ x)
    return x, energies


def ends(edges, x, *, heat=None, walk=None, symmetric=None, connected=False):
    """The three limits, each of which can be replaced by a function of the part's features and degrees."""
    a = matrix(edges, len(x))
    d = a.sum(1)[:, None]
    label = np.zeros(len(x), int) if connected else connected_components(a)[1]
    heat = heat or (lambda x, d: x.mean(0))
    walk = walk or (lambda x, d: (d * x).sum(0) / d.sum())
    symmetric = symmetric or (lambda x, d: np.sqrt(d) * (np.sqrt(d) * x).sum(0) / d.sum())
    out = np.zeros((3, *x.shape))
    for c in np.unique(label):
        part = label == c
        for k, f in enumerate((heat, walk, symmetric)):
            out[k, part] = f(x[part], d[part])
    return tuple(out)


def sum_kept(edges, x):
    return ends(edges, x, heat=lambda x, d: x.sum(0))


def everything_gone(edges, x):
    return ends(edges, x, heat=lambda x, d: 0 * x)


def one_mean_for_all(edges, x):
    return ends(edges, x, heat=lambda x, d: x.mean())


def degrees_in_heat(edges, x):
    return ends(edges, x, heat=lambda x, d: (d * x).sum(0) / d.sum())


def plain_walk(edges, x):
    return ends(edges, x, walk=lambda x, d: x.mean(0))


def walk_without_loops(edges, x):
    return ends(edges, x, walk=lambda x, d: ((d - 1) * x).sum(0) / max((d - 1).sum(), 1))


def walk_inverse(edges, x):
    return ends(edges, x, walk=lambda x, d: (x / d).sum(0) / (1 / d).sum())


def walk_roots(edges, x):
    return ends(edges, x, walk=lambda x, d: (np.sqrt(d) * x).sum(0) / np.sqrt(d).sum())


def all_the_same_vector(edges, x):
    """What the article says."""
    return ends(edges, x, symmetric=lambda x, d: x.mean(0))


def symmetric_like_the_walk(edges, x):
    return ends(edges, x, symmetric=lambda x, d: (d * x).sum(0) / d.sum())


def symmetric_without_loops(edges, x):
    def project(x, d):
        v = np.sqrt(d - 1)
        return v * (v * x).sum(0) / max((d - 1).sum(), 1)

    return ends(edges, x, symmetric=project)


def degrees_for_roots(edges, x):
    return ends(edges, x, symmetric=lambda x, d: d * (d * x).sum(0) / (d**2).sum())


def not_normalised_projector(edges, x):
    return ends(edges, x, symmetric=lambda x, d: np.sqrt(d) * (np.sqrt(d) * x).sum(0))


def norm_not_squared(edges, x):
    return ends(edges, x, symmetric=lambda x, d: np.sqrt(d) * (np.sqrt(d) * x).sum(0) / np.sqrt(d.sum()))


def mean_spread(edges, x):
    return ends(edges, x, symmetric=lambda x, d: np.sqrt(d) * x.mean(0))


def as_if_connected(edges, x):
    return ends(edges, x, connected=True)


def lonely_lost(edges, x):
    d = matrix(edges, len(x)).sum(1)[:, None]
    return [part * (d > 1) for part in ends(edges, x)]


def two_limits(edges, x):
    return ends(edges, x)[1:]


def limits_transposed(edges, x):
    return [part.T for part in ends(edges, x)]


def lengths(low, high, *, growth=None, flip=None, best=None, factor=None):
    """The four numbers, each of which can be replaced."""
    return (
        growth or 2 / high,
        flip or 1 / high,
        best or 2 / (low + high),
        factor or (high - low) / (high + low),
    )


def limits_exchanged(low, high):
    return lengths(low, high, growth=1 / high, flip=2 / high)


def growth_of_the_article(low, high):
    """The article's exercise asks for 1/λ_max as the stability bound."""
    return lengths(low, high, growth=1 / high)


def growth_of_the_slowest(low, high):
    return lengths(low, high, growth=2 / low, flip=1 / low)


def growth_inverted(low, high):
    return lengths(low, high, growth=high / 2)


def flip_is_growth(low, high):
    return lengths(low, high, flip=2 / high)


def flip_halved(low, high):
    return lengths(low, high, flip=1 / (2 * high))


def longest_is_best(low, high):
    return lengths(low, high, best=2 / high, factor=1 - low / high)


def safest_is_best(low, high):
    return lengths(low, high, best=1 / high, factor=1 - low / high)


def best_without_two(low, high):
    return lengths(low, high, best=1 / (low + high))


def best_difference(low, high):
    return lengths(low, high, best=2 / (high - low))


def best_geometric(low, high):
    return lengths(low, high, best=1 / np.sqrt(low * high))


def factor_negative(low, high):
    return lengths(low, high, factor=(low - high) / (low + high))


def factor_of_the_energy(low, high):
    return lengths(low, high, factor=((high - low) / (high + low)) ** 2)


def factor_lost(low, high):
    return lengths(low, high, factor=2 * low / (low + high))


def factor_condition(low, high):
    return lengths(low, high, factor=low / high)


def only_limits(low, high):
    return lengths(low, high)[:2]


def moduli(adjacency, loops, *, symmetric=True, degree_loops=True):
    a = adjacency + loops * np.eye(len(adjacency))
    d = a.sum(1) if degree_loops else adjacency.sum(1)
    return np.linalg.eigvalsh(a / np.sqrt(np.outer(d, d)) if symmetric else a)


def depth(mu, share, *, rounded=np.ceil, factor=2):
    return np.inf if mu > 1 - 1e-12 else rounded(np.log(share) / (factor * np.log(mu)))


def smooth(adjacency, loops, share, *, mu=None, layers=None):
    """Modulus and depth, each of which can be replaced."""
    mine = np.sort(np.abs(moduli(adjacency, loops)))[-2] if mu is None else mu
    return mine, (layers or depth)(mine, share)


def second_eigenvalue(adjacency, loops, share):
    return smooth(adjacency, loops, share, mu=np.sort(moduli(adjacency, loops))[-2])


def largest_modulus(adjacency, loops, share):
    return smooth(adjacency, loops, share, mu=np.abs(moduli(adjacency, loops)).max())


def third_modulus(adjacency, loops, share):
    return smooth(adjacency, loops, share, mu=np.sort(np.abs(moduli(adjacency, loops)))[-3])


def loops_forgotten(adjacency, loops, share):
    return smooth(adjacency, loops, share, mu=np.sort(np.abs(moduli(adjacency, 0.0)))[-2])


def loops_of_one(adjacency, loops, share):
    return smooth(adjacency, loops, share, mu=np.sort(np.abs(moduli(adjacency, 1.0)))[-2])


def loops_out_of_degrees(adjacency, loops, share):
    mu = np.sort(np.abs(moduli(adjacency, loops, degree_loops=False)))[-2]
    return smooth(adjacency, loops, share, mu=mu)


def plain_matrix(adjacency, loops, share):
    mu = np.sort(np.abs(moduli(adjacency, loops, symmetric=False)))[-2]
    return mu, depth(0.5, share)


def of_the_laplacian(adjacency, loops, share):
    return smooth(adjacency, loops, share, mu=1 - np.sort(moduli(adjacency, loops))[-2])


def features_for_energy(adjacency, loops, share):
    return smooth(adjacency, loops, share, layers=lambda mu, s: depth(mu, s, factor=1))


def rounded_down(adjacency, loops, share):
    return smooth(adjacency, loops, share, layers=lambda mu, s: depth(mu, s, rounded=np.floor))


def not_rounded(adjacency, loops, share):
    return smooth(adjacency, loops, share, layers=lambda mu, s: depth(mu, s, rounded=float))


def never_is_zero(adjacency, loops, share):
    mu, layers = smooth(adjacency, loops, share)
    return mu, layers if np.isfinite(layers) else 0


def never_is_negative(adjacency, loops, share):
    mu, layers = smooth(adjacency, loops, share)
    return mu, layers if np.isfinite(layers) else -np.inf


def modulus_only(adjacency, loops, share):
    return smooth(adjacency, loops, share)[0]


def causes(runs, chance, good, *, border=None, train=None, codes=(0, 1, 2, 5, 3, 4), rest=6, order=range(6)):
    """The tree of questions, in which borders, numbers and order can be replaced."""
    fitted, test, gradient, probe = runs.T
    border = (chance + good) / 2 if border is None else border
    learned = fitted > ((chance + 1) / 2 if train is None else train)
    weak, kept = gradient < 0.01, probe > border
    questions = [test > border, gradient > 100, learned, weak & ~kept, weak, ~kept]
    return np.select([questions[k] for k in order], [codes[k] for k in order], default=rest)


def half_as_border(runs, chance, good):
    return causes(runs, chance, good, border=0.5, train=0.5)


def chance_as_border(runs, chance, good):
    return causes(runs, chance, good, border=chance, train=chance)


def good_as_border(runs, chance, good):
    return causes(runs, chance, good, border=good)


def explosion_forgotten(runs, chance, good):
    return causes(runs, chance, good, order=(0, 2, 3, 4, 5))


def explosion_is_infinite_only(runs, chance, good):
    out = causes(runs, chance, good)
    return np.where((out == 1) & np.isfinite(runs[:, 2]), 6, out)


def overfitting_forgotten(runs, chance, good):
    return causes(runs, chance, good, order=(0, 1, 3, 4, 5))


def gradient_first(runs, chance, good):
    return causes(runs, chance, good, codes=(0, 1, 2, 3, 3, 4))


def information_first(runs, chance, good):
    return causes(runs, chance, good, codes=(0, 1, 2, 4, 3, 4))


def three_and_four_exchanged(runs, chance, good):
    return causes(runs, chance, good, codes=(0, 1, 2, 5, 4, 3))


def no_other_cause(runs, chance, good):
    return causes(runs, chance, good, rest=4)


def no_other_cause_either(runs, chance, good):
    return causes(runs, chance, good, rest=3)


def all_is_smoothing(runs, chance, good):
    return causes(runs, chance, good, order=(0, 2), rest=4)


def counted_from_one(runs, chance, good):
    return causes(runs, chance, good) + 1


def questions_in_columns(runs, chance, good):
    out = causes(runs, chance, good)
    return np.eye(7)[out]


WRONG = {
    "5.1": [
        (no_loops, "self-loops are missing: Ã", 0),
        (loops_not_in_degrees, "missing in the degrees", 0),
        (walk_matrix, "this is the random walk", 0),
        (not_normalised, "nothing is normalised", 0),
        (uphill, "heat flows downhill", 0),
        (plus_propagated, "x is still there", 0),
        (h_missing, "h is missing", 1),
        (x_missing, "x is missing from the step", 1),
        (one_long_step, "one step of length h·layers", 3),
        (one_layer_more, "one layer too many", 2),
        (always_the_first_x, "always to the first x", 3),
        (energy_without_half, "twice the energy", 2),
        (combinatorial_energy, "not normalised", 2),
        (norm_for_energy, "squared norm", 2),
        (start_left_out, "one for the start", 2),
        (last_energy, "and one for the start", 2),
        (ratios, "divided by the first", 2),
        (features_only, "2 values are wanted", 0),
        (in_place, "overwrites its input", 0),
    ],
    "5.2": [
        (sum_kept, "this is the sum", 2),
        (everything_gone, "kernel of L is the constants", 2),
        (one_mean_for_all, "each has its own", 2),
        (degrees_in_heat, "keeps the plain mean", 2),
        (plain_walk, "stationary distribution of the walk", 2),
        (walk_without_loops, "self-loops make them d + 1", 2),
        (walk_inverse, "busy nodes count more", 2),
        (walk_roots, "that belongs to Ã", 2),
        (all_the_same_vector, "nodes end proportional to it, not equal", 2),
        (symmetric_like_the_walk, "the limit of the walk, constant", 2),
        (symmetric_without_loops, "not √d", 2),
        (degrees_for_roots, "not d + 1", 2),
        (not_normalised_projector, "lacks its 1/‖v‖²", 2),
        (norm_not_squared, "not by ‖v‖²", 2),
        (mean_spread, "spreads the plain mean", 2),
        (as_if_connected, "nothing flows between components", 3),
        (lonely_lost, "its self-loop is all it has", 3),
        (two_limits, "3 values are wanted", 0),
        (limits_transposed, "transposed", 0),
    ],
    "5.3": [
        (limits_exchanged, "1 − hλ < −1", 2),
        (growth_of_the_article, "they grow only when", 3),
        (growth_of_the_slowest, "the roughest mode grows first", 2),
        (growth_inverted, "the limit is its inverse", 3),
        (flip_is_growth, "where growth begins", 3),
        (flip_halved, "this is half of it", 3),
        (longest_is_best, "doesn't decay there", 2),
        (safest_is_best, "serves the slowest mode better", 2),
        (best_without_two, "not opposite", 3),
        (best_difference, "2/(λ_max − λ₂)", 3),
        (best_geometric, "1/√(λ₂λ_max)", 3),
        (factor_negative, "a modulus", 3),
        (factor_of_the_energy, "the energy shrinks", 3),
        (factor_lost, "what is left", 3),
        (factor_condition, "this is λ₂/λ_max", 3),
        (only_limits, "4 values are wanted", 0),
    ],
    "5.4": [
        (second_eigenvalue, "a negative one has a larger modulus", 2),
        (largest_modulus, "always 1", 1),
        (third_modulus, "this is the third", 0),
        (loops_forgotten, "self-loops are missing", 1),
        (loops_of_one, "use `loops`", 1),
        (loops_out_of_degrees, "not in the degrees", 1),
        (plain_matrix, "not normalised", 0),
        (of_the_laplacian, "belongs to Ã", 0),
        (features_for_energy, "the 2 is missing", 3),
        (rounded_down, "one layer too few", 3),
        (not_rounded, "round up", 3),
        (never_is_zero, "never becomes smooth", 3),
        (never_is_negative, "never becomes smooth", 3),
        (modulus_only, "2 values are wanted", 0),
    ],
    "5.5": [
        (half_as_border, "½ is no border", 0),
        (chance_as_border, "a little better than chance", 0),
        (good_as_border, "halfway from chance is enough", 0),
        (explosion_forgotten, "ask for the gradient above 100", 4),
        (explosion_is_infinite_only, "'explodes'", 4),
        (overfitting_forgotten, "overfits", 3),
        (gradient_first, "it is cause 5", 3),
        (information_first, "it is cause 5", 3),
        (three_and_four_exchanged, "exchanged", 2),
        (no_other_cause, "not known: 6", 4),
        (no_other_cause_either, "isn't known: 6", 4),
        (all_is_smoothing, "called over-smoothing", 1),
        (counted_from_one, "start at 0", 0),
        (questions_in_columns, "wrong shape", 0),
    ],
}
"""Exercise number -> (answer, part of a message that names the mistake, points kept)."""
