"""Lab 4: wrong answers as learners write them, the mistake that must be named, and the points that stay."""

import numpy as np


def adjacency(edges, n, *, both=True):
    a = np.zeros((n, n))
    a[edges[0], edges[1]] = 1.0
    if both:
        a[edges[1], edges[0]] = 1.0
    return a


def three(edges, n, *, both=True, lap=None, sym=None, rw=None):
    """The three Laplacians, each of which can be replaced; lonely nodes get zero rows."""
    a = adjacency(edges, n, both=both)
    d = a.sum(1)
    inverse = np.where(d > 0, 1 / np.maximum(d, 1), 0.0)
    root = np.sqrt(inverse)
    matrix = np.diag(d) - a
    return (
        matrix if lap is None else lap(a, d),
        root[:, None] * matrix * root if sym is None else sym(a, matrix, root),
        inverse[:, None] * matrix if rw is None else rw(a, matrix, inverse),
    )


def sign_of_the_stencil(edges, n):
    return three(edges, n, lap=lambda a, d: a - np.diag(d))


def signless(edges, n):
    return three(edges, n, lap=lambda a, d: a + np.diag(d))


def adjacency_returned(edges, n):
    return three(edges, n, lap=lambda a, d: a)


def degrees_only(edges, n):
    return three(edges, n, lap=lambda a, d: np.diag(d))


def one_direction(edges, n):
    a = adjacency(edges, n, both=False)
    return three(edges, n, lap=lambda *_: np.diag(a.sum(1)) - a)


def not_normalised(edges, n):
    return three(edges, n, sym=lambda a, m, r: m, rw=lambda a, m, i: m)


def root_missing(edges, n):
    return three(edges, n, sym=lambda a, m, r: r[:, None] ** 2 * m * r**2)


def left_only(edges, n):
    return three(edges, n, sym=lambda a, m, r: r[:, None] * m)


def normalised_adjacency(edges, n):
    return three(edges, n, sym=lambda a, m, r: r[:, None] * a * r)


def entry_by_entry(edges, n):
    return three(edges, n, sym=lambda a, m, r: np.diag(r) * m * np.diag(r))


def columns_divided(edges, n):
    return three(edges, n, rw=lambda a, m, i: m * i)


def walk_itself(edges, n):
    return three(edges, n, rw=lambda a, m, i: i[:, None] * a)


def rw_is_sym(edges, n):
    return three(edges, n, rw=lambda a, m, i: np.sqrt(i)[:, None] * m * np.sqrt(i))


def divides_by_zero(edges, n):
    a = adjacency(edges, n)
    d = a.sum(1)
    matrix = np.diag(d) - a
    return matrix, matrix / np.sqrt(np.outer(d, d)), matrix / d[:, None]


def identity_minus(edges, n):
    a = adjacency(edges, n)
    d = np.maximum(a.sum(1), 1)
    return np.diag(a.sum(1)) - a, np.eye(n) - a / np.sqrt(np.outer(d, d)), np.eye(n) - a / d[:, None]


def one_matrix(edges, n):
    return three(edges, n)[0]


def too_small(edges, n):
    size = edges.max() + 1
    return [m[: size - 1, : size - 1] for m in three(edges, n)]


def energy(edges, x, *, factor=0.5, gradient=None, value=None):
    """Energy and gradient, each of which can be replaced."""
    i, j = edges
    difference = x[i] - x[j]
    a = adjacency(edges, len(x))
    lx = (np.diag(a.sum(1)) - a) @ x
    return (
        factor * (difference**2).sum() if value is None else value(difference),
        lx if gradient is None else gradient(a, lx),
    )


def no_half(edges, x):
    return energy(edges, x, factor=1.0)


def quarter(edges, x):
    return energy(edges, x, factor=0.25)


def not_squared(edges, x):
    return energy(edges, x, value=lambda d: np.abs(d).sum() / 2)


def averaged_channels(edges, x):
    return energy(edges, x, value=lambda d: (d**2).sum(0).mean() / 2)


def first_channel(edges, x):
    return energy(edges, x, value=lambda d: (d[:, 0] ** 2).sum() / 2)


def energy_per_channel(edges, x):
    return energy(edges, x, value=lambda d: (d**2).sum(0) / 2)


def summed_before_squared(edges, x):
    return energy(edges, x, value=lambda d: (d.sum(1) ** 2).sum() / 2)


def root_taken(edges, x):
    return energy(edges, x, value=lambda d: np.sqrt((d**2).sum()) / 2)


def mean_over_edges(edges, x):
    return energy(edges, x, value=lambda d: (d**2).sum(1).mean() / 2)


def normalised_energy(edges, x):
    s = x / np.sqrt(adjacency(edges, len(x)).sum(1))[:, None]
    return energy(edges, x, value=lambda _: ((s[edges[0]] - s[edges[1]]) ** 2).sum() / 2)


def heat_direction(edges, x):
    return energy(edges, x, gradient=lambda a, lx: -lx)


def twice_the_gradient(edges, x):
    return energy(edges, x, gradient=lambda a, lx: 2 * lx)


def neighbours_summed(edges, x):
    return energy(edges, x, gradient=lambda a, lx: a @ x)


def walk_gradient(edges, x):
    return energy(edges, x, gradient=lambda a, lx: lx / a.sum(1)[:, None])


def one_end_only(edges, x):
    out = np.zeros_like(x)
    np.add.at(out, edges[0], x[edges[0]] - x[edges[1]])
    return energy(edges, x, gradient=lambda a, lx: out)


def buffered_addition(edges, x):
    out = np.zeros_like(x)
    out[edges[0]] += x[edges[0]] - x[edges[1]]
    out[edges[1]] -= x[edges[0]] - x[edges[1]]
    return energy(edges, x, gradient=lambda a, lx: out)


def gradient_transposed(edges, x):
    return energy(edges, x, gradient=lambda a, lx: lx.T)


def energy_only(edges, x):
    return energy(edges, x)[0]


def filtered(laplacian, x, factor):
    values, vectors = np.linalg.eigh(laplacian)
    return vectors @ (factor(values)[:, None] * (vectors.T @ x))


def entrywise_exponential(laplacian, x, t):
    return np.exp(-t * laplacian) @ x


def explicit_step(laplacian, x, t):
    return x - t * laplacian @ x


def implicit_step(laplacian, x, t):
    return np.linalg.solve(np.eye(len(x)) + t * laplacian, x)


def growing(laplacian, x, t):
    return filtered(laplacian, x, lambda v: np.exp(t * v))


def time_missing(laplacian, x, t):
    return filtered(laplacian, x, lambda v: np.exp(-v))


def eigenvalue_squared(laplacian, x, t):
    return filtered(laplacian, x, lambda v: np.exp(-t * v**2))


def high_pass(laplacian, x, t):
    return x - filtered(laplacian, x, lambda v: np.exp(-t * v))


def mean_removed(laplacian, x, t):
    return filtered(laplacian, x, lambda v: np.where(v > 1e-9, np.exp(-t * v), 0.0))


def not_back(laplacian, x, t):
    values, vectors = np.linalg.eigh(laplacian)
    return np.exp(-t * values)[:, None] * (vectors.T @ x)


def exchanged(laplacian, x, t):
    values, vectors = np.linalg.eigh(laplacian)
    return vectors.T @ (np.exp(-t * values)[:, None] * (vectors @ x))


def not_transformed(laplacian, x, t):
    values, vectors = np.linalg.eigh(laplacian)
    return vectors @ (np.exp(-t * values)[:, None] * x)


def broadcast_wrongly(laplacian, x, t):
    values, vectors = np.linalg.eigh(laplacian)
    return vectors @ (np.exp(-t * values) * (vectors.T @ x))


def first_channel_only(laplacian, x, t):
    return filtered(laplacian, x[:, :1], lambda v: np.exp(-t * v))


def growth(jacobian, diffusion, n, *, eigenvalue=None, k=None, root=None, sign=1):
    """Growth rates, in which the eigenvalues of the ring and the choice of the root can be replaced."""
    k = np.arange(n // 2 + 1) if k is None else k
    angle = 2 * np.pi * k / n
    lam = 2 - 2 * np.cos(angle) if eigenvalue is None else eigenvalue(angle)
    a, d = (jacobian[i, i] - sign * diffusion[i] * lam for i in (0, 1))
    half, det = (a + d) / 2, a * d - jacobian[0, 1] * jacobian[1, 0]
    return half + np.sqrt(half**2 - det + 0j).real if root is None else root(half, det)


def path_modes(jacobian, diffusion, n):
    return growth(jacobian, diffusion, n, eigenvalue=lambda q: 2 - 2 * np.cos(q / 2))


def continuous_line(jacobian, diffusion, n):
    return growth(jacobian, diffusion, n, eigenvalue=lambda q: q**2)


def adjacency_modes(jacobian, diffusion, n):
    return growth(jacobian, diffusion, n, eigenvalue=lambda q: 2 * np.cos(q))


def normalised_ring(jacobian, diffusion, n):
    return growth(jacobian, diffusion, n, eigenvalue=lambda q: 1 - np.cos(q))


def diffusion_added(jacobian, diffusion, n):
    return growth(jacobian, diffusion, n, sign=-1)


def diffusion_exchanged(jacobian, diffusion, n):
    return growth(jacobian, diffusion[::-1], n)


def one_diffuses(jacobian, diffusion, n):
    return growth(jacobian, diffusion * np.array([1, 0]), n)


def other_diffuses(jacobian, diffusion, n):
    return growth(jacobian, diffusion * np.array([0, 1]), n)


def all_entries_diffuse(jacobian, diffusion, n):
    lam = 2 - 2 * np.cos(2 * np.pi * np.arange(n // 2 + 1) / n)
    return np.linalg.eigvals(jacobian - lam[:, None, None] * diffusion[:, None]).real.max(1)


def smaller_root(jacobian, diffusion, n):
    return growth(jacobian, diffusion, n, root=lambda h, det: h - np.sqrt(h**2 - det + 0j).real)


def modulus(jacobian, diffusion, n):
    lam = 2 - 2 * np.cos(2 * np.pi * np.arange(n // 2 + 1) / n)
    return np.abs(np.linalg.eigvals(jacobian - lam[:, None, None] * np.diag(diffusion))).max(1)


def real_root_only(jacobian, diffusion, n):
    return growth(jacobian, diffusion, n, root=lambda h, det: h + np.sqrt(h**2 - det))


def complex_rates(jacobian, diffusion, n):
    return growth(jacobian, diffusion, n, root=lambda h, det: h + np.sqrt(h**2 - det + 0j))


def half_missing(jacobian, diffusion, n):
    return growth(jacobian, diffusion, n, root=lambda h, det: 2 * h + np.sqrt(4 * h**2 - 4 * det + 0j).real)


def every_node_a_mode(jacobian, diffusion, n):
    return growth(jacobian, diffusion, n, k=np.arange(n))


def end_left_out(jacobian, diffusion, n):
    return growth(jacobian, diffusion, n, k=np.arange(n // 2))


def cut(adjacency, *, column=1, value=1, threshold=None):
    laplacian = np.diag(adjacency.sum(1)) - adjacency
    values, vectors = np.linalg.eigh(laplacian)
    f = vectors[:, column]
    return values[value], (f > (0 if threshold is None else threshold(f))).astype(int)


def first_eigenvector(adjacency):
    laplacian = np.diag(adjacency.sum(1)) - adjacency
    return np.linalg.eigvalsh(laplacian)[0], np.ones(len(adjacency), int)


def third_eigenvector(adjacency):
    return cut(adjacency, column=2, value=2)


def largest_eigenvector(adjacency):
    return cut(adjacency, column=-1, value=-1)


def cut_at_median(adjacency):
    return cut(adjacency, threshold=np.median)


def row_of_vectors(adjacency):
    laplacian = np.diag(adjacency.sum(1)) - adjacency
    values, vectors = np.linalg.eigh(laplacian)
    return values[1], (vectors[1] > 0).astype(int)


def of_the_adjacency(adjacency):
    values, vectors = np.linalg.eigh(adjacency)
    return values[1], (vectors[:, 1] > 0).astype(int)


def of_the_normalised(adjacency):
    d = adjacency.sum(1)
    values = np.linalg.eigvalsh(np.eye(len(d)) - adjacency / np.sqrt(np.outer(d, d)))
    return values[1], cut(adjacency)[1]


def entries_returned(adjacency):
    laplacian = np.diag(adjacency.sum(1)) - adjacency
    values, vectors = np.linalg.eigh(laplacian)
    return values[1], vectors[:, 1]


def split_only(adjacency):
    return cut(adjacency)[1]


def spectral_gap_of_all(adjacency):
    laplacian = np.diag(adjacency.sum(1)) - adjacency
    return np.linalg.eigvalsh(laplacian), cut(adjacency)[1]


WRONG = {
    "4.1": [
        (sign_of_the_stencil, "the graph Laplacian is D − A", 2),
        (signless, "neighbours come with a minus", 2),
        (adjacency_returned, "this is the adjacency matrix A", 2),
        (degrees_only, "the neighbours are missing", 2),
        (one_direction, "in one direction only", 2),
        (not_normalised, "it is not normalised", 1),
        (root_missing, "the root is missing", 2),
        (left_only, "on the left only", 2),
        (normalised_adjacency, "this is the normalised adjacency", 2),
        (entry_by_entry, "entry by entry", 2),
        (columns_divided, "the columns are divided", 2),
        (walk_itself, "this is the walk D⁻¹A itself", 2),
        (rw_is_sym, "this is L_sym", 2),
        (divides_by_zero, "its row must be zero", 3),
        (identity_minus, "gets a 1 on the diagonal", 3),
        (one_matrix, "3 values are wanted", 0),
        (too_small, "wrong shape", 0),
    ],
    "4.2": [
        (no_half, "this is twice the energy", 2),
        (quarter, "¼ is for sums that visit each edge twice", 2),
        (not_squared, "not squared", 2),
        (averaged_channels, "not averaged", 3),
        (first_channel, "only the first channel", 3),
        (energy_per_channel, "must be one number", 2),
        (summed_before_squared, "before they are squared", 3),
        (root_taken, "a root is taken", 2),
        (mean_over_edges, "divided by the number of edges", 2),
        (normalised_energy, "do not divide by √d here", 2),
        (heat_direction, "minus the gradient", 2),
        (twice_the_gradient, "a factor of 2 too many", 2),
        (neighbours_summed, "this is A x", 2),
        (walk_gradient, "divided by the degree", 2),
        (one_end_only, "one of its ends only", 2),
        (buffered_addition, "once per node, not once per edge", 2),
        (gradient_transposed, "transposed", 2),
        (energy_only, "2 values are wanted", 0),
    ],
    "4.3": [
        (entrywise_exponential, "entry by entry", 0),
        (explicit_step, "one explicit Euler step", 0),
        (implicit_step, "one implicit Euler step", 0),
        (growing, "modes grow", 1),
        (time_missing, "t is missing", 0),
        (eigenvalue_squared, "λ is squared", 2),
        (high_pass, "this is high-pass", 0),
        (mean_removed, "the mode with λ = 0 does not decay", 1),
        (not_back, "go back, with the eigenvectors", 0),
        (exchanged, "columns are eigenvectors", 1),
        (not_transformed, "multiply the coefficients", 0),
        (broadcast_wrongly, "", 0),
        (first_channel_only, "wrong shape", 1),
    ],
    "4.4": [
        (path_modes, "for an open path", 1),
        (continuous_line, "continuous line", 1),
        (adjacency_modes, "eigenvalues of A", 0),
        (normalised_ring, "this is L_sym", 1),
        (diffusion_added, "diffusion damps", 1),
        (diffusion_exchanged, "coefficients are exchanged", 2),
        (one_diffuses, "only the first species", 1),
        (other_diffuses, "only the second species", 1),
        (all_entries_diffuse, "only the diagonal diffuses", 1),
        (smaller_root, "the smaller of the two", 1),
        (modulus, "the modulus is taken", 0),
        (real_root_only, "may be negative", 1),
        (complex_rates, "complex", 0),
        (half_missing, "the half is missing", 0),
        (every_node_a_mode, "the same wave", 0),
        (end_left_out, "both ends included", 0),
    ],
    "4.5": [
        (first_eigenvector, "this is λ₁ = 0", 0),
        (third_eigenvector, "this is λ₃", 0),
        (largest_eigenvector, "the largest eigenvalue", 0),
        (cut_at_median, "cut in halves", 2),
        (row_of_vectors, "eigenvectors are columns", 1),
        (of_the_adjacency, "eigenvalue of A", 0),
        (of_the_normalised, "normalised Laplacian", 3),
        (entries_returned, "take the sign", 1),
        (split_only, "2 values are wanted", 0),
        (spectral_gap_of_all, "must be one number", 3),
    ],
}
"""Exercise number -> (answer, part of a message that names the mistake, points kept)."""
