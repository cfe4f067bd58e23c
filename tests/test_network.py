"""Reaction–diffusion on graphs: the reaction acts on each node, the Laplacian between them."""

import numpy as np
import pytest

from pdecourse import GrayScott, MimuraMurray, graphs, network, solvers
from pdecourse.kinetics import KINETICS

CLUB = graphs.load("karate")


@pytest.mark.parametrize("name", KINETICS)
def test_the_right_hand_side_is_diffusion_plus_reaction(name):
    kinetics = KINETICS[name]()
    x = np.random.default_rng(0).uniform(0.1, 1, (34, len(kinetics.species)))
    laplacian = graphs.laplacian(CLUB)
    field = network.reaction_diffusion(kinetics, laplacian)
    for species, (rate, d) in enumerate(zip(kinetics.rates(*x.T, *kinetics.params), kinetics.diffusion)):
        expected = rate - d * (laplacian @ x[:, species])
        np.testing.assert_allclose(field(0.0, x)[:, species], expected, atol=1e-12)


def test_a_uniform_steady_state_is_steady_on_any_graph():
    kinetics = MimuraMurray()
    state = np.tile(kinetics.steady_states()[-1], (34, 1))
    field = network.reaction_diffusion(kinetics, graphs.laplacian(CLUB), (0.3, 7.0))
    np.testing.assert_allclose(field(0.0, state), 0, atol=1e-12)


def test_names_of_nodes_do_not_matter():
    order = np.random.default_rng(1).permutation(34)
    x = np.random.default_rng(0).random((34, 2))
    laplacian = graphs.laplacian(CLUB).toarray()
    field = network.reaction_diffusion(GrayScott(), laplacian)
    renamed = network.reaction_diffusion(GrayScott(), laplacian[np.ix_(order, order)])
    np.testing.assert_allclose(renamed(0.0, x[order]), field(0.0, x)[order], atol=1e-14)


def test_explicit_and_imex_steps_agree_when_small():
    field = network.reaction_diffusion(GrayScott(), graphs.laplacian(CLUB))
    x = np.random.default_rng(0).random((34, 2))
    explicit, implicit = (solvers.solve(field, x, [0, 2], m, dt=1e-3)[-1] for m in ("rk4", "imex_euler"))
    np.testing.assert_allclose(implicit, explicit, atol=2e-3)


@pytest.mark.parametrize("diffusion", [(1.0,), (1.0, -1.0), (1.0, np.inf)])
def test_wrong_diffusion_is_named(diffusion):
    with pytest.raises(ValueError, match="one for each of u, v"):
        network.reaction_diffusion(GrayScott(), graphs.laplacian(CLUB), diffusion)
