"""A graph of six nodes, small enough for dense matrices, and a random model of every kind on it."""

import torch

from pdecourse import graphs
from pdecourse.dynamics import DYNAMICS

CHANNELS = 3
OPTIONS = {
    "grand_nl_rw": {"neighbours": 2, "threshold": 0.2},
    "rdgnn": {"layers": 2},
    "residual_gcn": {"layers": 2},
    "gcnii": {"layers": 2},
}
SIX_NODES = graphs.Graph.from_edges(
    [[0, 0, 1, 2, 3, 4], [1, 2, 2, 3, 4, 5]],
    6,
    train_mask=torch.tensor([True, False, True, False, False, True]),
)


def random_model(name: str):
    """Return a model all of whose parameters are random, in double precision, and features for it."""
    torch.manual_seed(0)
    model = DYNAMICS[name](CHANNELS, **OPTIONS.get(name, {})).double()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.7)
    return model, torch.randn(6, CHANNELS, dtype=torch.float64)
