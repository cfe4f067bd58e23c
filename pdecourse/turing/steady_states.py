r"""Homogeneous steady states and the exact Jacobian of any kinetics, chapter 3."""

import numpy as np
from jaxtyping import Float

COMPLEX_STEP = 1e-30


def jacobian(kinetics, values) -> Float[np.ndarray, "species species *batch"]:
    r"""Differentiate the rates at ``values`` by complex steps, exact to rounding.

    .. math:: J_{ij} = \frac{\partial R_i}{\partial u_j}
              = \frac{\operatorname{Im} R_i(u + \mathrm{i} h e_j)}{h}, \qquad h = 10^{-30}

    No difference of nearly equal numbers is taken, so h can be absurdly small (Squire and Trapp, 1998).
    ``values`` has shape (species, ...): one state, or many at once. Needs ``rates`` without branches,
    absolute values or comparisons.
    """
    values = np.asarray(values, dtype=float)
    columns = []
    for j in range(len(values)):
        shifted = values.astype(complex)
        shifted[j] += 1j * COMPLEX_STEP
        rates = kinetics.rates(*shifted, *kinetics.params)
        columns.append(np.stack([np.imag(rate) / COMPLEX_STEP for rate in rates]))
    return np.stack(columns, axis=1)


def steady_states(kinetics) -> list[Float[np.ndarray, " species"]]:
    """Return every homogeneous steady state, from the closed form if the kinetics offers ``steady_states()``.

    Otherwise ``find_steady_states`` searches. Raises ``ValueError`` if a closed form is wrong.
    """
    if not hasattr(kinetics, "steady_states"):
        return find_steady_states(kinetics)
    states = [np.asarray(state, dtype=float) for state in kinetics.steady_states()]
    for state in states:
        rates = np.abs(kinetics.rates(*state, *kinetics.params))
        # Near a fold the closed form is only good to √ε, so the allowance is that wide.
        if not np.all(rates <= 1e-7 * (1 + np.abs(jacobian(kinetics, state)) @ np.abs(state))):
            raise ValueError(
                f"{kinetics} gives {tuple(state.tolist())} as a steady state, but its rates there are "
                f"{tuple(rates.tolist())}; wanted zeros. Correct steady_states(), or remove it to search"
            )
    return states


def find_steady_states(
    kinetics, *, radius: float = 100.0, starts: int = 41
) -> list[Float[np.ndarray, " species"]]:
    """Search for every zero of the rates with all coordinates in [-radius, radius] by Newton's method.

    Newton starts from ``starts`` values per species, dense near 0 and sparse far out, all at once; the limits
    are compared and repeats dropped. Several thousand starts find every isolated zero of the usual
    polynomial and rational kinetics (a test compares with each closed form), but it is a search, no proof.
    States come sorted by the first species, then the second.
    """
    species = len(kinetics.species)
    axis = np.sinh(np.linspace(-1, 1, starts) * np.arcsinh(radius)) + 1e-3  # off centre: 0 is often singular
    values = np.stack(np.meshgrid(*[axis] * species)).reshape(species, -1)
    with np.errstate(all="ignore"):
        for _ in range(100):
            values = _newton_step(kinetics, values)
        rates = np.max(np.abs(_real_rates(kinetics, values)), axis=0)
        largest = np.max(np.abs(values), axis=0)
        values = values[:, (rates < 1e-9 * (1 + largest)) & (largest <= radius)]
    distinct: list[np.ndarray] = []
    for state in values[:, np.lexsort(values[::-1].round(6))].T:
        if all(np.max(np.abs(state - other)) > 1e-5 * (1 + np.max(np.abs(state))) for other in distinct):
            distinct.append(np.where(np.abs(state) < 1e-9, 0.0, state))
    return distinct


def _newton_step(kinetics, values):
    """Move every start by one Newton step; NaN where the Jacobian is singular or overflows, for good."""
    matrices = np.moveaxis(jacobian(kinetics, values), -1, 0)
    usable = np.isfinite(matrices).all(axis=(1, 2))
    matrices = np.where(usable[:, None, None], matrices, np.eye(len(values)))
    usable &= np.abs(np.linalg.det(matrices)) > 1e-300
    matrices = np.where(usable[:, None, None], matrices, np.eye(len(values)))
    rates = _real_rates(kinetics, values)
    steps = np.linalg.solve(matrices, np.nan_to_num(rates.T)[..., None])[..., 0].T
    settled = np.max(np.abs(rates), axis=0) == 0
    return np.where(settled, values, np.where(usable, values - steps, np.nan))


def _real_rates(kinetics, values):
    """Return the rates, shape (species, starts), also where a rate does not depend on the state."""
    rates = kinetics.rates(*values, *kinetics.params)
    return np.stack([np.broadcast_to(rate, values.shape[1:]) for rate in rates])
