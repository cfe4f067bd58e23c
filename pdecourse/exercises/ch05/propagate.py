"""Exercise 5.1: the layers of a linear graph convolutional network, as Euler steps of the heat equation."""

import numpy as np

from pdecourse.exercises.drawn_graphs import adjacency_of, drawn_edges, normalised_of, on_nodes, parts
from pdecourse.exercises.feedback import Wrong, agree, call
from pdecourse.exercises.record import Check, Exercise


def propagate(edges: np.ndarray, x: np.ndarray, h: float, layers: int) -> tuple[np.ndarray, np.ndarray]:
    """Return x after so many Euler steps of length h of x' = −(I − Ã)x, and its energy before each and at last."""
    i, j = edges
    a = np.eye(len(x))  # the self-loops
    a[i, j] = a[j, i] = 1.0
    root = 1 / np.sqrt(a.sum(axis=1))
    laplacian = np.eye(len(x)) - root[:, None] * a * root
    energies = [(x * (laplacian @ x)).sum() / 2]
    for _ in range(layers):
        x = x - h * laplacian @ x
        energies.append((x * (laplacian @ x)).sum() / 2)
    return x, np.array(energies)


def one_layer(answer, rng):
    """h = 1: the features are multiplied by Ã, nothing else."""
    edges, x, smooth = drawn(rng)
    a = adjacency_of(edges, len(x))
    d = a.sum(1)[:, None]
    both = a + np.eye(len(a))
    mistakes = {
        "the self-loops are missing: Ã is made of A + I": a @ (x / d**0.5) / d**0.5,
        "the self-loops are missing in the degrees: D̃ has d + 1": both @ (x / d**0.5) / d**0.5,
        "the self-loops are in the degrees but not in A": a @ (x / (d + 1) ** 0.5) / (d + 1) ** 0.5,
        "this is the random walk D̃⁻¹(A + I): Ã has a root of the degree on either side": both @ x / (d + 1),
        "this is (A + I) D̃⁻¹: Ã has a root of the degree on either side": both @ (x / (d + 1)),
        "nothing is normalised: Ã has a root of the degree on either side": both @ x,
        "the root is missing: D̃^(-1/2) on either side": both @ (x / (d + 1)) / (d + 1),
        "x is still there: with h = 1 the step x − h(I − Ã)x leaves Ãx": x + smooth @ x,
        "the sign is wrong: heat flows downhill, x − h(I − Ã)x": x + (x - smooth @ x),
        "this is the Laplacian of x: the step adds to x": x - smooth @ x,
        "nothing has happened": x,
    }
    got = on_nodes(both_parts(answer, edges, x, 1.0, 1)[0], x.shape, "the features")
    agree(got, smooth @ x, "the features after one layer with h = 1", mistakes)


def several_steps(answer, rng):
    """Steps of any length, any number of them, none among them."""
    edges, x, smooth = drawn(rng)
    for h, layers in ((float(rng.uniform(0.2, 0.7)), 1), (float(rng.uniform(0.2, 0.7)), 5), (0.4, 0)):
        step = (1 - h) * np.eye(len(x)) + h * smooth
        want = np.linalg.matrix_power(step, layers) @ x
        mistakes = {
            "x is missing from the step: x − h(I − Ã)x": np.linalg.matrix_power(h * smooth, layers) @ x,
            "h is missing: x − h(I − Ã)x": np.linalg.matrix_power(smooth, layers) @ x,
            "this is one step of length h·layers, not many of length h": x - h * layers * (x - smooth @ x),
            "this is one layer too many": step @ want,
            "this is one layer too few": np.linalg.matrix_power(step, max(layers - 1, 0)) @ x,
            "Ã is applied layer by layer, but always to the first x": step @ x,
            "this is x + hÃx: it grows; the step is x − h(I − Ã)x": np.linalg.matrix_power(
                np.eye(len(x)) + h * smooth, layers
            )
            @ x,
        }
        got = on_nodes(both_parts(answer, edges, x, h, layers)[0], x.shape, "the features")
        agree(got, want, f"the features after {layers} steps of length {h:.2g}", mistakes)


def energies(answer, rng):
    """The energy at the start and after each layer."""
    edges, x, smooth = drawn(rng)
    h, layers = float(rng.uniform(0.3, 0.6)), int(rng.integers(4, 7))
    want = propagate(edges, x, h, layers)[1]
    a = adjacency_of(edges, len(x))
    states = [np.linalg.matrix_power((1 - h) * np.eye(len(x)) + h * smooth, k) @ x for k in range(layers + 1)]
    plain = np.array([(s * ((np.diag(a.sum(1)) - a) @ s)).sum() / 2 for s in states])
    root = 1 / np.sqrt(a.sum(1))
    bare = np.array([(s * (s - root[:, None] * (a @ (root[:, None] * s)))).sum() / 2 for s in states])
    mistakes = {
        "this is twice the energy: Ē = ½⟨X, (I − Ã)X⟩": 2 * want,
        "this is half the energy: Ē = ½⟨X, (I − Ã)X⟩": want / 2,
        "roots are taken: the energy is a sum of squares": np.sqrt(want),
        "this is the energy ½⟨X, LX⟩, not normalised": plain,
        "this energy lacks the self-loops: take I − Ã as in the step": bare,
        "this is the squared norm of X, not its energy": np.array([(s**2).sum() for s in states]),
        "this is ½‖X‖², not the energy": np.array([(s**2).sum() for s in states]) / 2,
        "the energies are in the wrong order: the first is that of the start": want[::-1],
        "the energies are divided by the first: return them as they are": want / want[0],
        "the energies are averaged over nodes": want / len(x),
        "the energies are averaged over channels": want / x.shape[1],
    }
    got = both_parts(answer, edges, x, h, layers)[1]
    if np.shape(got) == ():
        raise Wrong("one energy for each layer is wanted, and one for the start", "got a single number")
    if np.shape(got) == (layers,):
        raise Wrong(
            "one energy is missing: there is one for the start and one after each layer",
            f"got {layers}, wanted {layers + 1}",
        )
    agree(on_nodes(got, (layers + 1,), "the list of energies"), want, "the list of energies", mistakes)


def both_parts(answer, *given):
    """Return the two parts of an answer."""
    return parts(call(answer, *given), "x, energies", 2)


def drawn(rng):
    """Edges, features, and the matrix Ã."""
    n = int(rng.integers(8, 11))
    edges = drawn_edges(rng, n, 6)
    return edges, rng.normal(size=(n, 3)), normalised_of(adjacency_of(edges, n) + np.eye(n))


PROPAGATE = Exercise(
    number="5.1",
    title="A layer is a step",
    minutes=10,
    reference=propagate,
    hints=(
        "Make the matrix once, before the loop. Where do self-loops come in: in A, in the degrees, or in "
        "both? How many energies are there for zero layers?",
        "`a = np.eye(n)`, then `a[i, j] = a[j, i] = 1.0`; D̃ holds the row sums of that a. With `root = "
        "1 / np.sqrt(a.sum(axis=1))`, Ã is `root[:, None] * a * root`. A step is x − h(x − Ãx); the energy "
        "½ times the sum of x·(x − Ãx) goes into a list before the loop and after every step.",
    ),
    checks=(
        Check("one layer of a GCN, h = 1", 1, one_layer),
        Check("several steps of length h", 1, several_steps),
        Check("the energies on the way", 2, energies),
    ),
)
