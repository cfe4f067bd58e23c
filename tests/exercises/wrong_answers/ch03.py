"""Lab 3: wrong answers as learners write them, the mistake that must be named, and the points that stay."""

import numpy as np


def gierer(a, b, *, u=None, v=None, f_u=None, f_v=None, g_u=None, g_v=-1.0):
    """State and Jacobian, in which single numbers can be replaced."""
    u = (a + 1) / b if u is None else u
    v = u**2 if v is None else v
    f_u = -b + 2 * u / v if f_u is None else f_u
    f_v = -(u**2) / v**2 if f_v is None else f_v
    g_u = 2 * u if g_u is None else g_u
    return np.array([u, v]), np.array([[f_u, f_v], [g_u, g_v]])


def state_swapped(a, b):
    state, jacobian = gierer(a, b)
    return state[::-1], jacobian


def square_missing(a, b):
    return gierer(a, b, v=(a + 1) / b)


def autocatalysis_forgotten(a, b):
    return gierer(a, b, u=a / b)


def state_sign(a, b):
    return gierer(a, b, u=(a - 1) / b)


def half_divided(a, b):
    return gierer(a, b, u=a + 1 / b)


def decay_forgotten_in_state(a, b):
    return gierer(a, b, u=a + 1)


def transposed(a, b):
    state, jacobian = gierer(a, b)
    return state, jacobian.T


def rows_exchanged(a, b):
    state, jacobian = gierer(a, b)
    return state, jacobian[::-1]


def inhibition_sign(a, b):
    return gierer(a, b, f_v=(b / (a + 1)) ** 2)


def inhibition_not_squared(a, b):
    return gierer(a, b, f_v=-1.0)


def inhibition_forgotten(a, b):
    return gierer(a, b, f_v=0.0)


def decay_missing(a, b):
    return gierer(a, b, f_u=2 * b / (a + 1))


def growth_without_two(a, b):
    return gierer(a, b, f_u=-b + b / (a + 1))


def growth_without_inhibitor(a, b):
    return gierer(a, b, f_u=-b + 2 * (a + 1) / b)


def inhibitor_not_decaying(a, b):
    return gierer(a, b, g_v=0.0)


def inhibitor_growing(a, b):
    return gierer(a, b, g_v=1.0)


def production_not_differentiated(a, b):
    return gierer(a, b, g_u=((a + 1) / b) ** 2)


def production_without_two(a, b):
    return gierer(a, b, g_u=(a + 1) / b)


def jacobian_only(a, b):
    return gierer(a, b)[1]


def flat_jacobian(a, b):
    state, jacobian = gierer(a, b)
    return state, jacobian.ravel()


def verdicts(jacobian, diffusion, *, trace=None, determinant=None, spread=None, feedback=None):
    """The four verdicts, in which single ones can be replaced."""
    (f_u, f_v), (g_u, g_v) = jacobian
    det, left = f_u * g_v - f_v * g_u, diffusion[1] * f_u + diffusion[0] * g_v
    right = det > 0 and left > 2 * np.sqrt(diffusion[0] * diffusion[1] * max(det, 0))
    return (
        f_u + g_v < 0 if trace is None else trace,
        det > 0 if determinant is None else determinant,
        right if spread is None else spread,
        f_v * g_u < 0 if feedback is None else feedback,
    )


def sides(jacobian, diffusion):
    """Left side of the third condition, and det J."""
    (f_u, f_v), (g_u, g_v) = jacobian
    return diffusion[1] * f_u + diffusion[0] * g_v, f_u * g_v - f_v * g_u


def faster_inhibitor(jacobian, diffusion):
    return verdicts(jacobian, diffusion, spread=diffusion[1] > diffusion[0])


def only_positive(jacobian, diffusion):
    return verdicts(jacobian, diffusion, spread=sides(jacobian, diffusion)[0] > 0)


def diffusion_exchanged(jacobian, diffusion):
    spread = verdicts(jacobian, diffusion[::-1])[2]
    return verdicts(jacobian, diffusion, spread=spread)


def two_missing(jacobian, diffusion):
    left, det = sides(jacobian, diffusion)
    return verdicts(jacobian, diffusion, spread=det > 0 and left > max(det * diffusion.prod(), 0) ** 0.5)


def root_missing(jacobian, diffusion):
    left, det = sides(jacobian, diffusion)
    return verdicts(jacobian, diffusion, spread=det > 0 and left > 2 * det * diffusion.prod())


def squared(jacobian, diffusion):
    left, det = sides(jacobian, diffusion)
    return verdicts(jacobian, diffusion, spread=det > 0 and left**2 > 4 * det * diffusion.prod())


def coefficients_missing(jacobian, diffusion):
    left, det = sides(jacobian, diffusion)
    return verdicts(jacobian, diffusion, spread=det > 0 and left > 2 * max(det, 0) ** 0.5)


def squared_at_saddles(jacobian, diffusion):
    """Right, but for the saddles, where the square of the left side is above any negative number."""
    left, det = sides(jacobian, diffusion)
    return verdicts(jacobian, diffusion, spread=left > 0 and left**2 > 4 * det * diffusion.prod())


def never(jacobian, diffusion):
    return verdicts(jacobian, diffusion, spread=False)


def trace_sign(jacobian, diffusion):
    return verdicts(jacobian, diffusion, trace=jacobian.trace() > 0)


def each_diagonal_entry(jacobian, diffusion):
    return verdicts(jacobian, diffusion, trace=np.diag(jacobian).max() < 0)


def trace_off_diagonal(jacobian, diffusion):
    return verdicts(jacobian, diffusion, trace=jacobian[0, 1] + jacobian[1, 0] < 0)


def determinant_sign(jacobian, diffusion):
    return verdicts(jacobian, diffusion, determinant=sides(jacobian, diffusion)[1] < 0)


def permanent(jacobian, diffusion):
    (f_u, f_v), (g_u, g_v) = jacobian
    return verdicts(jacobian, diffusion, determinant=f_u * g_v + f_v * g_u > 0)


def diagonal_product(jacobian, diffusion):
    return verdicts(jacobian, diffusion, determinant=jacobian[0, 0] * jacobian[1, 1] > 0)


def feedback_sign(jacobian, diffusion):
    return verdicts(jacobian, diffusion, feedback=jacobian[0, 1] * jacobian[1, 0] > 0)


def inhibitors_only(jacobian, diffusion):
    return verdicts(jacobian, diffusion, feedback=jacobian[0, 1] < 0 < jacobian[1, 0])


def substrates_only(jacobian, diffusion):
    return verdicts(jacobian, diffusion, feedback=jacobian[0, 1] > 0 > jacobian[1, 0])


def diagonal_feedback(jacobian, diffusion):
    return verdicts(jacobian, diffusion, feedback=jacobian[0, 0] * jacobian[1, 1] < 0)


def one_verdict(jacobian, diffusion):
    return all(verdicts(jacobian, diffusion))


def margins(jacobian, diffusion):
    return -jacobian.trace(), np.linalg.det(jacobian), 0.3, -jacobian[0, 1] * jacobian[1, 0]


def onset(jacobian, length, *, unit=np.pi, solve=None, counts=None):
    """The onset on a line, in which the fitting waves and the solution for d can be replaced."""
    (f_u, f_v), (g_u, g_v) = jacobian
    n = np.arange(1, 400) if counts is None else np.array(counts)
    square = (n * unit / length) ** 2
    n, square = n[square < f_u], square[square < f_u]
    det = f_u * g_v - f_v * g_u
    d = (det - g_v * square) / (square * (f_u - square)) if solve is None else solve(det, f_u, g_v, square)
    return (d.min(), n[d.argmin()]) if len(d) else (np.inf, 1)


def endless_line(jacobian, length):
    (f_u, f_v), (g_u, g_v) = jacobian
    d = (((f_u * g_v - f_v * g_u) ** 0.5 + (-f_v * g_u) ** 0.5) / f_u) ** 2
    return d, onset(jacobian, length)[1]


def ring_of_waves(jacobian, length):
    d, n = onset(jacobian, length, unit=2 * np.pi)
    return (d if np.isfinite(d) else onset(jacobian, length)[0] + 1), 2 * n


def pi_missing(jacobian, length):
    return onset(jacobian, length, unit=1.0)


def one_half_wave(jacobian, length):
    return onset(jacobian, length, counts=[1])


def nearest_wave(jacobian, length):
    (f_u, f_v), (g_u, g_v) = jacobian
    det = f_u * g_v - f_v * g_u
    neutral = (det / endless_line(jacobian, length)[0]) ** 0.25
    return onset(jacobian, length)[0], max(1, round(neutral * length / np.pi))


def negative_ratios(jacobian, length):
    (f_u, f_v), (g_u, g_v) = jacobian
    square = (np.arange(1, 60) * np.pi / length) ** 2
    d = (f_u * g_v - f_v * g_u - g_v * square) / (square * (f_u - square))
    return d.min(), np.argmin(d) + 1


def decay_sign(jacobian, length):
    d = onset(jacobian, length, solve=lambda det, f_u, g_v, q: (det + g_v * q) / (q * (f_u - q)))[0]
    return d, onset(jacobian, length)[1]


def decay_term_missing(jacobian, length):
    d = onset(jacobian, length, solve=lambda det, f_u, g_v, q: det / (q * (f_u - q)))[0]
    return d, onset(jacobian, length)[1]


def square_missing_below(jacobian, length):
    d = onset(jacobian, length, solve=lambda det, f_u, g_v, q: (det - g_v * q) / (f_u - q))[0]
    return d, onset(jacobian, length)[1]


def fourth_power_missing(jacobian, length):
    d = onset(jacobian, length, solve=lambda det, f_u, g_v, q: (det - g_v * q) / (q * f_u))[0]
    return d, onset(jacobian, length)[1]


def ratio_inverted(jacobian, length):
    d, n = onset(jacobian, length)
    return 1 / d, n


def index_of_the_wave(jacobian, length):
    d, n = onset(jacobian, length)
    return d, n - 1


def whole_waves(jacobian, length):
    d, n = onset(jacobian, length)
    return d, n / 2


def onset_swapped(jacobian, length):
    return onset(jacobian, length)[::-1]


def ratio_only(jacobian, length):
    return onset(jacobian, length)[0]


def division_by_zero(jacobian, length):
    return onset(jacobian, length)[0] / np.float64(0), 1


def sweep(F, k, Du, Dv, squares, *, sign=1, entries=None):
    """The sweep, in which the state and the Jacobian can be replaced."""
    s = F + k
    if F < 4 * s * s:
        return np.array([])
    v = (F + sign * (F * F - 4 * s * s * F) ** 0.5) / (2 * s)
    f_u, f_v, g_u, g_v = entries(s, v) if entries else (-v * v - F, -2 * s, v * v, s)
    return (f_u - Du * squares) * (g_v - Dv * squares) - f_v * g_u


def saddle_state(F, k, Du, Dv, squares):
    return sweep(F, k, Du, Dv, squares, sign=-1)


def empty_tank(F, k, Du, Dv, squares):
    return (-F - Du * squares) * (-F - k - Dv * squares)


def not_a_number_beyond(F, k, Du, Dv, squares):
    s = F + k
    v = (F + np.sqrt(np.float64(F * F - 4 * s * s * F))) / (2 * s)
    return (-v * v - F - Du * squares) * (s - Dv * squares) + 2 * s * v * v


def zeros_beyond(F, k, Du, Dv, squares):
    found = sweep(F, k, Du, Dv, squares)
    return found if found.size else np.zeros_like(squares)


def always_empty(F, k, Du, Dv, squares):
    return np.array([])


def gives_up_without_a_band(F, k, Du, Dv, squares):
    """Mixes up "no state" with "no band"."""
    found = sweep(F, k, Du, Dv, squares)
    return found if found.size and found.min() < 0 else np.array([])


def loss_missing(F, k, Du, Dv, squares):
    return sweep(F, k, Du, Dv, squares, entries=lambda s, v: (-v * v - F, -2 * s, v * v, 2 * s))


def loss_without_outflow(F, k, Du, Dv, squares):
    return sweep(F, k, Du, Dv, squares, entries=lambda s, v: (-v * v - F, -2 * s, v * v, 2 * s - k))


def feed_missing(F, k, Du, Dv, squares):
    return sweep(F, k, Du, Dv, squares, entries=lambda s, v: (-v * v, -2 * s, v * v, s))


def autocatalysis_sign(F, k, Du, Dv, squares):
    return sweep(F, k, Du, Dv, squares, entries=lambda s, v: (-v * v - F, -2 * s, -v * v, s))


def sweep_exchanged(F, k, Du, Dv, squares):
    return sweep(F, k, Dv, Du, squares)


def diffusion_added(F, k, Du, Dv, squares):
    return sweep(F, k, -Du, -Dv, squares)


def squared_again(F, k, Du, Dv, squares):
    return sweep(F, k, Du, Dv, squares**2)


def square_root_taken(F, k, Du, Dv, squares):
    return sweep(F, k, Du, Dv, np.sqrt(squares))


def diffusion_of_u_only(F, k, Du, Dv, squares):
    return sweep(F, k, Du, 0.0, squares)


def whole_matrix_diffuses(F, k, Du, Dv, squares):
    found = sweep(F, k, Du, Dv, squares)
    if not found.size:
        return found
    s = F + k
    v = (F + (F * F - 4 * s * s * F) ** 0.5) / (2 * s)
    return found - 2 * s * v * v - (-2 * s - Du * squares) * (v * v - Dv * squares)


def lowest_value(F, k, Du, Dv, squares):
    found = sweep(F, k, Du, Dv, squares)
    return found.min() if found.size else found


def spectrum(field):
    return np.abs(np.fft.fft2(field - field.mean()))


def frequencies(shape, dx):
    return np.meshgrid(*(np.fft.fftfreq(n, dx) for n in shape), indexing="ij")


def peak(field, dx):
    """Waves per length along y and x of the strongest wave."""
    at = np.argmax(spectrum(field))
    return [abs(f.flat[at]) for f in frequencies(field.shape, dx)]


def mean_kept(field, dx):
    at = np.argmax(np.abs(np.fft.fft2(field)))
    return 1 / np.hypot(*[f.flat[at] for f in frequencies(field.shape, dx)])


def two_pi_missing(field, dx):
    return 1 / np.hypot(*peak(field, dx)) / (2 * np.pi)


def two_pi_too_many(field, dx):
    return 1 / np.hypot(*peak(field, dx)) * 2 * np.pi


def wavenumber_returned(field, dx):
    return 2 * np.pi * np.hypot(*peak(field, dx))


def frequency_returned(field, dx):
    return np.hypot(*peak(field, dx))


def axes_mixed(field, dx):
    at = np.unravel_index(np.argmax(spectrum(field)), field.shape)
    waves = [min(i, n - i) for i, n in zip(at, field.shape, strict=True)]
    return 1 / np.hypot(waves[0] / field.shape[1], waves[1] / field.shape[0]) * dx


def in_cells(field, dx):
    return 1 / np.hypot(*peak(field, 1.0))


def divided_by_spacing(field, dx):
    return 1 / np.hypot(*peak(field, 1.0)) / dx


def along_x_only(field, dx):
    y, x = peak(field, dx)
    return 1 / (x or y)


def along_y_only(field, dx):
    y, x = peak(field, dx)
    return 1 / (y or x)


def added(field, dx):
    return 1 / sum(peak(field, dx))


def half_shifted(field, dx):
    at = np.argmax(np.fft.fftshift(spectrum(field)))
    return 1 / (np.hypot(*[f.flat[at] for f in frequencies(field.shape, dx)]) or 1.0)


def longest_wave(field, dx):
    strength = spectrum(field)
    length = np.hypot(*frequencies(field.shape, dx))
    return 1 / length[strength > 0.3 * strength.max()].min()


def mean_frequency(field, dx):
    power, length = spectrum(field) ** 2, np.hypot(*frequencies(field.shape, dx))
    return power.sum() / (power * length).sum()


def number_of_waves(field, dx):
    at = np.unravel_index(np.argmax(spectrum(field)), field.shape)
    return float(np.hypot(*[min(i, n - i) for i, n in zip(at, field.shape, strict=True)]))


def whole_spectrum(field, dx):
    return spectrum(field)


def mean_taken_off_in_place(field, dx):
    field -= field.mean()
    return 1 / np.hypot(*peak(field, dx))


WRONG = {
    "3.1": [
        (state_swapped, "wrong order", 3),
        (square_missing, "the square is missing", 3),
        (autocatalysis_forgotten, "the 1 is missing", 3),
        (state_sign, "its sign is wrong", 3),
        (half_divided, "b divides all of it", 3),
        (decay_forgotten_in_state, "decay rate b is missing", 3),
        (transposed, "transposed", 1),
        (rows_exchanged, "rows are exchanged", 1),
        (inhibition_sign, "more inhibitor, less u", 2),
        (inhibition_not_squared, "v in the denominator is not squared", 2),
        (inhibition_forgotten, "v stands in the first equation", 2),
        (decay_missing, "decay −b is missing", 2),
        (growth_without_two, "2u/v: the 2 is missing", 2),
        (growth_without_inhibitor, "2u/v: v is missing", 2),
        (inhibitor_not_decaying, "decay −1 is missing", 3),
        (inhibitor_growing, "the inhibitor decays", 3),
        (production_not_differentiated, "2u, not u²", 3),
        (production_without_two, "the 2 is missing", 3),
        (jacobian_only, "a state and a matrix are wanted", 0),
        (flat_jacobian, "wrong shape", 1),
    ],
    "3.2": [
        (faster_inhibitor, "D_v > D_u is not enough", 2),
        (only_positive, "D_v f_u + D_u g_v > 0 is not enough", 2),
        (diffusion_exchanged, "exchanged", 3),
        (two_missing, "factor 2 is missing", 3),
        (root_missing, "square root is missing", 3),
        (squared, "loses the sign", 3),
        (coefficients_missing, "D_u D_v is missing under the root", 3),
        (squared_at_saddles, "where det J < 0 there is no threshold", 3),
        (never, "judged wrongly in some cases", 3),
        (trace_sign, "negative, not positive", 3),
        (each_diagonal_entry, "only their sum", 3),
        (trace_off_diagonal, "sum of the diagonal", 3),
        (determinant_sign, "determinant must be positive", 3),
        (permanent, "with a minus", 3),
        (diagonal_product, "second product is missing", 3),
        (feedback_sign, "f_v g_u must be negative", 3),
        (inhibitors_only, "a substrate, is the second pattern", 3),
        (substrates_only, "an inhibitor, is the second pattern", 3),
        (diagonal_feedback, "the other two entries", 3),
        (one_verdict, "four verdicts are wanted", 0),
        (margins, "not True or False", 0),
    ],
    "3.3": [
        (endless_line, "ratio of an endless line", 2),
        (ring_of_waves, "2πn/L is for a ring", 1),
        (pi_missing, "the π is missing", 1),
        (one_half_wave, "for n = 1", 0),
        (nearest_wave, "nearest to k_c", 3),
        (negative_ratios, "never grow, leave them out", 0),
        (decay_sign, "sign of g_v k² is wrong", 1),
        (decay_term_missing, "the term g_v k² is missing", 1),
        (square_missing_below, "a factor k² is missing", 1),
        (fourth_power_missing, "the k⁴ is missing", 1),
        (ratio_inverted, "return D_v/D_u", 1),
        (index_of_the_wave, "counts from 1", 3),
        (whole_waves, "not whole ones", 3),
        (onset_swapped, "wrong order: return (d, n)", 0),
        (ratio_only, "two numbers are wanted", 0),
        (division_by_zero, "not finite", 0),
    ],
    "3.4": [
        (saddle_state, "smaller v, a saddle", 1),
        (empty_tank, "no uniform state with v > 0", 0),
        (not_a_number_beyond, "np.array([])", 3),
        (zeros_beyond, "np.array([])", 3),
        (always_empty, "where the state does exist", 0),
        (gives_up_without_a_band, "where the state does exist", 0),
        (loss_missing, "loss −(F + k) is missing", 1),
        (loss_without_outflow, "at rate F + k, not k", 1),
        (feed_missing, "feed −F is missing", 1),
        (autocatalysis_sign, "wrong sign in one of the rows", 1),
        (sweep_exchanged, "Du and Dv are exchanged", 2),
        (diffusion_added, "diffusion is added", 2),
        (squared_again, "do not square them", 2),
        (square_root_taken, "no square root", 2),
        (diffusion_of_u_only, "diffusion of v is missing", 2),
        (whole_matrix_diffuses, "only the diagonal diffuses", 2),
        (lowest_value, "a single number", 1),
    ],
    "3.5": [
        (mean_kept, "take it off first", 0),
        (two_pi_missing, "2π is missing", 0),
        (two_pi_too_many, "2π too many", 0),
        (wavenumber_returned, "this is the wavenumber", 0),
        (frequency_returned, "this is the frequency", 0),
        (axes_mixed, "axes are mixed up", 0),
        (in_cells, "spacing dx is missing", 3),
        (divided_by_spacing, "divided by dx", 3),
        (along_x_only, "only the part along x", 2),
        (along_y_only, "only the part along y", 2),
        (added, "kx and ky are added", 2),
        (half_shifted, "fftshift", 0),
        (longest_wave, "times the right value", 3),
        (mean_frequency, "times the right value", 3),
        (number_of_waves, "number of waves on the grid", 0),
        (whole_spectrum, "one number is wanted", 0),
        (mean_taken_off_in_place, "overwrites its input", 0),
    ],
}
"""Exercise number -> (answer, part of a message that names the mistake, points kept)."""
