"""A two-layer GCN learns two real graphs, and training keeps its promises."""

import os

import pytest
import torch

from pdecourse import graphs
from pdecourse.dynamics import GCN
from pdecourse.training import TrainConfig, accuracy, fit


def train(graph, hidden, **config):
    torch.manual_seed(0)
    model = GCN((graph.x.shape[1], hidden, graph.num_classes))
    return model, fit(model, graph, TrainConfig(**config))


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """Products as small as these lose more by waiting for a second thread than they gain."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def digits():
    return graphs.load("digits")


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
