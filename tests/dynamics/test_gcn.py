import numpy as np
import torch

from pdecourse import graphs
from pdecourse.dynamics import GCN

SIX_NODES = graphs.Graph.from_edges([[0, 0, 1, 2, 3, 4], [1, 2, 2, 3, 4, 5]], 6)


def random_gcn(channels):
    torch.manual_seed(0)
    model = GCN(channels).double().eval()
    for layer in model.layers:
        torch.nn.init.normal_(layer.bias)
    return model, torch.randn(6, channels[0], dtype=torch.float64)


def test_gcn_is_its_formula():
    model, x = random_gcn((3, 4, 2))
    a = np.zeros((6, 6))
    a[tuple(SIX_NODES.edge_index.numpy())] = 1
    a += np.eye(6)
    a /= np.sqrt(np.outer(a.sum(1), a.sum(1)))
    (w0, b0), (w1, b1) = [(p.weight.detach().numpy(), p.bias.detach().numpy()) for p in model.layers]
    expected = a @ np.maximum(a @ x.numpy() @ w0.T + b0, 0) @ w1.T + b1
    np.testing.assert_allclose(model.bind(SIX_NODES)(x).detach().numpy(), expected, rtol=1e-12)


def test_renumbering_the_nodes_renumbers_the_output():
    model, x = random_gcn((3, 4, 4, 2))
    order = torch.randperm(6)
    renumbered = model.bind(SIX_NODES.subgraph(order))(x[order])
    torch.testing.assert_close(renumbered, model.bind(SIX_NODES)(x)[order])
