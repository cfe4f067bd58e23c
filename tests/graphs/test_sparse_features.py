import pytest
import torch
from torch import nn

from pdecourse import graphs
from pdecourse.dynamics import GCN, DropEdge
from pdecourse.graph_ode import GraphODE, node_classifier
from pdecourse.training import TrainConfig, fit


@pytest.fixture(scope="module")
def words():
    """Digits with features like those of papers: few are there, most are zero."""
    digits = graphs.load("digits")
    generator = torch.Generator().manual_seed(0)
    present = torch.rand(digits.num_nodes, 200, generator=generator) < 0.03
    x = present * torch.rand(digits.num_nodes, 200, generator=generator)
    masks = {name: getattr(digits, name) for name in ("train_mask", "val_mask", "test_mask")}
    return graphs.Graph(digits.edge_index, digits.num_nodes, x=x, y=digits.y, **masks)


def gradients(model, graph, x):
    model.zero_grad()
    model.bind(graph)(x).square().mean().backward()
    return [parameter.grad for parameter in model.parameters() if parameter.grad is not None]


@pytest.mark.parametrize("name", ["gcn", "drop_edge", "grand_l", "graff"])
def test_stored_and_dense_features_give_the_same_output_and_gradient(words, name):
    torch.manual_seed(0)
    gcn = GCN((200, 8, 10))
    models = {"gcn": gcn, "drop_edge": DropEdge(gcn, 0.5)}
    model = (models.get(name) or node_classifier(name, words, 8)).eval()
    dense = words.x.clone()
    assert graphs.compressed(words, dense) is dense
    assert isinstance(graphs.compressed(words, words.x), graphs.SparseFeatures)
    torch.testing.assert_close(model.bind(words)(words.x), model.bind(words)(dense))
    for stored, expected in zip(
        gradients(model, words, words.x), gradients(model, words, dense), strict=True
    ):
        torch.testing.assert_close(stored, expected, rtol=1e-4, atol=1e-7)


def test_dropout_keeps_the_mean_and_drops_entries_at_its_rate(words):
    torch.manual_seed(0)
    features, runs = graphs.compressed(words, words.x), 400
    dropped = [nn.Dropout(0.25)(features).values for _ in range(runs)]
    zeros = torch.stack([(values == 0).double().mean() for values in dropped])
    assert zeros.mean().item() == pytest.approx(0.25, abs=0.001)
    mean = torch.stack(dropped).mean(dim=0)
    # The mean of `runs` draws has standard deviation x sqrt(p / (1 - p) / runs).
    error = (mean - features.values) / (features.values * (0.25 / 0.75 / runs) ** 0.5)
    assert error.abs().max() < 6 and error.std().item() == pytest.approx(1, abs=0.05)


def test_dropout_in_place_leaves_the_features_of_the_graph_alone(words):
    before = words.x.clone()
    nn.Dropout(0.5, inplace=True)(graphs.compressed(words, words.x))
    assert torch.equal(graphs.compressed(words, words.x).to_dense(), before)


def test_features_are_listed_once_and_again_after_a_change(words):
    first = graphs.compressed(words, words.x)
    model = GCN((200, 8, 10))
    fit(model, words, TrainConfig(epochs=2))
    assert graphs.compressed(words, words.x) is first
    words.x.mul_(2)
    assert torch.equal(graphs.compressed(words, words.x).values, 2 * first.values)


def test_features_that_are_not_sparse_or_want_a_gradient_stay_dense(words, digits):
    assert graphs.compressed(digits, digits.x) is digits.x
    x = words.x.clone().requires_grad_()
    wanting = graphs.Graph(words.edge_index, words.num_nodes, x=x)
    assert graphs.compressed(wanting, x) is x


def test_any_encoder_takes_them(words):
    for encoder in (nn.Identity(), nn.LayerNorm(200), nn.Sequential(nn.ReLU(), nn.Dropout(0.0))):
        model = GraphODE(node_classifier("heat", words, 200).dynamics, encoder, nn.Linear(200, 10))
        torch.testing.assert_close(model.bind(words)(words.x), model.bind(words)(words.x.clone()))
    features = graphs.compressed(words, words.x)
    assert torch.equal(torch.cat([features, features], dim=1), torch.cat([words.x, words.x], dim=1))
    assert torch.equal(torch.sum(features, dim=0), words.x.sum(dim=0))
