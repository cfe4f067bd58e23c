"""GRAFF is a gradient flow, and the theorem says which frequency wins."""

import numpy as np
import pytest
import torch
from six_nodes import SIX_NODES, random_model

from pdecourse.dynamics import CHANNEL_MIXING, GRAFF, dominant_frequency, growth_rate
from pdecourse.graphs import dirichlet_energy, laplacian
from pdecourse.solvers import solve

FREQUENCIES, MODES = np.linalg.eigh(laplacian(SIX_NODES, "symmetric").toarray())
RHO = FREQUENCIES[-1]
A_BAR = np.eye(6) - laplacian(SIX_NODES, "symmetric").toarray()


@pytest.mark.parametrize("mixing", CHANNEL_MIXING)
def test_the_right_hand_side_is_minus_the_gradient_of_the_energy(mixing):
    torch.manual_seed(0)
    model = GRAFF(3, mixing).double()
    model.beta.data.fill_(0.4)
    x, x0 = torch.randn(2, 6, 3, dtype=torch.float64)
    (gradient,) = torch.autograd.grad(model.energy(SIX_NODES, x.requires_grad_(), x0), x)
    torch.testing.assert_close(model.bind(SIX_NODES, x0)(0.0, x), -gradient)


def test_the_energy_falls_along_the_flow():
    model, x0 = random_model("graff")
    states = solve(model.bind(SIX_NODES, x0), x0, np.linspace(0, 2, 21), "rk4")
    energies = torch.stack([model.energy(SIX_NODES, x, x0) for x in states])
    assert (energies.diff() < 0).all()


def test_with_identity_weights_it_is_the_heat_equation():
    model, x0 = random_model("graff")
    model.omega.data.fill_(1)
    model.beta.data.fill_(0)
    model.mixing.v.data = torch.eye(3, dtype=torch.float64)
    torch.testing.assert_close(model.energy(SIX_NODES, x0, x0), dirichlet_energy(SIX_NODES, x0))


@pytest.mark.parametrize(
    ("mixing", "lowest", "highest"), [("prod", 0, np.inf), ("neg_prod", -np.inf, 0), ("sum", -np.inf, np.inf)]
)
def test_mixing_fixes_the_signs_of_the_spectrum(mixing, lowest, highest):
    torch.manual_seed(0)
    w = CHANNEL_MIXING[mixing](8)()
    torch.testing.assert_close(w, w.T)
    eigenvalues = torch.linalg.eigvalsh(w)
    assert lowest - 1e-6 <= eigenvalues[0] and eigenvalues[-1] <= highest + 1e-6
    if mixing == "sum":
        assert eigenvalues[0] < 0 < eigenvalues[-1]


@pytest.mark.parametrize("sign", [1, -1])
def test_q_moves_the_spectrum_to_either_side(sign):
    mixing = CHANNEL_MIXING["diagonally_dominant"](8)
    mixing.q.data.fill_(1.01 * sign)
    mixing.r.data.fill_(0)
    assert (sign * torch.linalg.eigvalsh(mixing()) > 0).all()


def random_symmetric(seed, shift=0.0):
    w = np.random.default_rng(seed).normal(size=(4, 4))
    return (w + w.T) / 2 + shift * np.eye(4)


def exact_flow(w, t, x0):
    """Return the solution of dX/dt = Ā X W, divided by the norm of the fastest mode."""
    values, vectors = np.linalg.eigh(w)
    rates = np.outer(1 - FREQUENCIES, values)
    return MODES @ (np.exp(t * (rates - rates.max())) * (MODES.T @ x0 @ vectors)) @ vectors.T


def normalized_energy(x):
    return dirichlet_energy(SIX_NODES, x / np.linalg.norm(x))


@pytest.mark.parametrize("seed", range(40))
def test_the_condition_classifies_random_flows(seed):
    """The energy after a long time, computed from the exact solution, is 0 or ρ/2 as the condition says."""
    w = random_symmetric(seed, shift=-0.5)
    x0 = np.random.default_rng(100 + seed).normal(size=(6, 4))
    expected = {"low": 0.0, "high": RHO / 2}[dominant_frequency(w, RHO)]
    assert normalized_energy(exact_flow(w, 2000.0, x0)) == pytest.approx(expected, abs=1e-3)


def test_both_classes_occur():
    assert {dominant_frequency(random_symmetric(seed, -0.5), RHO) for seed in range(40)} == {"low", "high"}


@pytest.mark.parametrize("step", [0.1, 1.0, 10.0])
@pytest.mark.parametrize("seed", range(12))
def test_the_condition_classifies_eulers_method_at_any_step(seed, step):
    w, x = random_symmetric(seed, shift=-0.5), np.random.default_rng(seed).normal(size=(6, 4))
    for _ in range(20_000):
        x = x + step * A_BAR @ x @ w
        x /= np.linalg.norm(x)
    expected = {"low": 0.0, "high": RHO / 2}[dominant_frequency(w, RHO, step)]
    assert normalized_energy(x) == pytest.approx(expected, abs=1e-3)


def test_the_two_conditions_of_the_paper_are_those_of_the_classification():
    for seed in range(200):
        w, step = random_symmetric(seed, shift=-0.5), 0.1 + seed / 100
        low, *_, high = np.linalg.eigvalsh(w)
        plus, minus = max(high, 0), max(-low, 0)
        condition = plus / (RHO - 1) < minus < 2 / (step * (2 - RHO))
        assert (dominant_frequency(w, RHO, step) == "high") == condition


@pytest.mark.parametrize("step", [0.1, 0.5])
def test_the_growth_rate_of_the_theorem(step):
    """The energy multiplies by (1 + τr)² per step, and its size is that of the projection on the winning mode."""
    w = random_symmetric(3, shift=-2.0)
    assert dominant_frequency(w, RHO, step) == "high"
    rate = growth_rate(w, RHO)
    x = x0 = np.random.default_rng(0).normal(size=(6, 4))
    channel = np.linalg.eigh(w)[1][:, 0]
    projection = MODES[:, -1] @ x0 @ channel
    num_steps = round(60 / step)
    for _ in range(num_steps):
        before, x = x, x + step * A_BAR @ x @ w
    assert dirichlet_energy(SIX_NODES, x) / dirichlet_energy(SIX_NODES, before) == pytest.approx(
        (1 + step * rate) ** 2, rel=0.01
    )
    predicted = (1 + step * rate) ** (2 * num_steps) * RHO / 2 * projection**2
    assert dirichlet_energy(SIX_NODES, x) == pytest.approx(predicted, rel=0.01)


def test_without_residual_the_low_frequency_wins_whatever_w():
    for seed in range(10):
        w, x = random_symmetric(seed, -2.0), np.random.default_rng(seed).normal(size=(6, 4))
        for _ in range(2000):
            x = A_BAR @ x @ w
            x /= np.linalg.norm(x)
        assert normalized_energy(x) < 1e-6


def test_the_theory_wants_a_symmetric_matrix():
    with pytest.raises(ValueError, match="w is not symmetric"):
        dominant_frequency(np.array([[0.0, 1.0], [0.0, 0.0]]), RHO)
    with pytest.raises(ValueError, match="unknown channel mixing 'product'; choose one of"):
        GRAFF(2, "product")
