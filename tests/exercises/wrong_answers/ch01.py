"""Lab 1: wrong answers as learners write them, the mistake that must be named, and the points that stay."""

import numpy as np

from pdecourse.grid import Grid
from pdecourse.heat import laplacian_matrix


def second(u):
    """Second difference with insulated ends."""
    return np.diff(np.pad(u, 1, mode="edge"), 2)


def unchanged(u, alpha, dx, dt):
    return u.copy()


def rate_only(u, alpha, dx, dt):
    return alpha * second(u) / dx**2


def change_only(u, alpha, dx, dt):
    return dt * alpha * second(u) / dx**2


def no_alpha(u, alpha, dx, dt):
    return u + dt * second(u) / dx**2


def no_time_step(u, alpha, dx, dt):
    return u + alpha * second(u) / dx**2


def no_spacing(u, alpha, dx, dt):
    return u + dt * alpha * second(u)


def spacing_not_squared(u, alpha, dx, dt):
    return u + dt * alpha * second(u) / dx


def sharpens(u, alpha, dx, dt):
    return u - dt * alpha * second(u) / dx**2


def centre_once(u, alpha, dx, dt):
    return u + dt * alpha * (second(u) + u) / dx**2


def mean_of_neighbours(u, alpha, dx, dt):
    return u + dt * alpha * second(u) / 2 / dx**2


def ends_fixed(u, alpha, dx, dt):
    new = np.array(u, dtype=float)
    new[1:-1] += dt * alpha * np.diff(u, 2) / dx**2
    return new


def zero_outside(u, alpha, dx, dt):
    return u + dt * alpha * np.diff(np.pad(u, 1), 2) / dx**2


def ring(u, alpha, dx, dt):
    return u + dt * alpha * (np.roll(u, 1) + np.roll(u, -1) - 2 * u) / dx**2


def ends_copied(u, alpha, dx, dt):
    new = ends_fixed(u, alpha, dx, dt)
    new[0], new[-1] = new[1], new[-2]
    return new


def mirrored_at_centres(u, alpha, dx, dt):
    return u + dt * alpha * np.diff(np.pad(u, 1, mode="reflect"), 2) / dx**2


def ends_at_zero(u, alpha, dx, dt):
    new = ends_fixed(u, alpha, dx, dt)
    new[0] = new[-1] = 0
    return new


def ends_cut_off(u, alpha, dx, dt):
    return ends_fixed(u, alpha, dx, dt)[1:-1]


def integer_output(u, alpha, dx, dt):
    new = u.copy()
    new[...] = u + dt * alpha * second(u) / dx**2
    return new


def steps_in_place(u, alpha, dx, dt):
    u += (dt * alpha * second(u) / dx**2).astype(u.dtype)
    return u


def bounds(theta, alpha, dx, dimension, *, fastest=None, growth=None, flip=None):
    """The two limits, in which λ_max and the dependence on θ can be replaced."""
    fastest = 4 * dimension * alpha / dx**2 if fastest is None else fastest
    growth = 2 / (1 - 2 * theta) if growth is None else growth
    flip = 1 / (1 - theta) if flip is None else flip
    return growth / fastest, flip / fastest


def flip_as_growth(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, growth=1 / (1 - 2 * theta))


def limits_swapped(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension)[::-1]


def growth_twice(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, flip=2 / (1 - theta))


def no_checkerboard(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, fastest=2 * dimension * alpha / dx**2)


def always_one_dimension(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, fastest=4 * alpha / dx**2)


def alpha_missing(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, fastest=4 * dimension / dx**2)


def alpha_upside_down(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, fastest=4 * dimension / alpha / dx**2)


def linear_spacing(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, fastest=4 * dimension * alpha / dx)


def explicit_only(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, growth=2, flip=1)


def numerator_only(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, growth=2 / (1 - theta))


def half_at_every_theta(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, flip=1 / (1 - 2 * theta))


def multiplied_by_weights(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, growth=2 * (1 - 2 * theta), flip=1 - theta)


def weights_exchanged(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension, flip=1 / (theta or 1))


def one_limit(theta, alpha, dx, dimension):
    return bounds(theta, alpha, dx, dimension)[0]


def factor_above_one(theta, alpha, dx, dimension):
    return 0.0, 0.0


def matrix(n, boundary="neumann"):
    return laplacian_matrix(Grid((n,), boundary=boundary)).toarray()


def implicit(u, r, laplacian):
    return np.linalg.solve(np.eye(len(u)) - r * laplacian, u)


def explicit_instead(u, alpha, dx, dt):
    return u + alpha * dt / dx**2 * second(u)


def crank_nicolson(u, alpha, dx, dt):
    r = alpha * dt / dx**2 / 2
    return implicit(u + r * second(u), r, matrix(len(u)))


def multiplies(u, alpha, dx, dt):
    return u - alpha * dt / dx**2 * second(u)


def sign_in_matrix(u, alpha, dx, dt):
    return implicit(u, -alpha * dt / dx**2, matrix(len(u)))


def implicit_no_alpha(u, alpha, dx, dt):
    return implicit(u, dt / dx**2, matrix(len(u)))


def implicit_no_time_step(u, alpha, dx, dt):
    return implicit(u, alpha / dx**2, matrix(len(u)))


def implicit_spacing_not_squared(u, alpha, dx, dt):
    return implicit(u, alpha * dt / dx, matrix(len(u)))


def implicit_zero_outside(u, alpha, dx, dt):
    return implicit(u, alpha * dt / dx**2, matrix(len(u), "dirichlet"))


def implicit_ring(u, alpha, dx, dt):
    return implicit(u, alpha * dt / dx**2, matrix(len(u), "periodic"))


def implicit_ends_fixed(u, alpha, dx, dt):
    laplacian = matrix(len(u))
    laplacian[[0, -1]] = 0
    return implicit(u, alpha * dt / dx**2, laplacian)


def implicit_mirrored_at_centres(u, alpha, dx, dt):
    laplacian = matrix(len(u))
    laplacian[0, :2] = laplacian[-1, :-3:-1] = -2, 2
    return implicit(u, alpha * dt / dx**2, laplacian)


def few_sweeps(u, alpha, dx, dt):
    """Jacobi iteration, stopped long before it has converged."""
    r, new = alpha * dt / dx**2, u.copy()
    for _ in range(3):
        new = u + r * second(new)
    return new


def gives_the_mean(u, alpha, dx, dt):
    return np.full(len(u), u.mean())


def singular(u, alpha, dx, dt):
    return np.linalg.solve(matrix(len(u)) * 0, u)


def bell(distance, t, alpha, dimension, *, exponent=None, factor=None):
    """The kernel, in which the exponent and the factor in front can be replaced."""
    exponent = distance**2 / (4 * alpha * t) if exponent is None else exponent
    factor = (4 * np.pi * alpha * t) ** (-dimension / 2) if factor is None else factor
    return factor * np.exp(-exponent)


def misprint(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, exponent=distance / (4 * alpha * t), factor=1.0)


def distance_not_squared(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, exponent=distance / (4 * alpha * t))


def half_the_variance(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, exponent=distance**2 / (2 * alpha * t))


def variance_of_probability(distance, t, alpha, dimension):
    spread = 2 * alpha * t
    return (np.pi * spread) ** (-dimension / 2) * np.exp(-(distance**2) / spread)


def brackets_missing(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, exponent=distance**2 / 4 * alpha * t)


def wrong_exponent_sign(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, exponent=-(distance**2) / (4 * alpha * t))


def exponent_without_alpha(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, exponent=distance**2 / (4 * t))


def not_normalised(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, factor=1.0)


def always_a_line(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, factor=(4 * np.pi * alpha * t) ** -0.5)


def power_not_halved(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, factor=(4 * np.pi * alpha * t) ** -float(dimension))


def factor_upside_down(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, factor=(4 * np.pi * alpha * t) ** (dimension / 2))


def factor_without_four(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, factor=(np.pi * alpha * t) ** (-dimension / 2))


def factor_without_alpha(distance, t, alpha, dimension):
    return bell(distance, t, alpha, dimension, factor=(4 * np.pi * t) ** (-dimension / 2))


def one_temperature(distance, t, alpha, dimension):
    return float(bell(distance, t, alpha, dimension)[0])


def flow(image, dt, flux, axes=(0, 1)):
    """One step with a flux that is any function of the slope across a face."""
    parts = [(axis, flux(np.diff(image, axis=axis))) for axis in axes]
    return image + dt * sum(np.diff(part, axis=axis, prepend=0, append=0) for axis, part in parts)


def throttle(contrast):
    return lambda slope: slope / (1 + (slope / contrast) ** 2)


def heat_equation(image, contrast, dt):
    return flow(image, dt, lambda slope: slope)


def slope_not_squared(image, contrast, dt):
    return flow(image, dt, lambda slope: slope / (1 + abs(slope) / contrast))


def contrast_not_squared(image, contrast, dt):
    return flow(image, dt, lambda slope: slope / (1 + slope**2 / contrast))


def contrast_upside_down(image, contrast, dt):
    return flow(image, dt, lambda slope: slope / (1 + (slope * contrast) ** 2))


def contrast_ignored(image, contrast, dt):
    return flow(image, dt, lambda slope: slope / (1 + slope**2))


def exponential_choice(image, contrast, dt):
    return flow(image, dt, lambda slope: slope * np.exp(-((slope / contrast) ** 2)))


def conductivity_alone(image, contrast, dt):
    return flow(image, dt, lambda slope: 1 / (1 + (slope / contrast) ** 2))


def along_y_only(image, contrast, dt):
    return flow(image, dt, throttle(contrast), [0])


def along_x_only(image, contrast, dt):
    return flow(image, dt, throttle(contrast), [1])


def image_sharpens(image, contrast, dt):
    return flow(image, -dt, throttle(contrast))


def image_change_only(image, contrast, dt):
    return flow(image, dt, throttle(contrast)) - image


def image_no_time_step(image, contrast, dt):
    return flow(image, 1.0, throttle(contrast))


def axis_after_axis(image, contrast, dt):
    return flow(flow(image, dt, throttle(contrast), [0]), dt, throttle(contrast), [1])


def conductivity_of_the_pixel(image, contrast, dt):
    """g times the Laplacian: grey is not kept."""
    ahead = [np.diff(image, axis=a, append=image.take([-1], a)) for a in (0, 1)]
    laplacian = flow(image, 1.0, lambda slope: slope) - image
    return image + dt * laplacian / (1 + sum(s**2 for s in ahead) / contrast**2)


def image_wraps_round(image, contrast, dt):
    slopes = [np.roll(image, -1, a) - image for a in (0, 1)]
    fluxes = [throttle(contrast)(slope) for slope in slopes]
    return image + dt * sum(flux - np.roll(flux, 1, a) for a, flux in enumerate(fluxes))


def border_fixed(image, contrast, dt):
    new = image.copy()
    new[1:-1, 1:-1] = flow(image, dt, throttle(contrast))[1:-1, 1:-1]
    return new


def image_in_place(image, contrast, dt):
    image[...] = flow(image, dt, throttle(contrast))
    return image


def image_transposed(image, contrast, dt):
    return flow(image, dt, throttle(contrast)).T


WRONG = {
    "1.1": [
        (unchanged, "diffusion is missing", 1),
        (rate_only, "rate of change is returned", 0),
        (change_only, "add u", 0),
        (no_alpha, "alpha is missing", 2),
        (no_time_step, "time step dt is missing", 1),
        (no_spacing, "1/dx² is missing", 2),
        (spacing_not_squared, "divided by dx, not by dx²", 2),
        (sharpens, "sign is wrong", 1),
        (centre_once, "subtracted once", 0),
        (mean_of_neighbours, "mean of the neighbours", 1),
        (ends_fixed, "the end cells never change", 1),
        (zero_outside, "held at zero", 1),
        (ring, "closed to a ring", 2),
        (ends_copied, "copy their neighbour", 1),
        (mirrored_at_centres, "counts twice", 1),
        (ends_at_zero, "set to zero", 1),
        (ends_cut_off, "lost its edge cells", 0),
        (integer_output, "integer dtype", 3),
        (steps_in_place, "overwrites its input in place (argument 1)", 0),
    ],
    "1.2": [
        (flip_as_growth, "growth needs a factor below −1", 2),
        (limits_swapped, "no_growth comes first", 0),
        (growth_twice, "two limits are equal", 3),
        (no_checkerboard, "the checkerboard's neighbours", 2),
        (always_one_dimension, "the dimension is missing", 2),
        (alpha_missing, "alpha is missing", 2),
        (alpha_upside_down, "faster diffusion needs smaller steps", 2),
        (linear_spacing, "this has dx, not dx²", 2),
        (explicit_only, "the limit does not depend on θ: the implicit part damps", 2),
        (numerator_only, "the factor is divided by 1 + θz", 3),
        (half_at_every_theta, "for θ = 0 only", 3),
        (multiplied_by_weights, "not 1 − 2θ", 2),
        (weights_exchanged, "weight of the new time", 3),
        (one_limit, "two steps are wanted", 0),
        (factor_above_one, "not a positive number", 0),
    ],
    "1.3": [
        (explicit_instead, "this is the explicit step", 1),
        (crank_nicolson, "Crank–Nicolson step", 1),
        (multiplies, "multiplied, not solved with", 1),
        (sign_in_matrix, "sign in the matrix is wrong", 2),
        (implicit_no_alpha, "alpha is missing", 2),
        (implicit_no_time_step, "time step dt is missing", 1),
        (implicit_spacing_not_squared, "divided by dx, not by dx²", 2),
        (implicit_zero_outside, "held at zero", 2),
        (implicit_ring, "closed to a ring", 3),
        (implicit_ends_fixed, "never change", 1),
        (implicit_mirrored_at_centres, "counts twice", 2),
        (few_sweeps, "leaves the range of the old temperatures", 1),
        (gives_the_mean, "differs from the right value", 2),
        (singular, "raised LinAlgError", 0),
    ],
    "1.4": [
        (misprint, "not squared", 0),
        (misprint, "the factor in front is missing", 0),
        (distance_not_squared, "not squared", 2),
        (half_the_variance, "not |x|²/(2αt)", 2),
        (variance_of_probability, "the variance is 2αt", 0),
        (brackets_missing, "needs brackets", 2),
        (wrong_exponent_sign, "sign of the exponent", 2),
        (exponent_without_alpha, "α is missing", 2),
        (not_normalised, "the factor in front is missing", 1),
        (always_a_line, "factor of one dimension", 2),
        (power_not_halved, "−d/2, not −d", 1),
        (factor_upside_down, "not d/2: the top gets lower", 1),
        (factor_without_four, "4 is missing from 4παt", 1),
        (factor_without_alpha, "α is missing in front", 1),
        (one_temperature, "a single number", 0),
    ],
    "1.5": [
        (heat_equation, "g is missing", 2),
        (slope_not_squared, "slope in g is not squared", 2),
        (contrast_not_squared, "square the whole ratio", 2),
        (contrast_upside_down, "contrast multiplies the slope", 1),
        (contrast_ignored, "contrast is not used", 1),
        (exponential_choice, "the other choice of Perona and Malik", 2),
        (conductivity_alone, "it is g times the slope", 1),
        (along_y_only, "along y only", 1),
        (along_x_only, "along x only", 2),
        (image_sharpens, "sign is wrong", 1),
        (image_change_only, "add the old one", 0),
        (image_no_time_step, "time step dt is missing", 1),
        (axis_after_axis, "one after the other", 2),
        (conductivity_of_the_pixel, "not to the pixel", 1),
        (image_wraps_round, "wraps round", 1),
        (border_fixed, "border pixels never change", 0),
        (image_in_place, "overwrites its input in place", 0),
        (image_transposed, "transposed", 0),
    ],
}
"""Exercise number -> (answer, part of a message that names the mistake, points kept)."""
