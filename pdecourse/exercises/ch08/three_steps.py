"""Exercise 8.1: the additive step, the Lie–Trotter step and the Strang step of one equation."""

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges, laplacian_of, on_nodes, parts
from pdecourse.exercises.feedback import agree, call
from pdecourse.exercises.record import Check, Exercise


def three_steps(laplacian: np.ndarray, x: np.ndarray, h: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the additive Euler, the Lie–Trotter (Euler) and the Strang (exact flows) step of ẋ = −Lx + x − x³."""
    additive = x + h * (-laplacian @ x + x - x**3)
    half = x - h * laplacian @ x
    lie = half + h * (half - half**3)
    values, vectors = np.linalg.eigh(laplacian)
    heat = vectors * np.exp(-h / 2 * values) @ vectors.T
    y = heat @ x
    y = y * np.exp(h) / np.sqrt(1 + y**2 * (np.exp(2 * h) - 1))
    return additive, lie, heat @ y


def additive(answer, rng):
    """Both terms at the old state."""
    laplacian, x, h = drawn(rng)
    half = x - h * laplacian @ x
    mistakes = {
        "this is the Lie–Trotter step: the additive one takes the reaction at the old x": half
        + h * (half - half**3),
        "this is diffusion alone": half,
        "this is the reaction alone": x + h * (x - x**3),
        "the sign of the diffusion is wrong": x + h * (laplacian @ x + x - x**3),
        "the sign of the reaction is wrong": x + h * (-laplacian @ x - x + x**3),
        "the reaction lacks h": half + x - x**3,
        "the diffusion lacks h": x - laplacian @ x + h * (x - x**3),
        "the old x is missing: this is the change alone": h * (-laplacian @ x + x - x**3),
        "x² stands for x³": x + h * (-laplacian @ x + x - x**2),
    }
    compare(answer, laplacian, x, h, 0, "the additive step", mistakes)


def lie(answer, rng):
    """The reaction sees what diffusion left."""
    laplacian, x, h = drawn(rng)
    half = x - h * laplacian @ x
    other, uphill = x + h * (x - x**3), x + h * laplacian @ x
    values, vectors = np.linalg.eigh(laplacian)
    mistakes = {
        "this is the additive step: the reaction must start from what diffusion left": half + h * (x - x**3),
        "this is Lie–Trotter in the other order: diffusion comes first": other - h * laplacian @ other,
        "the second part adds to the old x: it must add to what diffusion left": x + h * (half - half**3),
        "this has exact flows: the Lie–Trotter step here has two Euler steps": flow(
            vectors * np.exp(-h * values) @ vectors.T @ x, h
        ),
        "both parts take half a step": (x - h / 2 * laplacian @ x)
        + h / 2 * ((x - h / 2 * laplacian @ x) - (x - h / 2 * laplacian @ x) ** 3),
        "the reaction is missing": half,
        "the reaction brings the old x along: it is added twice": half + x + h * (x - x**3),
        "the sign of the diffusion is wrong": uphill + h * (uphill - uphill**3),
        "x² stands for x³": half + h * (half - half**2),
    }
    compare(answer, laplacian, x, h, 1, "the Lie–Trotter step", mistakes)


def strang(answer, rng):
    """Half a step of one, a step of the other, half a step of the first, all exact."""
    laplacian, x, h = drawn(rng)
    values, vectors = np.linalg.eigh(laplacian)
    half, whole = (vectors * np.exp(-t * values) @ vectors.T for t in (h / 2, h))
    entries = np.exp(-h / 2 * laplacian)
    euler = half @ x
    mistakes = {
        "this is Lie–Trotter with exact flows: Strang does half the diffusion before and half after": flow(
            whole @ x, h
        ),
        "half the reaction stands outside here: half the diffusion is wanted outside": flow(
            whole @ flow(x, h / 2), h / 2
        ),
        "diffusion takes two whole steps: take two halves": whole @ flow(whole @ x, h),
        "the reaction takes half a step: only diffusion is halved": half @ flow(half @ x, h / 2),
        "the reaction takes an Euler step: take its exact flow": half @ (euler + h * (euler - euler**3)),
        "the second half of the diffusion is missing": flow(half @ x, h),
        "the exponential is taken entry by entry: a matrix exponential is wanted": entries
        @ flow(entries @ x, h),
        "the sign of the diffusion is wrong": np.linalg.inv(half) @ flow(np.linalg.inv(half) @ x, h),
        "the halves of the diffusion are Euler steps: take its exact flow": euler_halves(laplacian, x, h),
        "nothing is exact here: take e^(−hL/2), and the given flow of the reaction": all_euler(
            laplacian, x, h
        ),
        "this is the additive step": three_steps(laplacian, x, h)[0],
        "this is the Lie–Trotter step": three_steps(laplacian, x, h)[1],
    }
    compare(answer, laplacian, x, h, 2, "the Strang step", mistakes)


def flow(x, t):
    """Exact solution of ẋ = x − x³."""
    return x * np.exp(t) / np.sqrt(1 + x**2 * (np.exp(2 * t) - 1))


def euler_halves(laplacian, x, h):
    """Strang's order with explicit diffusion."""
    y = flow(x - h / 2 * laplacian @ x, h)
    return y - h / 2 * laplacian @ y


def all_euler(laplacian, x, h):
    """Strang's order with Euler steps only."""
    y = x - h / 2 * laplacian @ x
    y = y + h * (y - y**3)
    return y - h / 2 * laplacian @ y


def compare(answer, laplacian, x, h, position, name, mistakes):
    """Compare one of the three steps with the right one, and with what usual mistakes give."""
    got = parts(call(answer, laplacian, x, h), "additive, lie, strang", 3)[position]
    agree(on_nodes(got, x.shape, name), three_steps(laplacian, x, h)[position], name, mistakes)


def drawn(rng):
    """A Laplacian, a signal and a step."""
    n = int(rng.integers(7, 11))
    laplacian = laplacian_of(adjacency_of(drawn_edges(rng, n, 5), n))
    return laplacian, rng.normal(size=n), float(rng.uniform(0.1, 0.3))


THREE_STEPS = Exercise(
    number="8.1",
    title="Three steps of one equation",
    minutes=12,
    reference=three_steps,
    hints=(
        "For the first two the only question is: at which x is the reaction taken? For Strang make one matrix, the "
        "exact flow of diffusion for h/2, from `np.linalg.eigh`, and use it twice.",
        "additive = x + h(−Lx + x − x³). With half = x − hLx, lie = half + h(half − half³). Strang: values, vectors = "
        "np.linalg.eigh(laplacian); heat = vectors * np.exp(−h/2 * values) @ vectors.T; y = heat @ x; y = the given "
        "flow of y for h; return heat @ y.",
    ),
    checks=(
        Check("the additive step", 1, additive),
        Check("the Lie–Trotter step", 1, lie),
        Check("the Strang step", 2, strang),
    ),
)
