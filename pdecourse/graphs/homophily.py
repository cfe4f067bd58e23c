"""Homophily: do neighbours carry the same label?"""

from pdecourse.graphs.graph import Graph


def edge_homophily(graph: Graph) -> float:
    r"""Return the share of edges that join two nodes of the same class, chapter 4.

    .. math:: h = \frac{|\{\{i, j\} \in E : y_i = y_j\}|}{|E|}
    """
    if graph.y is None:
        raise ValueError(f"{graph!r} has no labels; edge homophily needs graph.y")
    row, col = graph.edge_index
    return (graph.y[row] == graph.y[col]).double().mean().item()
