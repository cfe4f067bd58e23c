"""Backwards a node takes a mean, forwards it hands on what it has."""

import numpy as np
import pytest
import torch
from dense_models import EYE, array, scaled_dot_product
from six_nodes import CHANNELS, SIX_NODES

from pdecourse.dynamics import GRANDLinear, GRANDSource
from pdecourse.solvers import solve


def model_and_features(transposed):
    torch.manual_seed(0)
    model = GRANDSource(CHANNELS, transposed=transposed).double()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.7)
    return model, torch.randn(6, CHANNELS, dtype=torch.float64)


@pytest.mark.parametrize("transposed", [False, True])
def test_it_is_its_equation(transposed):
    model, x0 = model_and_features(transposed)
    x = torch.randn_like(x0)
    attention = scaled_dot_product(model.attention, array(x0))
    diffusion = (attention.T if transposed else attention) - EYE
    expected = model.alpha.item() * diffusion @ array(x) + model.beta.item() * array(x0)
    np.testing.assert_allclose(array(model.bind(SIX_NODES, x0)(0.0, x)), expected, atol=1e-12)


@torch.no_grad()
def test_backwards_constants_stand_still_and_forwards_totals_do():
    for transposed in (False, True):
        model, x0 = model_and_features(transposed)
        torch.nn.init.zeros_(model.beta)
        field = model.bind(SIX_NODES, x0)
        constant_moves = field(0.0, torch.ones_like(x0)).abs().max() > 1e-3
        total_moves = field(0.0, x0).sum(dim=0).abs().max() > 1e-3
        assert (constant_moves.item(), total_moves.item()) == (transposed, not transposed)


@torch.no_grad()
def test_forwards_with_equal_attention_the_end_is_proportional_to_the_degree():
    model, x0 = model_and_features(transposed=True)
    for parameter in (*model.attention.parameters(), model.beta):
        torch.nn.init.zeros_(parameter)
    end = solve(model.bind(SIX_NODES, x0), x0, [0.0, 2000.0], "exponential")[-1]
    share = (SIX_NODES.degree + 1).double()
    torch.testing.assert_close(end, torch.outer(share / share.sum(), x0.sum(dim=0)))


def test_it_starts_as_grand_l_at_half_speed():
    torch.manual_seed(1)
    source = GRANDSource(CHANNELS).double()
    plain = GRANDLinear(CHANNELS).double()
    plain.load_state_dict({k: v for k, v in source.state_dict().items() if k.startswith("attention")})
    x0 = torch.randn(6, CHANNELS, dtype=torch.float64)
    half = plain.bind(SIX_NODES, x0)(0.0, x0) / 2
    torch.testing.assert_close(source.bind(SIX_NODES, x0)(0.0, x0), half)
