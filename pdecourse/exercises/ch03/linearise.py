"""Exercise 3.1: the uniform state of Gierer and Meinhardt's reaction, and the Jacobian there."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, described, shaped
from pdecourse.exercises.record import Check, Exercise


def linearise(a: float, b: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the uniform state (u, v) of u' = a − bu + u²/v, v' = u² − v, and the Jacobian there."""
    u = (a + 1) / b  # v = u² turns the first equation into a − bu + 1 = 0
    v = u**2
    jacobian = np.array([[-b + 2 * u / v, -(u**2) / v**2], [2 * u, -1.0]])
    return np.array([u, v]), jacobian


def state(answer, rng):
    """Both rates vanish."""
    a, b = drawn(rng)
    want = linearise(a, b)[0]
    got = shaped(both(call(answer, a, b))[0], (2,), "the state")
    u = want[0]
    mistakes = {
        "u and v are in the wrong order: return (u, v)": want[::-1],
        "v = u² at the state: the square is missing": np.array([u, u]),
        "v = u² makes u²/v = 1, so u = (a + 1)/b: the 1 is missing": np.array([a / b, (a / b) ** 2]),
        "v = u² makes u²/v = 1, so u = (a + 1)/b: its sign is wrong": np.array(
            [(a - 1) / b, ((a - 1) / b) ** 2]
        ),
        "u = (a + 1)/b: b divides all of it": np.array([a + 1 / b, (a + 1 / b) ** 2]),
        "u = (a + 1)/b: b divides": np.array([(a + 1) * b, ((a + 1) * b) ** 2]),
        "u = (a + 1)/b: the decay rate b is missing": np.array([a + 1, (a + 1) ** 2]),
    }
    agree(got, want, "the state (u, v)", mistakes)


def first_row(answer, rng):
    """The derivatives of the activator's rate."""
    row(answer, rng, 0)


def second_row(answer, rng):
    """The derivatives of the inhibitor's rate."""
    row(answer, rng, 1)


def row(answer, rng, i):
    """Compare one row of the Jacobian, at the right state or at the one that was returned."""
    a, b = drawn(rng)
    want_state, want = linearise(a, b)
    got_state, got = both(call(answer, a, b))
    got_state, got = shaped(got_state, (2,), "the state"), shaped(got, (2, 2), "the Jacobian")
    own = derivatives(b, *got_state)[i] if np.isfinite(got_state).all() and got_state.all() else want[i]
    if np.allclose(got[i], own, rtol=1e-6):
        return  # right for the state that was found; the state itself is judged above
    u, v = want_state
    if i == 0:
        mistakes = {
            "the Jacobian is transposed: row 1 holds the derivatives of u' by u and by v": want[:, 0],
            "the rows are exchanged: row 1 belongs to u'": want[1],
            "the sign of ∂u'/∂v is wrong: more inhibitor, less u": want[0] * (1, -1),
            "∂(u²/v)/∂v = −u²/v²: v in the denominator is not squared": np.array([want[0, 0], -(u**2) / v]),
            "∂(u²/v)/∂v = −u²/v²: the power of v falls to −2": np.array([want[0, 0], -2 * u / v]),
            "∂(u²/v)/∂v is not 0: v stands in the first equation": np.array([want[0, 0], 0]),
            "the decay −b is missing from ∂u'/∂u": want[0] + (b, 0),
            "the autocatalysis 2u/v is missing from ∂u'/∂u": np.array([-b, want[0, 1]]),
            "∂(u²/v)/∂u = 2u/v: the 2 is missing": np.array([-b + u / v, want[0, 1]]),
            "∂(u²/v)/∂u = 2u/v: v is missing": np.array([-b + 2 * u, want[0, 1]]),
        }
    else:
        mistakes = {
            "the Jacobian is transposed: row 2 holds the derivatives of v' by u and by v": want[:, 1],
            "the rows are exchanged: row 2 belongs to v'": want[0],
            "the decay −1 is missing from ∂v'/∂v": np.array([2 * u, 0]),
            "the sign of ∂v'/∂v is wrong: the inhibitor decays": np.array([2 * u, 1]),
            "∂(u²)/∂u = 2u: the 2 is missing": np.array([u, -1]),
            "∂(u²)/∂u = 2u, not u²": np.array([u**2, -1]),
            "the inhibitor decays at rate 1, not b": np.array([2 * u, -b]),
        }
    agree(got[i], want[i], f"row {i + 1} of the Jacobian", mistakes)


def derivatives(b, u, v):
    """The Jacobian at any u and v."""
    return np.array([[-b + 2 * u / v, -(u**2) / v**2], [2 * u, -1.0]])


def drawn(rng):
    """A source and a decay rate."""
    return float(rng.uniform(0.1, 0.4)), float(rng.uniform(0.6, 0.9))


def both(got):
    """Return the two parts of an answer, or say what came instead."""
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        came = f"{len(got)} values" if isinstance(got, (tuple, list)) else described(got)
        raise Wrong("a state and a matrix are wanted, `return state, jacobian`", f"got {came}")
    return got


LINEARISE = Exercise(
    number="3.1",
    title="A state and its Jacobian",
    minutes=10,
    reference=linearise,
    hints=(
        "Set the second rate to zero first: it says what v is. What is then left of u²/v in the first "
        "equation? For the matrix: which equation belongs to a row, and which variable to a column?",
        "v = u², so u²/v = 1 and u = (a + 1)/b. The rows are the two rates, the columns u and v: [[−b + "
        "2u/v, −u²/v²], [2u, −1]], with u and v of the state.",
    ),
    checks=(
        Check("the uniform state", 1, state),
        Check("the activator's row", 2, first_row),
        Check("the inhibitor's row", 1, second_row),
    ),
)
