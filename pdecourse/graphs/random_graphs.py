"""Random graphs: scale-free ones, and ones with communities whose labels are known. Chapters 4, 5 and 7."""

import numpy as np
import torch

from pdecourse.graphs.graph import Graph
from pdecourse.graphs.split import random_split


def barabasi_albert(num_nodes: int = 200, *, attached: int = 3, seed: int = 0) -> Graph:
    r"""Return the scale-free graph of Barabási & Albert (1999): the share of nodes of degree d falls like d⁻³.

    Nodes come one at a time and attach to ``attached`` different earlier ones, each chosen in proportion to its
    degree. The first ``attached + 1`` nodes form a star. Connected, with ``attached · (num_nodes − attached)`` edges.
    Raises ``ValueError`` unless 1 ≤ ``attached`` < ``num_nodes``.
    """
    if not 1 <= attached < num_nodes:
        raise ValueError(
            f"{num_nodes} nodes cannot each attach to {attached} earlier ones; give 1 to {num_nodes - 1}"
        )
    import networkx as nx

    edges = nx.barabasi_albert_graph(num_nodes, attached, seed=seed).edges
    return Graph.from_edges(np.array(edges).T, num_nodes, name="barabasi_albert")


def stochastic_block_model(
    sizes: tuple[int, ...] = (100, 100), *, within: float = 0.08, between: float = 0.01, seed: int = 0
) -> Graph:
    r"""Return communities of the given ``sizes`` (Holland et al. 1983); labels say which a node belongs to.

    Two nodes are joined with probability ``within`` if their community is the same and ``between`` if not,
    independently of all other pairs. Nothing makes the graph connected: see ``graphs.largest_component``. Raises
    ``ValueError`` for what is no probability.
    """
    if not (0 <= within <= 1 and 0 <= between <= 1):
        raise ValueError(f"within = {within:g} and between = {between:g} must be probabilities, from 0 to 1")
    rng, ends = np.random.default_rng(seed), np.cumsum((0, *sizes))
    edges = [np.empty((2, 0), dtype=np.int64)]
    for a, rows in enumerate(sizes):
        for b, columns in enumerate(sizes[a:], start=a):
            row, col = _random_pairs(rows, columns, within if a == b else between, rng)
            # Within a community only pairs above the diagonal count: each pair is drawn once.
            keep = row < col if a == b else slice(None)
            edges.append(np.stack([ends[a] + row[keep], ends[b] + col[keep]]))
    y = torch.arange(len(sizes)).repeat_interleave(torch.tensor(sizes))
    return Graph.from_edges(np.concatenate(edges, axis=1), len(y), y=y, name="stochastic_block_model")


def csbm(
    num_nodes: int = 1000, *, homophily: float = 0.2, degree: float = 10.0, num_features: int = 100,
    signal: float = 1.0, seed: int = 0,
) -> Graph:  # fmt: skip
    r"""Return the contextual stochastic block model of Deshpande et al. (2018): two classes of the same size.

    .. math:: x_i = \sqrt{\tfrac{\mu}{n}}\, v_i u + \tfrac{1}{\sqrt p} z_i, \qquad v_i = \pm 1,
              \quad u \sim N(0, \tfrac1p I_p), \quad z_i \sim N(0, I_p)

    with :math:`\mu` = ``signal`` and p = ``num_features``. Each node has ``degree`` neighbours on average, a share
    ``homophily`` of them in its own class: at ½ the edges say nothing about labels, at 0 and at 1 everything. In
    the paper's parameters :math:`\lambda = (2h - 1)\sqrt d`; for large graphs the classes can be told apart, by
    edges and features together, if and only if :math:`\lambda^2 + \mu^2 p / n > 1`. The split, drawn with the
    same seed, is 60, 20 and 20 % of each class. Raises ``ValueError`` for a homophily that is no share, and for a
    degree beyond the size of a class.
    """
    if not 0 <= homophily <= 1:
        raise ValueError(f"homophily = {homophily:g} is no share of edges; give 0 to 1")
    half = num_nodes // 2
    blocks = stochastic_block_model(
        (num_nodes - half, half), seed=seed,
        within=2 * homophily * degree / num_nodes, between=2 * (1 - homophily) * degree / num_nodes,
    )  # fmt: skip
    rng = np.random.default_rng([seed, num_features])
    v = 1 - 2 * blocks.y.numpy()
    u = rng.normal(size=num_features) / np.sqrt(num_features)
    z = rng.normal(size=(num_nodes, num_features)) / np.sqrt(num_features)
    x = torch.from_numpy(np.sqrt(signal / num_nodes) * np.outer(v, u) + z).float()
    return Graph(
        blocks.edge_index, num_nodes, x=x, y=blocks.y, name="csbm", **random_split(blocks.y, seed=seed)
    )


def _random_pairs(rows: int, columns: int, probability: float, rng) -> tuple[np.ndarray, np.ndarray]:
    """Return row and column of the cells of a table that were chosen, each with the same probability."""
    chosen = rng.choice(rows * columns, rng.binomial(rows * columns, probability), replace=False)
    return np.divmod(chosen, columns)
