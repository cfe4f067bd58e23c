"""Exercise 2.2: one explicit Euler step of Gray–Scott."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, described, equal, shaped
from pdecourse.exercises.record import Check, Exercise
from pdecourse.grid import Grid


def gray_scott_step(
    u: np.ndarray, v: np.ndarray, F: float, k: float, Du: float, Dv: float, dx: float, dt: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return (u, v) one time step dt later, on a periodic grid with spacing dx."""
    laplacian = Grid(u.shape, spacing=dx).laplacian
    autocatalysis = u * v * v
    u_rate = Du * laplacian(u) - autocatalysis + F * (1 - u)
    v_rate = Dv * laplacian(v) + autocatalysis - (F + k) * v
    return u + dt * u_rate, v + dt * v_rate


def reaction(answer, rng):
    """With both diffusion coefficients zero only the reaction is left."""
    F, k, dt = rng.uniform(0.02, 0.06), rng.uniform(0.04, 0.07), rng.uniform(0.5, 0.9)
    u, v = rng.uniform(0.3, 0.6, (4, 6)), rng.uniform(0.2, 0.4, (4, 6))
    new_u, new_v = pair(call(answer, u, v, F, k, 0.0, 0.0, 1.0, dt), u.shape)
    want_u, want_v = gray_scott_step(u, v, F, k, 0.0, 0.0, 1.0, dt)
    if in_turn(new_u, new_v, u, v, (F, k, 0.0, 0.0, 1.0, dt)):
        return  # the terms are right; the order of the updates is judged by `together`
    made, feed = u * v * v, F * (1 - u)
    mistakes = {
        "u and v are returned in the wrong order: u comes first": want_v,
        "the rates are returned, not the new fields u + dt · du/dt": feed - made,
        "the time step dt is missing": u + feed - made,
        "the reaction is missing: without diffusion u does not change": u,
        "the feed F(1 − u) is missing": u - dt * made,
        "the feed is F(1 − u), not F": u + dt * (F - made),
        "the autocatalysis −uv² is missing from u": u + dt * feed,
        "the sign of uv² is wrong in u: the reaction uses u up": u + dt * (feed + made),
        "the reaction is U + 2V → 3V, so its rate is uv², not uv": u + dt * (feed - u * v),
        "the reaction is U + 2V → 3V, so its rate is uv², not u²v": u + dt * (feed - u * u * v),
    }
    agree(new_u, want_u, "u without diffusion", mistakes)
    mistakes = {
        "the reaction is missing: without diffusion v does not change": v,
        "v is lost at rate F + k, not k: the outflow carries it away too": v + dt * (made - k * v),
        "v is lost at rate F + k, not F": v + dt * (made - F * v),
        "the loss (F + k)v is missing from v": v + dt * made,
        "the loss (F + k)v has the wrong sign": v + dt * (made + (F + k) * v),
        "the sign of uv² is wrong in v: the reaction makes v": v + dt * (-made - (F + k) * v),
    }
    agree(new_v, want_v, "v without diffusion", mistakes)


def diffusion(answer, rng):
    """With nothing to react, each species obeys its own heat equation."""
    field, none = rng.uniform(size=(5, 7)), np.zeros((5, 7))
    Du, Dv = rng.uniform(0.2, 0.3), rng.uniform(0.05, 0.1)
    dx, dt = rng.uniform(1.5, 2.0), rng.uniform(0.4, 0.8)
    spread = Grid(field.shape, spacing=dx).laplacian(field)
    for name, own, other, fields in (("u", Du, Dv, (field, none)), ("v", Dv, Du, (none, field))):
        new = pair(call(answer, *fields, 0.0, 0.0, Du, Dv, dx, dt), field.shape)[name == "v"]
        mistakes = {
            "the diffusion coefficients are swapped: Du is for u, Dv for v": field + dt * other * spread,
            f"the diffusion of {name} is missing": field,
            f"the sign of the diffusion of {name} is wrong: it must smooth": field - dt * own * spread,
            f"the spacing dx is not used in the diffusion of {name}": field + dt * own * spread * dx**2,
            f"the diffusion coefficient of {name} is missing": field + dt * spread,
            f"the time step dt does not multiply the diffusion of {name}": field + own * spread,
        }
        agree(new, field + dt * own * spread, f"{name} without reaction", mistakes)


def together(answer, rng):
    """Both new fields come from the old ones."""
    u, v = rng.uniform(0.3, 1.0, (5, 8)), rng.uniform(0.0, 0.4, (5, 8))
    constants = 0.04, 0.06, 0.16, 0.08, rng.uniform(0.9, 1.2), rng.uniform(0.5, 1.0)
    new_u, new_v = pair(call(answer, u, v, *constants), u.shape)
    want_u, want_v = gray_scott_step(u, v, *constants)
    late = in_turn(new_u, new_v, u, v, constants)
    if late:
        raise Wrong(f"{late[0]} is computed from the new {late[1]}: compute both rates first, then step both")
    agree(new_u, want_u, "u")
    agree(new_v, want_v, "v")


def in_turn(new_u, new_v, u, v, constants):
    """Return "vu" if v was computed from the new u, "uv" if u from the new v, otherwise nothing."""
    want_u, want_v = gray_scott_step(u, v, *constants)
    if equal(new_u, want_u) and equal(new_v, gray_scott_step(want_u, v, *constants)[1]):
        return "vu"
    if equal(new_v, want_v) and equal(new_u, gray_scott_step(u, want_v, *constants)[0]):
        return "uv"
    return ""


def balance(answer, rng):
    """Diffusion and the autocatalysis move mass but make none: only feed and loss change the total."""
    u, v = rng.uniform(0.3, 1.0, (6, 9)), rng.uniform(0.0, 0.4, (6, 9))
    F, k, dt = rng.uniform(0.02, 0.06), rng.uniform(0.04, 0.07), rng.uniform(0.5, 1.0)
    new_u, new_v = pair(call(answer, u, v, F, k, 0.16, 0.08, 1.0, dt), u.shape)
    change = float((new_u + new_v - u - v).sum())
    budget = float(dt * (F * (1 - u) - (F + k) * v).sum())
    if not abs(change - budget) <= 1e-6 * np.abs(u + v).sum():
        raise Wrong(
            "mass is lost or made: the total of u + v must change by feed minus loss only, since "
            "diffusion and uv² cancel in the sum",
            f"the total changed by {change:.4g}, feed minus loss is {budget:.4g}",
        )


def pair(got, shape):
    """Return the two fields of an answer, or say what came instead."""
    if isinstance(got, (tuple, list)) and len(got) != 2:
        raise Wrong("two fields are wanted, `return new_u, new_v`", f"got {len(got)} values")
    if not isinstance(got, (tuple, list)) and not (isinstance(got, np.ndarray) and got.shape == (2, *shape)):
        raise Wrong("two fields are wanted, `return new_u, new_v`", f"got {described(got)}")
    return shaped(got[0], shape, "the new u"), shaped(got[1], shape, "the new v")


GRAY_SCOTT_STEP = Exercise(
    number="2.2",
    title="One step of Gray–Scott",
    minutes=10,
    reference=gray_scott_step,
    hints=(
        "Translate the two equations term by term into two rates first, and only then step. How many "
        "times does uv² appear, and with which signs?",
        "`made = u * v * v`; then `u_rate = Du * lap_u - made + F * (1 - u)` and `v_rate = Dv * lap_v + "
        "made - (F + k) * v`. Return `u + dt * u_rate, v + dt * v_rate`: both from the old fields.",
    ),
    checks=(
        Check("the reaction, without diffusion", 2, reaction),
        Check("the diffusion, without reaction", 1, diffusion),
        Check("both fields step together", 1, together),
        Check("mass balance", 1, balance),
    ),
)
