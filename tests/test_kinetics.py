"""Every reaction: rates vanish at steady states, one `rates` serves NumPy, numba and complex steps alike."""

import math
from dataclasses import fields, replace

import numba
import numpy as np
import pytest

from pdecourse import Grid, turing
from pdecourse.kinetics import (
    KINETICS,
    AllenCahn,
    Brusselator,
    Diffusion,
    FitzHughNagumo,
    GiererMeinhardt,
    GrayScott,
    Kinetics,
    LinearKinetics,
    MimuraMurray,
    Schnakenberg,
)

EVERY = [cls() for cls in KINETICS.values()] + [GrayScott(0.03, 0.05), LinearKinetics(1.0, -2.0, 3.0, -4.0)]
every_kinetics = pytest.mark.parametrize("kinetics", EVERY, ids=str)


def random_variants(kinetics, count=20):
    """Return copies of ``kinetics`` with every parameter scaled by a random factor between 0.7 and 1.4."""
    rng = np.random.default_rng(5)
    names = [field.name for field in fields(kinetics)]
    factors = rng.uniform(0.7, 1.4, (count, len(names)))
    return [
        replace(kinetics, **{n: f * getattr(kinetics, n) for n, f in zip(names, row, strict=True)})
        for row in factors
    ]


def somewhere(kinetics, shape=()):
    """Return positive values of every species, away from any steady state."""
    return np.random.default_rng(1).uniform(0.3, 2.0, (len(kinetics.species), *shape))


@every_kinetics
def test_rates_vanish_at_steady_states(kinetics):
    for variant in [kinetics, *random_variants(kinetics)]:
        for state in variant.steady_states():
            np.testing.assert_allclose(variant.rates(*state, *variant.params), 0, atol=1e-10)


@every_kinetics
def test_species_diffusion_and_rates_agree_in_number(kinetics):
    assert (
        len(kinetics.species)
        == len(kinetics.diffusion)
        == len(kinetics.rates(*somewhere(kinetics), *kinetics.params))
    )


@every_kinetics
def test_rates_compiled_by_numba_equal_those_of_numpy(kinetics):
    values = somewhere(kinetics)
    compiled = numba.njit(kinetics.rates)(*values.tolist(), *kinetics.params)
    np.testing.assert_allclose(compiled, kinetics.rates(*values, *kinetics.params), rtol=1e-14)


@every_kinetics
def test_rates_act_on_each_cell_alone(kinetics):
    values = somewhere(kinetics, (3, 4))
    fields_of_rates = kinetics.rates(*values, *kinetics.params)
    for i, j in np.ndindex(3, 4):
        alone = kinetics.rates(*values[:, i, j], *kinetics.params)
        np.testing.assert_allclose([rate[i, j] for rate in fields_of_rates], alone, rtol=1e-14)


@every_kinetics
def test_rates_keep_single_precision(kinetics):
    values = somewhere(kinetics, (2, 2)).astype(np.float32)
    assert all(rate.dtype == np.float32 for rate in kinetics.rates(*values, *kinetics.params))


@every_kinetics
def test_jacobian_agrees_with_central_differences(kinetics):
    values, h = somewhere(kinetics), 1e-5
    shifts = h * np.eye(len(values))
    columns = [
        np.subtract(
            kinetics.rates(*(values + s), *kinetics.params), kinetics.rates(*(values - s), *kinetics.params)
        )
        for s in shifts
    ]
    numerical = np.array(columns).T / (2 * h)
    np.testing.assert_allclose(turing.jacobian(kinetics, values), numerical, rtol=1e-7, atol=1e-7)


@every_kinetics
@pytest.mark.parametrize("shape", [(8, 6), (9,)])
def test_initial_state_is_finite_has_one_plane_per_species_and_follows_the_seed(kinetics, shape):
    if isinstance(kinetics, FitzHughNagumo) and len(shape) == 1:
        pytest.skip("a broken wave needs a plane")
    grid = Grid(shape)
    state = kinetics.initial(grid, np.random.default_rng(3))
    assert state.shape == (len(kinetics.species), *shape)
    assert np.isfinite(state).all()
    np.testing.assert_array_equal(state, kinetics.initial(grid, np.random.default_rng(3)))


class Nameless(Kinetics):
    """A reaction that says neither where it rests nor where it starts."""

    species, diffusion = ("u", "v"), (0.2, 0.1)


def test_a_reaction_without_a_first_state_says_what_is_missing():
    with pytest.raises(
        NotImplementedError, match=r"Nameless has no first state: define initial\(grid, rng\)"
    ):
        Nameless().initial(Grid((4, 4)), np.random.default_rng(0))


@pytest.mark.parametrize("diffusion", [(0.3, 0.0), [1, 2], np.array([0.5, 0.25])])
def test_diffusion_is_one_number_per_species(diffusion):
    assert Nameless().checked_diffusion(diffusion).tolist() == list(map(float, diffusion))
    assert Nameless().checked_diffusion().tolist() == [0.2, 0.1]


@pytest.mark.parametrize("diffusion", [0.3, (0.3,), (1, 2, 3), (1, -1), (1, math.nan), (math.inf, 1)])
def test_other_diffusion_is_refused(diffusion):
    with pytest.raises(ValueError, match=r"one for each of u, v, such as \(0\.2, 0\.1\)"):
        Nameless().checked_diffusion(diffusion)


@pytest.mark.parametrize(
    "kinetics", [k for k in EVERY if not isinstance(k, (Diffusion, LinearKinetics))], ids=str
)
def test_closed_forms_are_all_that_a_search_finds(kinetics):
    """Chemistry and ecology leave out negative concentrations, so they are left out of the search too."""
    signed = isinstance(kinetics, (FitzHughNagumo, AllenCahn))
    for variant in [kinetics, *random_variants(kinetics, count=4)]:
        found = [s for s in turing.find_steady_states(variant) if signed or np.all(s >= 0)]
        expected = sorted(tuple(float(x) for x in state) for state in variant.steady_states())
        assert len(found) == len(expected)
        np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-9)


def test_jacobians_agree_with_those_derived_by_hand():
    a, b = 0.13, 0.8
    s = a + b
    by_hand = [[(b - a) / s, s**2], [-2 * b / s, -(s**2)]]
    np.testing.assert_allclose(turing.jacobian(Schnakenberg(a, b), [s, b / s**2]), by_hand, rtol=1e-13)
    np.testing.assert_allclose(turing.jacobian(Brusselator(3, 7), [3, 7 / 3]), [[6, 9], [-7, -9]], rtol=1e-13)
    F, k = 0.03, 0.05
    u, v = GrayScott(F, k).steady_states()[-1]
    by_hand = [[-F - v**2, -2 * (F + k)], [v**2, F + k]]
    np.testing.assert_allclose(turing.jacobian(GrayScott(F, k), [u, v]), by_hand, rtol=1e-12)
    a, b = 0.1, 1.0
    u = (a + 1) / b
    by_hand = [[b * (1 - a) / (1 + a), -1 / u**2], [2 * u, -1]]
    np.testing.assert_allclose(turing.jacobian(GiererMeinhardt(a, b), [u, u * u]), by_hand, rtol=1e-13)


def test_prey_and_predator_of_nakao_and_mikhailov_live_at_5_and_10():
    np.testing.assert_allclose(MimuraMurray().steady_states()[-1], (5, 10), rtol=1e-14)


@pytest.mark.parametrize("F", [0.01, 0.037, 0.0625, 0.12])
def test_gray_scott_gains_two_states_at_the_saddle_node(F):
    fold = math.sqrt(F) / 2 - F
    assert len(GrayScott(F, fold - 1e-6).steady_states()) == 3
    assert GrayScott(F, fold - 1e-6).missing_state() == ""
    assert GrayScott(F, fold + 1e-6).steady_states() == [(1.0, 0.0)]
    assert "saddle-node" in GrayScott(F, fold + 1e-6).missing_state()


@pytest.mark.parametrize(
    ("F", "k"), [(0.04, 0.06), (0.01, 0.04), (0.09, 0.06), (0.0225, 0.0525), (0.0361, 0.0589)]
)
def test_on_the_saddle_node_the_pair_is_one_state(F, k):
    """k = √F/2 − F here, if not always in floating point; there u = 1/2 and v = √F."""
    (_, (u, v)) = GrayScott(F, k).steady_states()
    assert (u, v) == pytest.approx((0.5, math.sqrt(F)))
    assert GrayScott(F, k).missing_state() == ""


def test_fitzhugh_nagumo_has_three_states_when_bistable():
    states = FitzHughNagumo(beta=0.0, gamma=2.0).steady_states()
    np.testing.assert_allclose([v for v, _ in states], [-math.sqrt(1.5), 0, math.sqrt(1.5)], atol=1e-12)


def test_without_feed_schnakenberg_has_no_state_and_says_so():
    assert Schnakenberg(0, 0).steady_states() == []
    assert "no homogeneous steady state" in Schnakenberg(0, 0).missing_state()


def test_pure_diffusion_has_no_reaction():
    np.testing.assert_array_equal(Diffusion.rates(np.array([1.0, -2.0]))[0], [0, 0])
