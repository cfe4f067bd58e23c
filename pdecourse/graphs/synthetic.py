"""Graphs with a formula: their Laplacian spectra are known, so they test everything else. Chapter 4.

All raise ``ValueError`` for fewer nodes than the graph needs.
"""

from itertools import pairwise

import numpy as np

from pdecourse.graphs.graph import Graph


def path(num_nodes: int = 20) -> Graph:
    r"""Return nodes in a row: :math:`\lambda_k = 2 - 2\cos(\pi k / n)`, :math:`k = 0, \dots, n - 1`."""
    _require(num_nodes, 2)
    return Graph.from_edges(np.array(list(pairwise(range(num_nodes)))).T, num_nodes, name="path")


def ring(num_nodes: int = 20) -> Graph:
    r"""Return nodes in a circle: :math:`\lambda_k = 2 - 2\cos(2\pi k / n)`, :math:`k = 0, \dots, n - 1`."""
    _require(num_nodes, 3)
    nodes = np.arange(num_nodes)
    return Graph.from_edges(np.stack([nodes, np.roll(nodes, -1)]), num_nodes, name="ring")


def star(num_nodes: int = 20) -> Graph:
    r"""Return node 0 joined to all others: :math:`\lambda = 0`, then :math:`1` n − 2 times, then :math:`n`."""
    _require(num_nodes, 2)
    leaves = np.arange(1, num_nodes)
    return Graph.from_edges(np.stack([np.zeros_like(leaves), leaves]), num_nodes, name="star")


def complete(num_nodes: int = 20) -> Graph:
    r"""Return all nodes joined to all others: :math:`\lambda = 0`, then :math:`n` n − 1 times."""
    _require(num_nodes, 2)
    return Graph.from_edges(np.stack(np.triu_indices(num_nodes, 1)), num_nodes, name="complete")


def grid(shape: tuple[int, ...] = (20, 20), *, periodic: bool = False) -> Graph:
    r"""Return the cells of a grid, each joined to the next along every axis.

    Minus its Laplacian is the stencil of ``Grid(shape)`` (five points in two dimensions), with periodic
    boundaries or, without ``periodic``, with Neumann ones:

    .. math:: (-L u)_{ij} = u_{i-1,j} + u_{i+1,j} + u_{i,j-1} + u_{i,j+1} - 4 u_{ij}

    The signal of a field u is ``u.ravel()``: nodes are numbered row by row.
    """
    for side in shape:
        _require(side, 3 if periodic else 1, "cells along an axis")
    edges = [np.empty((2, 0), dtype=np.int64)]
    nodes = np.arange(np.prod(shape)).reshape(shape)
    for axis, side in enumerate(shape):
        neighbors = np.roll(nodes, -1, axis)
        inside = np.arange(side if periodic else side - 1)
        edges.append(np.stack([part.take(inside, axis).ravel() for part in (nodes, neighbors)]))
    return Graph.from_edges(np.concatenate(edges, axis=1), nodes.size, name="grid")


def _require(number: int, least: int, what: str = "nodes") -> None:
    if number < least:
        raise ValueError(f"{number} {what} do not make this graph; give at least {least}")
