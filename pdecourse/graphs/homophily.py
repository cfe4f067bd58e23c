"""Homophily: do neighbours carry the same label? All raise ``ValueError`` for a graph without labels or edges."""

import torch

from pdecourse.graphs.graph import Graph


def edge_homophily(graph: Graph) -> float:
    r"""Return the share of edges that join two nodes of the same class (Zhu et al. 2020), chapter 4.

    .. math:: h_{edge} = \frac{|\{\{i, j\} \in E : y_i = y_j\}|}{|E|}
    """
    return _same_class(graph).mean().item()


def node_homophily(graph: Graph) -> float:
    r"""Return the share of neighbours of the same class, averaged over nodes (Pei et al. 2020), chapter 4.

    .. math:: h_{node} = \frac{1}{n} \sum_i \frac{|\{j \sim i : y_i = y_j\}|}{d_i}

    Nodes without neighbours are left out.
    """
    same = _same_class(graph)
    degree = graph.degree
    agreeing = torch.zeros(graph.num_nodes, dtype=same.dtype, device=same.device)
    agreeing.index_add_(0, graph.edge_index[0], same)
    return (agreeing / degree)[degree > 0].mean().item()


def adjusted_homophily(graph: Graph) -> float:
    r"""Return edge homophily in excess of chance (Platonov et al. 2023), chapter 4.

    .. math:: h_{adj} = \frac{h_{edge} - \sum_k D_k^2 / (2|E|)^2}{1 - \sum_k D_k^2 / (2|E|)^2},
              \qquad D_k = \sum_{i : y_i = k} d_i

    The sum is the homophily to expect if the ends of all edges were joined at random. So the measure is 1
    when all neighbours agree, 0 when labels say nothing about edges, and negative when neighbours avoid each
    other, whatever the number and the sizes of the classes. Raises ``ValueError`` if one class has all the edges:
    then it is 0/0.
    """
    h_edge = edge_homophily(graph)
    class_degree = torch.bincount(graph.y, weights=graph.degree.double())
    by_chance = ((class_degree / class_degree.sum()) ** 2).sum().item()
    if by_chance == 1:
        raise ValueError(
            f"all edges of {graph!r} are within one class: adjusted homophily is 0/0; use edge_homophily"
        )
    return (h_edge - by_chance) / (1 - by_chance)


def _same_class(graph: Graph) -> torch.Tensor:
    """Return 1.0 for every column of ``edge_index`` that joins nodes of the same class, and 0.0 otherwise."""
    if graph.y is None or graph.num_edges == 0:
        lacking = (
            "labels; homophily needs graph.y" if graph.y is None else "edges; homophily is a share of edges"
        )
        raise ValueError(f"{graph!r} has no {lacking}")
    row, col = graph.edge_index
    return (graph.y[row] == graph.y[col]).double()
