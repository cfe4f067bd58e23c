"""A two-layer GCN learns two real graphs, and training keeps its promises."""

import os

import pytest
import torch

from pdecourse import graphs
from pdecourse.dynamics import GCN, DropEdge, PairNorm, without_edges
from pdecourse.graph_ode import node_classifier
from pdecourse.training import TrainConfig, accuracy, fit, parameter_table

pytestmark = pytest.mark.usefixtures("one_thread")


def train(graph, hidden, **config):
    torch.manual_seed(0)
    model = GCN((graph.x.shape[1], hidden, graph.num_classes))
    return model, fit(model, graph, TrainConfig(**config))


@pytest.fixture(scope="module")
def trained_on_digits(digits):
    return train(digits, hidden=32)


def test_gcn_classifies_digits(digits, trained_on_digits):
    model, _ = trained_on_digits
    assert accuracy(model, digits, digits.test_mask) >= 0.93


@pytest.mark.skipif("PDECOURSE_DATA" not in os.environ, reason="PDECOURSE_DATA names no folder with Cora")
def test_gcn_classifies_cora():
    cora = graphs.load("cora")
    model, _ = train(cora, hidden=16, patience=20)
    assert accuracy(model, cora, cora.test_mask) >= 0.78


def test_the_best_epoch_by_validation_is_kept(digits, trained_on_digits):
    model, history = trained_on_digits
    assert history.best_epoch == history.val_accuracy.index(max(history.val_accuracy))
    assert accuracy(model, digits, digits.val_mask) == history.val_accuracy[history.best_epoch]


def test_training_stops_when_patience_is_spent(digits):
    _, history = train(digits, hidden=32, patience=3)
    assert len(history.loss) == history.best_epoch + 4 < 200


def test_the_same_seed_gives_the_same_run(digits):
    first, second = (train(digits, hidden=8, epochs=5)[1] for _ in range(2))
    assert first == second


def test_a_diverging_run_says_in_which_epoch_and_what_to_try(digits):
    with pytest.raises(
        FloatingPointError, match=r"loss is .* in epoch \d+; try a learning rate below 1e\+30"
    ):
        train(digits, hidden=8, learning_rate=1e30)


def test_a_graph_without_validation_mask_is_refused():
    with pytest.raises(ValueError, match=r"'karate'.* has no val_mask; planetoid_split"):
        train(graphs.load("karate"), hidden=8)


def test_the_parameter_table_adds_up(digits):
    model = node_classifier("graff", digits, 32, mixing="diagonally_dominant")
    table = parameter_table(model)
    assert table == {
        "encoder": 64 * 32 + 32,
        "dynamics": 32 * 32 + 2 * 32 + 32 + 1,
        "decoder": 32 * 10 + 10,
        "total": 64 * 32 + 32 + 32 * 32 + 3 * 32 + 1 + 32 * 10 + 10,
    }


def test_drop_edge_changes_training_only(digits):
    torch.manual_seed(0)
    model = DropEdge(GCN((64, 8, 10), dropout=0.0), rate=0.5)
    network = model.bind(digits)
    model.eval()
    torch.testing.assert_close(network(digits.x), model.model.bind(digits)(digits.x))
    model.train()
    assert not torch.allclose(network(digits.x), network(digits.x))
    assert without_edges(digits, 0.5).num_edges == pytest.approx(digits.num_edges / 2, rel=0.05)
    with pytest.raises(ValueError, match=r"rate is 1.0; wanted the share of edges"):
        DropEdge(model, 1.0)


def test_pair_norm_keeps_the_mean_distance_of_nodes(digits):
    x = PairNorm(scale=3.0)(digits.x)
    assert (torch.cdist(x, x) ** 2).mean().item() == pytest.approx(2 * 3.0**2, rel=1e-4)
    assert PairNorm()(torch.ones(5, 2)).isfinite().all()


def test_pair_norm_and_drop_edge_train(digits):
    torch.manual_seed(0)
    model = DropEdge(GCN((64, 32, 10), between=PairNorm(5.0)), rate=0.2)
    fit(model, digits, TrainConfig(epochs=60))
    assert accuracy(model, digits, digits.test_mask) >= 0.9
