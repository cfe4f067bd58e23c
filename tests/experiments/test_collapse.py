"""The measurements that tell the ways to fail apart are what they say, and point where the book says."""

import pytest
import torch
from stored import stored

from pdecourse import graphs
from pdecourse.experiments import collapse
from pdecourse.experiments.course_models import WIDTH
from pdecourse.experiments.hidden_features import last_hidden
from pdecourse.experiments.interventions import INTERVENTIONS, first_weight, without_any_edges
from pdecourse.experiments.linear_probe import SCALINGS, solved_probe, standardised, whitened

pytestmark = pytest.mark.usefixtures("one_thread")


def untrained(intervention, depth, graph="digits"):
    return collapse._network(graph, 0, intervention, depth, "single")


def test_without_edges_a_gcn_is_a_multilayer_perceptron():
    nodes, model = untrained("no graph", 4)
    assert nodes is without_any_edges("digits") and nodes.num_edges == 0
    x = nodes.x
    for number, layer in enumerate(model.layers):
        x = torch.nn.functional.linear(x if number == 0 else x.relu(), layer.weight, layer.bias)
    torch.testing.assert_close(model.eval().bind(nodes)(nodes.x), x)


@pytest.mark.parametrize("name", INTERVENTIONS)
def test_every_intervention_makes_a_network_whose_first_weight_meets_the_features(name, digits):
    nodes, model = untrained(name, 3)
    assert model.eval().bind(nodes)(nodes.x).shape == (digits.num_nodes, 10)
    assert first_weight(model).shape == (WIDTH, 64)


def test_propagated_features_are_the_matrix_power(digits):
    a = graphs.normalized_adjacency(digits, self_loops=True).toarray()
    power = torch.from_numpy(a).matrix_power(5) @ digits.x.double()
    torch.testing.assert_close(collapse.propagated("digits", 5), power)


def test_standardised_channels_have_mean_0_and_variance_1_and_a_constant_one_is_0():
    x = torch.randn(50, 3, dtype=torch.float64) * torch.tensor([1e-6, 5, 0]) + 4
    z = standardised(x)
    torch.testing.assert_close(z.mean(dim=0), torch.zeros(3, dtype=torch.float64))
    torch.testing.assert_close(z.var(dim=0, correction=0), torch.tensor([1.0, 1, 0], dtype=torch.float64))


def test_whitening_is_an_invertible_linear_map_to_unit_covariance():
    x = torch.randn(50, 4, dtype=torch.float64) @ torch.randn(4, 6, dtype=torch.float64)  # rank 4
    z = whitened(x)
    assert z.shape == (50, 4)
    torch.testing.assert_close(z.T @ z / 50, torch.eye(4, dtype=torch.float64))
    centred = x - x.mean(dim=0)
    torch.testing.assert_close(z @ torch.linalg.lstsq(z, centred).solution, centred)


def test_a_solved_probe_does_not_read_test_labels(digits):
    x = collapse.propagated("digits", 2)
    shuffled = digits.y.clone()
    shuffled[digits.test_mask] = shuffled[digits.test_mask].flip(0)
    changed = graphs.Graph(**{**vars(digits), "y": shuffled})
    honest, blind = solved_probe(digits, x), solved_probe(changed, x)
    assert (honest["val"], honest["train"]) == (blind["val"], blind["train"])
    assert honest["test"] > 0.9 > 0.5 > blind["test"]


@pytest.fixture(scope="module")
def at_the_start():
    """What networks of 32 layers show before training."""
    names = ("none", "He initialisation", "residual", "residual / L", "no graph")
    return {name: collapse.start("digits", 0, name, 32, "single") for name in names}


def test_features_and_gradients_shrink_with_and_without_a_graph(at_the_start):
    # Xavier's weights halve the variance in every ReLU layer: 2^(-32 / 2) is 1.5e-5.
    for name in ("none", "no graph"):
        assert 1e-6 < at_the_start[name]["norm_ratio"] < 1e-4
        assert at_the_start[name]["first_gradient"] < 1e-4
    assert at_the_start["He initialisation"]["norm_ratio"] > 0.1
    assert at_the_start["residual / L"]["first_gradient"] > 0.1
    assert at_the_start["residual"]["norm_ratio"] > 1e3


def test_only_the_graph_makes_features_smooth(at_the_start):
    smooth, alone = at_the_start["none"], at_the_start["no graph"]
    assert smooth["kernel_share"] > 0.98 and smooth["normalised_energy"] < alone["normalised_energy"] / 50


def test_double_precision_changes_nothing(at_the_start):
    double = collapse.start("digits", 0, "none", 32, "double")
    for name, value in at_the_start["none"].items():
        assert double[name] == pytest.approx(value, rel=1e-2), name


def test_what_an_untrained_deep_network_holds_is_small_not_gone(digits):
    nodes, model = untrained("none", 32)
    x = last_hidden(model, nodes)
    assert solved_probe(digits, SCALINGS["raw"](x))["test"] < 0.3
    assert solved_probe(digits, SCALINGS["whitened"](x))["test"] > 0.9


def test_a_trained_network_is_measured_before_and_after():
    measured = collapse.training("digits", 0, "none", 2, epochs=15)
    assert measured["test"] > 0.8 and measured["lowest_loss"] < 1
    assert measured["first_gradient_start"] == pytest.approx(0.8, abs=0.3)
    assert measured["normalised_energy_start"] != measured["normalised_energy_end"]


def test_the_plan_has_every_intervention_with_every_seed():
    training = [run for run in collapse.plan("full") if run["part"] == "training"]
    assert {(run["intervention"], run["seed"]) for run in training if run["depth"] == collapse.DEEP} == {
        (name, seed) for name in INTERVENTIONS for seed in {run["seed"] for run in training}
    }


def test_stored_collapse_is_failed_optimisation():
    result = stored("collapse")

    def mean(measurement, **where):
        return result.summary(measurement, part="training", **where).mean

    assert mean("test", intervention="none", depth=2) > 0.78
    assert mean("train", intervention="none", depth=32) < 0.35
    assert mean("train", intervention="no graph", depth=32) < 0.35
    assert mean("train", intervention="batch norm, no dropout or decay", depth=32) > 0.75
    assert mean("test", intervention="GCNII", depth=32) > 0.8
    told = result.summary(
        "test", part="probe", classifier="solved", scaling="whitened", precision="double", depth=32
    )
    assert told.mean > 0.5 > mean("test", intervention="none", depth=32)
    linear = result.select(part="linear", classifier="solved", scaling="standardised", power=64)
    assert linear[0]["test"] > 0.7
