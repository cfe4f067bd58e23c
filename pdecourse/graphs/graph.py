"""A graph, and what a graph-learning task hangs on its nodes."""

from dataclasses import dataclass, replace

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

NODE_DATA = ("x", "y", "train_mask", "val_mask", "test_mask")
"""Fields of a graph with one row per node."""


@dataclass(frozen=True, eq=False)
class Graph:
    r"""Undirected graph without self-loops or repeated edges, chapter 4.

    ``edge_index`` (2, edge) int64 holds every edge in both directions: column e says that node
    ``edge_index[0, e]`` is joined to node ``edge_index[1, e]``. Nodes are numbered 0 … ``num_nodes`` − 1.
    ``x`` (node, feature) are node features, ``y`` (node,) class labels, the masks (node,) say which labels
    may be trained on, chosen by, and reported on; each is ``None`` where the graph has none.

    Raises ``ValueError`` if an edge lacks its reverse, repeats, is a loop or names a node that is not there,
    or if an array does not have one row per node.
    """

    edge_index: Int[Tensor, "2 edge"]
    num_nodes: int
    x: Float[Tensor, "node feature"] | None = None
    y: Int[Tensor, " node"] | None = None
    train_mask: Bool[Tensor, " node"] | None = None
    val_mask: Bool[Tensor, " node"] | None = None
    test_mask: Bool[Tensor, " node"] | None = None
    name: str = "graph"

    def __post_init__(self):
        _check_edges(self.edge_index, self.num_nodes)
        for field in NODE_DATA:
            values = getattr(self, field)
            if values is not None and len(values) != self.num_nodes:
                raise ValueError(
                    f"{field} has {len(values)} rows for {self.num_nodes} nodes; give one row per node"
                )

    @classmethod
    def from_edges(cls, edges, num_nodes: int, **node_data) -> "Graph":
        """Return the graph with ``edges`` (2, m), in one or both directions, without loops and repeats."""
        edges = torch.as_tensor(edges, dtype=torch.int64)
        _check_nodes(edges, num_nodes)
        edges = edges[:, edges[0] != edges[1]]
        row, col = torch.cat([edges, edges.flip(0)], dim=1)
        # One number per edge: sorting numbers is many times faster than sorting pairs.
        number = torch.unique(row * num_nodes + col)
        edge_index = torch.stack([number // num_nodes, number % num_nodes])
        return cls(edge_index, num_nodes, **node_data)

    @property
    def num_edges(self) -> int:
        """Number of undirected edges: half the columns of ``edge_index``."""
        return self.edge_index.shape[1] // 2

    @property
    def degree(self) -> Int[Tensor, " node"]:
        """Number of neighbours of each node."""
        return torch.bincount(self.edge_index[0], minlength=self.num_nodes)

    @property
    def num_classes(self) -> int:
        """Number of different labels."""
        return int(self.y.max()) + 1

    @property
    def edges(self) -> Int[Tensor, "2 undirected_edge"]:
        """Every edge once, from the node of lower number to the node of higher number."""
        row, col = self.edge_index
        return self.edge_index[:, row < col]

    @property
    def device(self) -> torch.device:
        """Where the arrays are."""
        return self.edge_index.device

    def to(self, device: torch.device | str) -> "Graph":
        """Return the graph with all its arrays on ``device``."""
        arrays = {
            field: None if getattr(self, field) is None else getattr(self, field).to(device)
            for field in ("edge_index", *NODE_DATA)
        }
        return replace(self, **arrays)

    def subgraph(self, nodes: Int[Tensor, " kept"]) -> "Graph":
        """Return the graph on ``nodes``, renumbered in the order given, with the edges between them."""
        nodes = nodes.to(self.device)
        new_number = torch.full((self.num_nodes,), -1, device=self.device)
        new_number[nodes] = torch.arange(len(nodes), device=self.device)
        edge_index = new_number[self.edge_index]
        kept = {
            field: None if getattr(self, field) is None else getattr(self, field)[nodes]
            for field in NODE_DATA
        }
        edge_index = edge_index[:, (edge_index >= 0).all(dim=0)]
        return replace(self, edge_index=edge_index, num_nodes=len(nodes), **kept)

    def __repr__(self) -> str:
        features = "" if self.x is None else f", {self.x.shape[1]} features"
        classes = "" if self.y is None else f", {self.num_classes} classes"
        return f"Graph({self.name!r}: {self.num_nodes} nodes, {self.num_edges} edges{features}{classes})"


def _check_edges(edge_index: Tensor, num_nodes: int) -> None:
    """Raise ``ValueError`` unless the columns are each edge of a simple graph, once per direction."""
    if edge_index.ndim != 2 or len(edge_index) != 2 or edge_index.dtype != torch.int64:
        raise ValueError(
            f"edge_index is {edge_index.dtype} of shape {tuple(edge_index.shape)}; "
            "wanted int64 of shape (2, edges)"
        )
    _check_nodes(edge_index, num_nodes)
    row, col = edge_index
    forward, backward = (row * num_nodes + col).sort().values, (col * num_nodes + row).sort().values
    if (row == col).any() or (forward.diff() == 0).any() or not torch.equal(forward, backward):
        raise ValueError(
            "edge_index has a self-loop, a repeated edge or an edge in one direction only; "
            "Graph.from_edges makes a simple undirected graph of any edge list"
        )


def _check_nodes(edge_index: Tensor, num_nodes: int) -> None:
    """Raise ``ValueError`` if a column names a node that is not there."""
    if edge_index.numel() and not (0 <= edge_index.min() and edge_index.max() < num_nodes):
        raise ValueError(
            f"edge_index names nodes {int(edge_index.min())} to {int(edge_index.max())}; "
            f"a graph of {num_nodes} nodes has 0 to {num_nodes - 1}"
        )
