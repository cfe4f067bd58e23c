"""The game as a graph: is there a mine under this cell?"""

from itertools import product

import numpy as np
import torch

from pdecourse.graphs.graph import Graph
from pdecourse.graphs.laplacian import adjacency
from pdecourse.graphs.split import random_split


def minesweeper_like(
    shape: tuple[int, int] = (50, 50), *, mines: float = 0.2, unknown: float = 0.5, seed: int = 0
) -> Graph:
    """Return a board like the minesweeper graph of Platonov et al. (2023), of any size. Chapter 7.

    Cells are joined to their up to eight neighbours. Label 1 is a mine, under a share ``mines`` of all cells.
    The first feature says that a cell is covered, a share ``unknown`` of all; for the others the next six are
    the one-hot number of mines among its neighbours: 0, 1, 2, 3, 4, or 5 and more. An uncovered cell may
    itself have a mine: the label cannot be read off, and neighbours' labels say little (adjusted homophily
    near 0), but neighbours' *features* say a lot. The split is 50, 25 and 25 %, drawn with the same seed. Raises
    ``ValueError`` for shares that are not between 0 and 1.
    """
    if not (0 < mines < 1 and 0 <= unknown < 1):
        raise ValueError(
            f"mines = {mines:g} and unknown = {unknown:g} must be shares of cells, between 0 and 1"
        )
    rng, num_nodes = np.random.default_rng(seed), int(np.prod(shape))
    y = _chosen(num_nodes, mines, rng).astype(int)
    covered = _chosen(num_nodes, unknown, rng)
    board = Graph.from_edges(_kings_moves(shape), num_nodes)
    count = np.minimum(adjacency(board) @ y, 5).astype(int)
    x = np.zeros((num_nodes, 7), dtype=np.float32)
    x[np.arange(num_nodes), np.where(covered, 0, 1 + count)] = 1
    labels = torch.from_numpy(y)
    masks = random_split(labels, train=0.5, val=0.25, seed=seed)
    return Graph(
        board.edge_index, num_nodes, x=torch.from_numpy(x), y=labels, name="minesweeper_like", **masks
    )


def _kings_moves(shape: tuple[int, int]) -> np.ndarray:
    """Return each pair of cells that share a side or a corner, once."""
    nodes, (ny, nx) = np.arange(np.prod(shape)).reshape(shape), shape
    edges = []
    for down, right in product((0, 1), (-1, 0, 1)):
        if (down, right) > (0, 0):
            start = nodes[: ny - down, max(0, -right) : nx - max(0, right)]
            end = nodes[down:, max(0, right) : nx + min(0, right)]
            edges.append(np.stack([start.ravel(), end.ravel()]))
    return np.concatenate(edges, axis=1)


def _chosen(number: int, share: float, rng) -> np.ndarray:
    """Return booleans of which exactly the given share, up to rounding, is true."""
    return rng.permutation(number) < round(share * number)
