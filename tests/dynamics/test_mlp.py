"""The baseline sees features and nothing else."""

import torch
from six_nodes import SIX_NODES

from pdecourse.dynamics import GCN, MLP
from pdecourse.graphs import Graph


def test_it_is_a_gcn_on_a_graph_without_edges():
    torch.manual_seed(0)
    gcn, mlp = GCN((4, 5, 3)).eval(), MLP((4, 5, 3)).eval()
    mlp.load_state_dict(gcn.state_dict())
    x = torch.randn(6, 4)
    alone = Graph.from_edges(torch.empty(2, 0), 6)
    torch.testing.assert_close(mlp.bind(SIX_NODES)(x), gcn.bind(alone)(x))


def test_a_node_does_not_see_its_neighbours():
    torch.manual_seed(0)
    network = MLP((4, 5, 3)).eval().bind(SIX_NODES)
    x = torch.randn(6, 4)
    changed = x.clone()
    changed[1:] += 1
    assert torch.equal(network(x)[0], network(changed)[0]) and not torch.equal(
        network(x)[1], network(changed)[1]
    )
