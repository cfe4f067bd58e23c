"""Where to draw the nodes of a graph."""

import numpy as np
from jaxtyping import Float

from pdecourse.graphs.graph import Graph


def layout(graph: Graph) -> Float[np.ndarray, "node 2"]:
    """Return positions at which distances on paper are like numbers of edges between nodes. Chapter 4.

    For pictures only: a graph has no positions, and no result may depend on them. By NetworkX (Kamada & Kawai
    1989); seconds for 200 nodes, and the time grows with the cube of their number.
    """
    import networkx as nx

    drawn = nx.Graph()
    drawn.add_nodes_from(range(graph.num_nodes))
    drawn.add_edges_from(graph.edges.T.tolist())
    places = nx.kamada_kawai_layout(drawn)
    return np.array([places[node] for node in range(graph.num_nodes)])
