"""Small random graphs for the checks of chapters 4 to 8, and what the shape of an answer on nodes must be."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, described, numbers


def drawn_edges(rng: np.random.Generator, num_nodes: int, extra: int) -> np.ndarray:
    """Return edges (2, m) of a connected graph: a random tree and up to ``extra`` more, each edge once.

    Their order and the order of their two ends are random too.
    """
    name = rng.permutation(num_nodes)
    pairs = {tuple(sorted((int(name[i]), int(name[rng.integers(i)])))) for i in range(1, num_nodes)}
    pairs |= {tuple(sorted(rng.choice(num_nodes, 2, replace=False).tolist())) for _ in range(extra)}
    edges = rng.permutation(np.array(sorted(pairs)))
    return np.ascontiguousarray(rng.permuted(edges, axis=1).T)


def adjacency_of(edges: np.ndarray, num_nodes: int) -> np.ndarray:
    """Return the adjacency matrix (n, n) of ``edges`` (2, m), each given once."""
    a = np.zeros((num_nodes, num_nodes))
    a[edges[0], edges[1]] = a[edges[1], edges[0]] = 1.0
    return a


def laplacian_of(a: np.ndarray) -> np.ndarray:
    """Return D − A."""
    return np.diag(a.sum(axis=1)) - a


def normalised_of(a: np.ndarray) -> np.ndarray:
    """Return D^(-1/2) A D^(-1/2), where D holds the row sums of A; self-loops are those that A has."""
    root = np.sqrt(a.sum(axis=1))
    return a / np.outer(root, root)


def parts(got, wanted: str, count: int) -> list:
    """Return the ``count`` parts of an answer, or say what came instead."""
    listed = isinstance(got, (tuple, list)) or (isinstance(got, np.ndarray) and got.ndim > 0)
    if not listed or len(got) != count:
        came = f"{len(got)} values" if isinstance(got, (tuple, list)) else described(got)
        raise Wrong(f"{count} values are wanted: `return {wanted}`", f"got {came}")
    return list(got)


def on_nodes(got, shape: tuple[int, ...], name: str) -> np.ndarray:
    """Return ``got`` as an array with one row per node, or say what is wrong with its shape."""
    array = numbers(got, name)
    if array.shape == shape:
        return array
    sizes = f"got shape {array.shape}, wanted {shape}"
    if array.ndim == 0:
        raise Wrong(f"{name} is a single number: one row per node is wanted", sizes)
    if len(shape) == 2 and array.shape == shape[::-1]:
        raise Wrong(f"{name} is transposed: one row per node, one column per channel", sizes)
    raise Wrong(f"{name} has the wrong shape: one row per node is wanted", sizes)


def one_number(got, name: str) -> float | np.float32:
    """Return ``got`` as one finite or infinite real number, or say what came instead; float32 stays float32."""
    number = numbers(got, name)
    if number.ndim:
        raise Wrong(f"{name} must be one number", f"got {described(got)}")
    if np.isnan(number):
        raise Wrong(f"{name} is not a number: 0/0, or the root or logarithm of a negative number?")
    return number[()] if number.dtype == np.float32 else float(number)
