import pytest
import torch
from torch_geometric.utils import homophily

from pdecourse import graphs


def test_homophily_by_hand(two_pieces):
    # Same label: 0-1, 2-3, 4-5; different: 1-2, 2-0. Node 6 has no neighbour.
    assert graphs.edge_homophily(two_pieces) == pytest.approx(3 / 5)
    assert graphs.node_homophily(two_pieces) == pytest.approx((1 / 2 + 1 / 2 + 1 / 3 + 1 + 1 + 1) / 6)
    # Degrees add up to 6 in class 0 (nodes 0, 1, 4, 5) and to 4 in class 1.
    by_chance = 0.6**2 + 0.4**2
    assert graphs.adjusted_homophily(two_pieces) == pytest.approx((3 / 5 - by_chance) / (1 - by_chance))


def test_edge_and_node_homophily_agree_with_pytorch_geometric(digits):
    for ours, theirs in [(graphs.edge_homophily, "edge"), (graphs.node_homophily, "node")]:
        assert ours(digits) == pytest.approx(homophily(digits.edge_index, digits.y, method=theirs), abs=1e-6)


def test_adjusted_homophily_is_one_for_agreement_and_zero_for_chance():
    complete = graphs.load("complete", num_nodes=4)
    apart = graphs.Graph.from_edges([[0, 2], [1, 3]], 4, y=torch.tensor([0, 0, 1, 1]))
    assert graphs.adjusted_homophily(apart) == pytest.approx(1)
    # Labels drawn without looking at the edges, in classes of very different sizes: high by the edges alone.
    y = (torch.rand(4000, generator=torch.Generator().manual_seed(0)) < 0.1).long()
    blind = graphs.load("barabasi_albert", num_nodes=4000, attached=5)
    blind = graphs.Graph(blind.edge_index, 4000, y=y)
    assert graphs.edge_homophily(blind) > 0.8
    assert graphs.adjusted_homophily(blind) == pytest.approx(0, abs=0.02)
    with pytest.raises(ValueError, match="within one class: adjusted homophily is 0/0"):
        graphs.adjusted_homophily(graphs.Graph(complete.edge_index, 4, y=torch.zeros(4, dtype=torch.int64)))


@pytest.mark.parametrize("measure", [graphs.edge_homophily, graphs.node_homophily, graphs.adjusted_homophily])
def test_homophily_needs_labels_and_edges(measure):
    with pytest.raises(ValueError, match=r"has no labels; homophily needs graph\.y"):
        measure(graphs.load("ring"))
    with pytest.raises(ValueError, match="has no edges"):
        measure(graphs.Graph.from_edges(torch.empty(2, 0), 3, y=torch.tensor([0, 1, 0])))
