"""Lab 2: wrong answers as learners write them, the mistake that must be named, and the points that stay."""

import numpy as np
from scipy import ndimage

from pdecourse import Grid


def neighbours(field):
    return sum(np.roll(field, shift, axis) for axis in (0, 1) for shift in (1, -1))


def missing_spacing(field, dx):
    return neighbours(field) - 4 * field


def spacing_not_squared(field, dx):
    return (neighbours(field) - 4 * field) / dx


def multiplied_by_spacing(field, dx):
    return (neighbours(field) - 4 * field) * dx**2


def wrong_sign(field, dx):
    return (4 * field - neighbours(field)) / dx**2


def one_axis(field, dx):
    return (np.roll(field, 1, 0) + np.roll(field, -1, 0) - 2 * field) / dx**2


def other_axis(field, dx):
    return (np.roll(field, 1, 1) + np.roll(field, -1, 1) - 2 * field) / dx**2


def roll_without_axis(field, dx):
    return (2 * np.roll(field, 1) + 2 * np.roll(field, -1) - 4 * field) / dx**2


def centre_twice(field, dx):
    return (neighbours(field) - 2 * field) / dx**2


def mean_of_neighbours(field, dx):
    return (neighbours(field) / 4 - field) / dx**2


def half_the_laplacian(field, dx):
    return (neighbours(field) - 4 * field) / (2 * dx**2)


def edges_at_zero(field, dx):
    out = np.zeros(field.shape)
    out[1:-1, 1:-1] = ((neighbours(field) - 4 * field) / dx**2)[1:-1, 1:-1]
    return out


def edges_cut_off(field, dx):
    return ((neighbours(field) - 4 * field) / dx**2)[1:-1, 1:-1]


def zero_outside(field, dx):
    return Grid(field.shape, spacing=dx, boundary="dirichlet").laplacian(field)


def mirrored(field, dx):
    return Grid(field.shape, spacing=dx, boundary="neumann").laplacian(field)


def wraps_along_y_only(field, dx):
    out = zero_outside(field, dx)
    out[:, 1:-1] = ((neighbours(field) - 4 * field) / dx**2)[:, 1:-1]
    return out


def integer_output(field, dx):
    out = np.zeros_like(field)
    out[...] = (neighbours(field) - 4 * field) / dx**2
    return out


def transposed(field, dx):
    return ((neighbours(field) - 4 * field) / dx**2).T


def overwrites_its_input(field, dx):
    rest = neighbours(field)
    field *= -4
    return (field + rest) / dx**2


def forgets_to_return(field, dx):
    out = (neighbours(field) - 4 * field) / dx**2
    out.sum()


def returns_a_number(field, dx):
    return float(((neighbours(field) - 4 * field) / dx**2).sum())


def returns_text(field, dx):
    return "four neighbours"


def complex_result(field, dx):
    return (neighbours(field) - 4 * field) / dx**2 + 0j


def raises(field, dx):
    return field @ field


def one_argument(field):
    return neighbours(field) - 4 * field


def not_a_number(field, dx):
    return (neighbours(field) - 4 * field) / (dx - dx)


def step(u, v, F, k, Du, Dv, dx, dt, *, feed=None, made=None, loss=None, spread=(1, 1), used=None):
    """One Gray–Scott step in which single terms can be replaced."""
    lap = Grid(u.shape, spacing=dx).laplacian
    made = u * v * v if made is None else made
    feed = F * (1 - u) if feed is None else feed
    loss = (F + k) * v if loss is None else loss
    used = made if used is None else used
    return (
        u + dt * (Du * spread[0] * lap(u) - used + feed),
        v + dt * (Dv * spread[1] * lap(v) + made - loss),
    )


def no_feed(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, Du, Dv, dx, dt, feed=0.0)


def loss_without_outflow(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, Du, Dv, dx, dt, loss=k * v)


def linear_autocatalysis(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, Du, Dv, dx, dt, made=u * v)


def no_reaction(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, Du, Dv, dx, dt, made=0.0, feed=0.0, loss=0.0)


def makes_u(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, Du, Dv, dx, dt, used=-u * v * v)


def swapped_species(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, Du, Dv, dx, dt)[::-1]


def rates_only(u, v, F, k, Du, Dv, dx, dt):
    new_u, new_v = step(u, v, F, k, Du, Dv, dx, dt)
    return (new_u - u) / dt, (new_v - v) / dt


def swapped_diffusion(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, Dv, Du, dx, dt)


def no_diffusion(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, 0.0, 0.0, dx, dt)


def roughens(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, Du, Dv, dx, dt, spread=(1, -1))


def ignores_spacing(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, Du, Dv, 1.0, dt)


def ignores_time_step(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, Du, Dv, dx, 1.0)


def one_after_the_other(u, v, F, k, Du, Dv, dx, dt):
    new_u, _ = step(u, v, F, k, Du, Dv, dx, dt)
    return new_u, step(new_u, v, F, k, Du, Dv, dx, dt)[1]


def v_first(u, v, F, k, Du, Dv, dx, dt):
    _, new_v = step(u, v, F, k, Du, Dv, dx, dt)
    return step(u, new_v, F, k, Du, Dv, dx, dt)[0], new_v


def steps_in_place(u, v, F, k, Du, Dv, dx, dt):
    new_u, new_v = step(u, v, F, k, Du, Dv, dx, dt)
    u[...], v[...] = new_u, new_v
    return u, v


def leaks(u, v, F, k, Du, Dv, dx, dt):
    lap = Grid(u.shape, spacing=dx, boundary="dirichlet").laplacian
    made = u * v * v
    return u + dt * (Du * lap(u) - made + F * (1 - u)), v + dt * (Dv * lap(v) + made - (F + k) * v)


def one_field(u, v, F, k, Du, Dv, dx, dt):
    return step(u, v, F, k, Du, Dv, dx, dt)[0]


def three_fields(u, v, F, k, Du, Dv, dx, dt):
    return (*step(u, v, F, k, Du, Dv, dx, dt), dt)


def fold(F, n, *, k=None, u=None, v=None):
    """The saddle-node (k, u, v) in which single numbers can be replaced."""
    s = (((n - 1) * F / n) ** (n - 1) / n) ** (1 / n)
    return s - F if k is None else k, 1 / n if u is None else u, (n - 1) * F / (n * s) if v is None else v


def feed_not_subtracted(F, n):
    return fold(F, n, k=fold(F, n)[0] + F)


def always_order_two(F, n):
    return fold(F, 2)


def quarter_forgotten(F, n):
    return np.sqrt(F) - F, *fold(F, 2)[1:]


def power_not_lowered(F, n):
    return fold(F, n + 1)


def root_of_lower_order(F, n):
    return fold(F, n, k=(((n - 1) * F / n) ** (n - 1) / n) ** (1 / (n - 1)) - F)


def square_root_always(F, n):
    return fold(F, n, k=(((n - 1) * F / n) ** (n - 1) / n) ** 0.5 - F)


def state_swapped(F, n):
    k, u, v = fold(F, n)
    return k, v, u


def complement_of_u(F, n):
    return fold(F, n, u=1 - 1 / n)


def v_by_conservation(F, n):
    return fold(F, n, v=1 - 1 / n)


def v_from_k_only(F, n):
    return fold(F, n, v=(1 - 1 / n) * F / fold(F, n)[0])


def v_not_divided(F, n):
    return fold(F, n, v=(1 - 1 / n) * F)


def place_only(F, n):
    return fold(F, n)[0]


def not_finite(F, n):
    return fold(F, n, k=np.sqrt(np.float64(-F)))


def no_wrap(v, threshold):
    return ndimage.label(v > threshold)[1]


def counts_cells(v, threshold):
    return int((v > threshold).sum())


def counts_background(v, threshold):
    return right_count(v > threshold) + 1


def counts_diagonals(v, threshold):
    label, count = ndimage.label(np.tile(v > threshold, (3, 3)), np.ones((3, 3)))
    ny, nx = v.shape
    centre = label[ny : 2 * ny, nx : 2 * nx]
    edges = {*label[0], *label[-1], *label[:, 0], *label[:, -1]}
    return len(set(np.unique(centre)) - {0}) if count and not edges - {0} else right_count(v > threshold)


def counts_rows(v, threshold):
    above = v > threshold
    return int((above & ~np.roll(above, 1, 1)).sum())


def at_or_above(v, threshold):
    return right_count(v >= threshold)


def always_some_background(v, threshold):
    above = v > threshold
    return right_count(above) - int(above.all())


def area_over_nine(v, threshold):
    return (v > threshold).sum() / 9


def count_as_text(v, threshold):
    return str(right_count(v > threshold))


def wraps_rows_only(v, threshold):
    above = v > threshold
    label = np.where(above, np.arange(1, v.size + 1).reshape(v.shape), 0)
    for _ in range(v.size):
        for shift in (1, -1):
            label = np.where(above, np.maximum(label, np.roll(label, shift, 0)), 0)
        padded = np.pad(label, ((0, 0), (1, 1)))
        label = np.where(above, np.maximum(label, np.maximum(padded[:, :-2], padded[:, 2:])), 0)
    return len(np.unique(label[above]))


def stops_too_soon(v, threshold):
    above = v > threshold
    label = np.where(above, np.arange(1, v.size + 1).reshape(v.shape), 0)
    for _ in range(4):
        for axis, shift in ((0, 1), (0, -1), (1, 1), (1, -1)):
            label = np.where(above, np.maximum(label, np.roll(label, shift, axis)), 0)
    return len(np.unique(label[above]))


def right_count(above):
    from pdecourse.exercises.ch02.count_spots import count_spots

    return count_spots(above.astype(float), 0.5)


def edges_of_band(v, beta, gamma, *, cubic=1 / 3, w=None):
    """Low and high current with the rest state at −v and v."""
    at = np.array([-v, v])
    w = (at + beta) / gamma if w is None else w(at)
    low, high = w - at + cubic * at**3
    return low, high


def knees(epsilon, beta, gamma):
    return edges_of_band(1.0, beta, gamma)


def trace_without_gamma(epsilon, beta, gamma):
    return edges_of_band((1 - epsilon) ** 0.5, beta, gamma)


def trace_sign(epsilon, beta, gamma):
    return edges_of_band((1 + epsilon * gamma) ** 0.5, beta, gamma)


def no_square_root(epsilon, beta, gamma):
    return edges_of_band(1 - epsilon * gamma, beta, gamma)


def whole_cubic(epsilon, beta, gamma):
    return edges_of_band((1 - epsilon * gamma) ** 0.5, beta, gamma, cubic=1.0)


def beta_not_divided(epsilon, beta, gamma):
    return edges_of_band((1 - epsilon * gamma) ** 0.5, beta, gamma, w=lambda v: v / gamma + beta)


def beta_sign(epsilon, beta, gamma):
    return edges_of_band((1 - epsilon * gamma) ** 0.5, -beta, gamma)


def beta_forgotten(epsilon, beta, gamma):
    return edges_of_band((1 - epsilon * gamma) ** 0.5, 0.0, gamma)


def gamma_multiplies(epsilon, beta, gamma):
    return edges_of_band((1 - epsilon * gamma) ** 0.5, beta, gamma, w=lambda v: gamma * (v + beta))


def high_first(epsilon, beta, gamma):
    return edges_of_band((1 - epsilon * gamma) ** 0.5, beta, gamma)[::-1]


def one_current(epsilon, beta, gamma):
    return edges_of_band((1 - epsilon * gamma) ** 0.5, beta, gamma)[0]


def same_current_twice(epsilon, beta, gamma):
    return beta / gamma, beta / gamma


def root_of_negative(epsilon, beta, gamma):
    return edges_of_band(np.sqrt(np.float64(epsilon * gamma - 1)), beta, gamma)


WRONG = {
    "2.1": [
        (missing_spacing, "1/dx² is missing", 2),
        (spacing_not_squared, "divided by dx, not by dx²", 2),
        (multiplied_by_spacing, "multiplied by dx²", 2),
        (wrong_sign, "has the wrong sign", 0),
        (one_axis, "only neighbours along y", 0),
        (other_axis, "only neighbours along x", 0),
        (roll_without_axis, "called without its axis", 0),
        (centre_twice, "centre is subtracted twice", 0),
        (mean_of_neighbours, "mean of the neighbours", 0),
        (half_the_laplacian, "is 0.5 times the right value everywhere", 0),
        (edges_at_zero, "left at zero", 1),
        (edges_cut_off, "lost its edge cells", 0),
        (zero_outside, "ends at its edges", 1),
        (mirrored, "mirrored", 1),
        (wraps_along_y_only, "wraps round along y only", 1),
        (integer_output, "integer dtype", 3),
        (transposed, "transposed", 0),
        (overwrites_its_input, "overwrites its input in place (argument 1)", 0),
        (forgets_to_return, "returns None", 0),
        (returns_a_number, "a single number", 0),
        (returns_text, "not made of numbers", 0),
        (complex_result, "complex", 0),
        (raises, "raised ValueError", 0),
        (one_argument, "raised TypeError", 0),
        (not_a_number, "not finite", 0),
    ],
    "2.2": [
        (no_feed, "feed F(1 − u) is missing", 1),
        (loss_without_outflow, "at rate F + k, not k", 1),
        (linear_autocatalysis, "rate is uv², not uv", 2),
        (no_reaction, "reaction is missing", 1),
        (makes_u, "sign of uv² is wrong in u", 1),
        (swapped_species, "wrong order", 1),
        (rates_only, "rates are returned", 0),
        (swapped_diffusion, "coefficients are swapped", 3),
        (no_diffusion, "diffusion of u is missing", 3),
        (roughens, "sign of the diffusion of v", 3),
        (ignores_spacing, "spacing dx is not used", 3),
        (ignores_time_step, "time step dt is missing", 0),
        (one_after_the_other, "v is computed from the new u", 3),
        (v_first, "u is computed from the new v", 3),
        (steps_in_place, "overwrites its input in place", 0),
        (leaks, "mass is lost or made", 2),
        (one_field, "two fields are wanted", 0),
        (three_fields, "two fields are wanted", 0),
    ],
    "2.3": [
        (feed_not_subtracted, "subtract F", 2),
        (always_order_two, "k of n = 2, whatever n is", 1),
        (quarter_forgotten, "1/4, not 1", 0),
        (power_not_lowered, "leaves uv, not uv²", 0),
        (root_of_lower_order, "n-th root", 2),
        (square_root_always, "right for n = 2 only", 3),
        (state_swapped, "u and v are swapped", 2),
        (complement_of_u, "this is 1 − u", 3),
        (v_by_conservation, "u + v = 1", 3),
        (v_from_k_only, "at rate F + k, not k", 3),
        (v_not_divided, "divide by F + k", 3),
        (place_only, "three numbers are wanted", 0),
        (not_finite, "not finite", 2),
    ],
    "2.4": [
        (no_wrap, "does not wrap round", 3),
        (wraps_rows_only, "across", 3),
        (counts_cells, "number of cells", 0),
        (counts_background, "background is counted", 0),
        (counts_diagonals, "four neighbours, not eight", 3),
        (counts_rows, "row by row", 0),
        (at_or_above, "use >, not >=", 3),
        (always_some_background, "too small", 3),
        (area_over_nine, "not one whole number", 2),
        (count_as_text, "not made of numbers", 0),
        (stops_too_soon, "counted apart", 3),
    ],
    "2.5": [
        (knees, "v = ±1", 2),
        (trace_without_gamma, "−εγ to the trace, not −ε", 2),
        (trace_sign, "not +εγ", 2),
        (no_square_root, "square root", 2),
        (whole_cubic, "v³/3, not v³", 2),
        (beta_not_divided, "β is divided by γ", 2),
        (beta_sign, "sign of β", 2),
        (beta_forgotten, "β is missing", 2),
        (gamma_multiplies, "β is divided by γ, not multiplied", 1),
        (high_first, "smaller current comes first", 2),
        (one_current, "two currents are wanted", 0),
        (same_current_twice, "the two currents are equal", 1),
        (root_of_negative, "not finite", 0),
    ],
}
"""Exercise number -> (answer, part of a message that names the mistake, points kept)."""
