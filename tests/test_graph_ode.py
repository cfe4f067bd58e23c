"""The one network: any model with any solver."""

import pytest
import torch
from torch import nn

from pdecourse import graphs
from pdecourse.dynamics import DYNAMICS, GRANDLinear, HeatFlow
from pdecourse.graph_ode import GraphODE, node_classifier
from pdecourse.solvers import SOLVERS, Adaptive
from pdecourse.training import TrainConfig, accuracy, fit

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def karate():
    return graphs.load("karate")


def identity_network(dynamics, **solver):
    return GraphODE(dynamics, nn.Identity(), nn.Identity(), **solver)


def test_it_encodes_solves_and_decodes(karate):
    torch.manual_seed(0)
    encoder, decoder = nn.Linear(34, 5), nn.Linear(5, 2)
    model = GraphODE(HeatFlow(5), encoder, decoder, time=3, step=1)
    a = torch.from_numpy(graphs.normalized_adjacency(karate, self_loops=True).toarray()).float()
    expected = decoder(a @ a @ a @ encoder(karate.x))
    torch.testing.assert_close(model.bind(karate)(karate.x), expected)


def test_the_trajectory_shows_the_features_on_their_way(karate):
    torch.manual_seed(0)
    model = node_classifier("graphcon", karate, 4, time=2.0).eval()
    states = model.trajectory(karate, karate.x, [0.0, 1.0, 2.0])
    assert states.shape == (3, 34, 4)
    torch.testing.assert_close(states[0], model.encoder(karate.x))
    torch.testing.assert_close(model.decoder(states[-1]), model.bind(karate)(karate.x))


@pytest.mark.parametrize("method", SOLVERS)
def test_every_solver_runs_the_heat_equation(karate, method):
    reference = identity_network(HeatFlow(34), method="exponential", time=2.0).bind(karate)(karate.x)
    model = identity_network(HeatFlow(34), method=method, time=2.0, step=0.05)
    torch.testing.assert_close(model.bind(karate)(karate.x), reference, atol=2e-2, rtol=0)


def gradients(karate, method):
    torch.manual_seed(0)
    model = node_classifier("grand_l", karate, 4, dropout=0.0, method=method).double()
    loss = model.bind(karate)(karate.x.double()).square().mean()
    return torch.autograd.grad(loss, list(model.parameters()))


def test_the_adjoint_trains_encoder_attention_and_decoder_alike(karate):
    """Attention is computed outside the field, from x0; its gradient must not get lost."""
    for name in ("dopri5", "bosh3"):
        adjoint = Adaptive(name, SOLVERS[name].order, adjoint_params=())
        for a, b in zip(gradients(karate, adjoint), gradients(karate, name)):
            torch.testing.assert_close(a, b, rtol=1e-4, atol=1e-8)
            assert b.abs().max() > 1e-9


@pytest.mark.parametrize("name", ["heat", "gcnii", "grand_l", "graff", "rdgnn", "graphcon"])
def test_models_learn_digits(digits, name):
    torch.manual_seed(0)
    model = node_classifier(name, digits, 32)
    fit(model, digits, TrainConfig(epochs=50))
    assert accuracy(model, digits, digits.test_mask) >= 0.9


def test_a_model_learns_through_implicit_steps(digits):
    torch.manual_seed(0)
    model = node_classifier("rdgnn", digits, 16, method="imex_euler", time=4.0, step=2.0)
    fit(model, digits, TrainConfig(epochs=40))
    assert accuracy(model, digits, digits.test_mask) >= 0.85


def test_grand_learns_through_the_exponential(digits):
    torch.manual_seed(0)
    dynamics = GRANDLinear(16, heads=2, dim=4)
    model = GraphODE(dynamics, nn.Linear(64, 16), nn.Linear(16, 10), "exponential", time=8.0, step=8.0)
    fit(model, digits, TrainConfig(epochs=40))
    assert accuracy(model, digits, digits.test_mask) >= 0.9


def test_layers_must_fill_the_time(karate):
    assert node_classifier("gcnii", karate, layers=16).time == 16
    assert node_classifier("graff", karate).time == 4
    with pytest.raises(
        ValueError, match=r"layers of GCNII last until time 16 and time is 4; set time to that"
    ):
        node_classifier("gcnii", karate, layers=16, time=4.0)


def test_exact_and_adaptive_solvers_ignore_the_step(karate):
    for method in ("exponential", "dopri5"):
        coarse, fine = (
            identity_network(HeatFlow(34), method=method, step=step).bind(karate)(karate.x)
            for step in (0.1, 4.0)
        )
        torch.testing.assert_close(coarse, fine, rtol=0, atol=0)


def test_unknown_names_list_the_choices(karate):
    with pytest.raises(ValueError, match=r"unknown model 'grand'; choose one of .*'grand_l'"):
        node_classifier("grand", karate)
    with pytest.raises(ValueError, match="unknown solver 'dopri'"):
        identity_network(DYNAMICS["heat"](34), method="dopri").bind(karate)(karate.x)
