"""RDGNN, GREAD and the waves: what a reaction makes possible that diffusion does not."""

import numpy as np
import pytest
import torch
from six_nodes import SIX_NODES, random_model

from pdecourse.dynamics import GREAD, RDGNN, REACTIONS, GraphCON, PDEGCNWave, dispersion_relation
from pdecourse.dynamics.gread import allen_cahn, fisher, zeldovich
from pdecourse.dynamics.operators import diffusion
from pdecourse.graphs import laplacian
from pdecourse.solvers import integrate, solve

FREQUENCIES, MODES = np.linalg.eigh(laplacian(SIX_NODES, "symmetric", self_loops=True).toarray())


def test_one_euler_step_of_rdgnn_is_the_additive_update_and_lie_is_not():
    model, x0 = random_model("rdgnn")
    field, h = model.bind(SIX_NODES, x0), 0.1
    euler = solve(field, x0, [0, h], "euler")[-1]
    torch.testing.assert_close(euler, x0 + h * field.diffusion(0, x0) + h * field.reaction(0, x0))
    differences = []
    for h in (0.02, 0.01):
        lie, euler = (solve(field, x0, [0, h], name)[-1] for name in ("lie", "euler"))
        differences.append((lie - euler).norm().item())
    assert np.log2(differences[0] / differences[1]) == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize(("method", "order"), [("euler", 1), ("imex_euler", 1), ("lie", 1), ("strang", 2)])
def test_orders_on_a_random_network(method, order):
    torch.manual_seed(1)
    model, x0 = RDGNN(3).double(), torch.randn(6, 3, dtype=torch.float64)
    with torch.no_grad():
        field = model.bind(SIX_NODES, x0)
        exact = solve(field, x0, [0, 1], "rk4", dt=1e-3)[-1]
        errors = [(solve(field, x0, [0, 1], method, dt=dt)[-1] - exact).norm().item() for dt in (0.02, 0.01)]
    assert np.log2(errors[0] / errors[1]) == pytest.approx(order, abs=0.15)


def test_imex_bears_diffusion_rates_at_which_euler_blows_up():
    model, x0 = random_model("rdgnn")
    model.log_kappa.data.fill_(np.log(100.0))
    with torch.no_grad():
        field = model.bind(SIX_NODES, x0)
        assert solve(field, x0, [0, 50], "imex_euler", dt=1)[-1].abs().max() < 100
        assert solve(field, x0, [0, 10], "euler", dt=1)[-1].abs().max() > 1e10


def test_layers_take_turns():
    model, x0 = random_model("rdgnn")
    field = model.bind(SIX_NODES, x0)
    for t, layer in [(0.0, 0), (0.99, 0), (1.0, 1), (5.0, 1)]:
        torch.testing.assert_close(field.reaction(t, x0), model.reactions[layer](x0, x0))


def turing_network(kappa):
    """Return a network whose reaction at 0 has the Jacobian [[1, −2], [3, −4]]: an activator and an inhibitor."""
    model = RDGNN(2).double()
    jacobian = torch.tensor([[1.0, -2.0], [3.0, -4.0]], dtype=torch.float64)
    reaction = model.reactions[0]
    reaction.u.data, reaction.w.data = torch.eye(2, dtype=torch.float64), jacobian.T.contiguous()
    reaction.b.data.zero_()
    model.log_kappa.data = torch.tensor(kappa, dtype=torch.float64).log()
    return model


def test_the_dispersion_relation_is_the_growth_of_every_mode():
    model, zero = turing_network([0.1, 10.0]), torch.zeros(2, dtype=torch.float64)
    sigma = dispersion_relation(model, torch.from_numpy(FREQUENCIES), zero, zero)
    assert sigma[0] < 0 < sigma.max()
    field = model.bind(SIX_NODES, torch.zeros(6, 2, dtype=torch.float64))
    for mode in (0, 3):
        start = 1e-8 * torch.from_numpy(np.outer(MODES[:, mode], [1.0, 0.8]))
        with torch.no_grad():
            middle, end = solve(field, start, [0, 3, 4], "rk4", dt=0.01)[1:]
        assert np.log((end.norm() / middle.norm()).item()) == pytest.approx(sigma[mode].item(), rel=0.02)


def test_one_rate_for_all_channels_has_no_turing_instability():
    zero = torch.zeros(2, dtype=torch.float64)
    for kappa in (0.1, 1.0, 10.0):
        sigma = dispersion_relation(turing_network([kappa, kappa]), torch.from_numpy(FREQUENCIES), zero, zero)
        assert (sigma <= sigma[0] + 1e-12).all()


@pytest.mark.parametrize("reaction", REACTIONS)
def test_every_reaction_of_gread_has_its_formula(reaction):
    torch.manual_seed(0)
    model, (x, x0) = GREAD(3, reaction).double(), torch.randn(2, 6, 3, dtype=torch.float64)
    lap = torch.from_numpy(laplacian(SIX_NODES, "symmetric", self_loops=True).toarray())
    expected = {
        "fisher": x - x**2,
        "allen_cahn": x - x**3,
        "zeldovich": x**2 - x**3,
        "source": x0,
        "filter_bank": lap @ x,
        "blurring_sharpening": lap @ x - lap @ lap @ x,
    }
    torch.testing.assert_close(model.bind(SIX_NODES, x0).reaction(0.0, x), expected[reaction] * model.beta)


@pytest.mark.parametrize(
    ("reaction", "rest", "stable"),
    [
        (fisher, 0, False),
        (fisher, 1, True),
        (allen_cahn, 0, False),
        (allen_cahn, -1, True),
        (zeldovich, 1, True),
    ],
)
def test_resting_states_of_the_classical_reactions(reaction, rest, stable):
    x = torch.tensor([[float(rest)]], requires_grad=True)
    rate = reaction(x, x, diffusion(SIX_NODES, x))
    assert rate.item() == 0
    assert (torch.autograd.grad(rate, x)[0].item() < 0) == stable


def test_waves_keep_their_energy():
    model, x0 = random_model("pde_gcn_wave")
    states = solve(model.bind(SIX_NODES, x0), model.initial(x0), [0, 5, 10], "dopri5")
    energies = [model.energy(SIX_NODES, state).item() for state in states]
    assert energies == pytest.approx([energies[0]] * 3, rel=1e-6)


def test_small_waves_are_those_of_the_laplacian():
    model = PDEGCNWave(1).double()
    model.k.data.fill_(1.0)
    values, modes = np.linalg.eigh(laplacian(SIX_NODES, "symmetric").toarray())
    x0 = torch.from_numpy(1e-4 * modes[:, 4:5])
    end = model.read(solve(model.bind(SIX_NODES, x0), model.initial(x0), [0, 7], "dopri8")[-1])
    torch.testing.assert_close(end, x0 * np.cos(7 * np.sqrt(values[4])), rtol=1e-4, atol=1e-9)


def test_graphcon_loses_energy_without_coupling():
    model, x0 = GraphCON(3, gamma=2.0, alpha=0.5).double(), torch.randn(6, 3, dtype=torch.float64)
    model.w.data.zero_()
    states = solve(model.bind(SIX_NODES, x0), model.initial(x0), range(6), "rk4", dt=0.01)
    x, velocity = states.chunk(2, dim=2)
    energies = (velocity**2 + 2.0 * x**2).sum(dim=(1, 2))
    assert (energies.diff() < 0).all()


def test_work_of_an_imex_run_is_counted():
    model, x0 = random_model("rdgnn")
    with torch.no_grad():
        work = integrate(model.bind(SIX_NODES, x0), x0, [0, 3], "imex_euler", dt=1).work
    assert work.evaluations == 3
    assert work.iterations > 3
