"""What holds for every model in DYNAMICS; a new row is tested for free, but for its dense reference."""

import pytest
import torch
from dense_models import REFERENCES
from six_nodes import SIX_NODES, random_model

from pdecourse.dynamics import DYNAMICS
from pdecourse.solvers import solve

TIMES = [0.0, 1.0]


@pytest.mark.parametrize("name", DYNAMICS)
def test_the_field_is_its_formula_with_dense_matrices(name):
    model, x0 = random_model(name)
    state = model.initial(x0) + 0.3 * torch.randn_like(model.initial(x0))
    for t in TIMES:
        expected = REFERENCES[name](model, t, state.numpy(), x0.numpy())
        torch.testing.assert_close(model.bind(SIX_NODES, x0)(t, state).detach(), torch.from_numpy(expected))


@pytest.mark.parametrize("name", DYNAMICS)
def test_renumbering_the_nodes_renumbers_the_slopes(name):
    model, x0 = random_model(name)
    order = torch.randperm(6)
    there = model.bind(SIX_NODES, x0)(0.0, model.initial(x0))[order]
    back = model.bind(SIX_NODES.subgraph(order), x0[order])(0.0, model.initial(x0[order]))
    torch.testing.assert_close(back, there)


@pytest.mark.parametrize("name", DYNAMICS)
def test_the_state_starts_with_the_features_and_keeps_its_shape(name):
    model, x0 = random_model(name)
    state = model.initial(x0)
    torch.testing.assert_close(model.read(state), x0)
    end = solve(model.bind(SIX_NODES, x0), state, [0, 2], "euler", dt=1)[-1]
    assert end.shape == state.shape
    assert model.read(end).shape == x0.shape


@pytest.mark.parametrize("name", DYNAMICS)
def test_every_parameter_has_the_gradient_of_finite_differences(name):
    model, x0 = random_model(name)
    names, parameters = zip(*model.named_parameters()) if list(model.parameters()) else ((), ())

    def end(x0, *values):
        return torch.func.functional_call(_End(model), {f"model.{n}": v for n, v in zip(names, values)}, x0)

    inputs = [x0.requires_grad_(), *(p.detach().clone().requires_grad_() for p in parameters)]
    assert torch.autograd.gradcheck(end, inputs, fast_mode=True)
    gradients = torch.autograd.grad(end(*inputs).sin().sum(), inputs)
    assert all(gradient.abs().max() > 1e-6 for gradient in gradients)


class _End(torch.nn.Module):
    """The state after two Euler steps, as a module, so that its parameters can be varied from outside."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x0):
        return solve(self.model.bind(SIX_NODES, x0), self.model.initial(x0), [0, 2], "euler", dt=1)[-1]


def test_every_model_has_a_dense_reference():
    assert REFERENCES.keys() == DYNAMICS.keys()
