"""Every statement proved in chapter 6, on random stochastic matrices, against dense linear algebra."""

import numpy as np
import pytest
import scipy.linalg
from scipy.stats import binom, nbinom, poisson

from claims import claim
from pdecourse import graphs, solvers

SEEDS = range(6)
N = 12


def stochastic(seed: int, lazy: bool = True):
    """Draw a matrix with row sums 1 on the edges of a random connected graph, with or without its diagonal."""
    rng = np.random.default_rng(seed)
    places = rng.random((N, N)) < 0.2
    order = rng.permutation(N)
    places[order[:-1], order[1:]] = True
    places |= places.T
    np.fill_diagonal(places, lazy)
    g = places * rng.exponential(size=(N, N))
    return g / g.sum(axis=1, keepdims=True)


def takes_means(q):
    """Return whether q is non-negative with row sums 1, up to round-off."""
    return q.min() > -1e-12 and np.allclose(q.sum(axis=1), 1)


def radius(matrix):
    """Return the largest modulus of an eigenvalue."""
    return np.abs(np.linalg.eigvals(matrix)).max()


@claim("prop-grand-range")
@pytest.mark.parametrize("seed", SEEDS)
def test_attention_of_any_kind_makes_no_new_extremes(seed):
    rng = np.random.default_rng(seed)
    joined, key = stochastic(seed) > 0, rng.normal(scale=3)

    def field(t, x):
        g = joined * np.exp(key * np.outer(x, x))
        return (g / g.sum(axis=1, keepdims=True)) @ x - x

    start = rng.normal(size=N)
    states = solvers.solve(field, start, np.linspace(0, 5, 41), "rk4", dt=0.01)
    assert (np.diff(states.max(axis=1)) < 1e-8).all() and (np.diff(states.min(axis=1)) > -1e-8).all()
    assert abs(states[-1].sum() - start.sum()) > 1e-3, "the sum should not be conserved"


@claim("prop-grand-steady")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_end_is_constant_and_weighted_by_the_left_eigenvector(seed):
    a = stochastic(seed)
    values, left = scipy.linalg.eig(a, left=True, right=False)
    pi = left[:, values.real.argmax()].real
    pi = pi / pi.sum()
    end = scipy.linalg.expm(2000 * (a - np.eye(N)))
    np.testing.assert_allclose(end, np.ones((N, 1)) * pi, atol=1e-9)
    assert pi.min() > 0

    gap = np.sort(1 - values.real)[1]
    far = np.log(np.linalg.norm(scipy.linalg.expm(30 / gap * (a - np.eye(N))) - np.ones((N, 1)) * pi))
    near = np.log(np.linalg.norm(scipy.linalg.expm(15 / gap * (a - np.eye(N))) - np.ones((N, 1)) * pi))
    assert abs((far - near) / -15 - 1) < 0.1

    equal = (a > 0) / (a > 0).sum(axis=1, keepdims=True)
    weights = (a > 0).sum(axis=1) / (a > 0).sum()  # d + 1: the place of the node itself counts
    np.testing.assert_allclose(weights @ equal, weights, atol=1e-12)


@claim("thm-grand-explicit")
@pytest.mark.parametrize("lazy", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_explicit_steps_take_means_and_stay_stable_exactly_up_to_their_limits(seed, lazy):
    a = stochastic(seed, lazy)
    means = 1 / (1 - a.diagonal().min())
    lam = 1 - np.linalg.eigvals(a)
    lam = lam[np.abs(lam) > 1e-9]
    stable = (2 * lam.real / np.abs(lam) ** 2).min()
    assert 1 <= means <= stable * (1 + 1e-9)

    for tau, within in ((0.999, True), (1.001, False)):
        q = (1 - means * tau) * np.eye(N) + means * tau * a
        assert takes_means(q) == within
        q = (1 - stable * tau) * np.eye(N) + stable * tau * a
        assert (radius(q) <= 1 + 1e-9) == within


@claim("thm-grand-explicit")
@pytest.mark.parametrize("seed", SEEDS)
def test_both_limits_are_one_on_a_bipartite_graph_whatever_the_attention(seed):
    walk = graphs.normalized_adjacency(graphs.load("grid", shape=(4, 5)), "random_walk").toarray()
    walk = walk * np.random.default_rng(seed).exponential(size=walk.shape)
    walk /= walk.sum(axis=1, keepdims=True)
    lam = 1 - np.linalg.eigvals(walk)
    lam = lam[np.abs(lam) > 1e-9]
    np.testing.assert_allclose((2 * lam.real / np.abs(lam) ** 2).min(), 1, atol=1e-9)
    assert walk.diagonal().max() == 0


@claim("thm-grand-explicit")
def test_steps_that_take_means_bound_any_product():
    x = np.random.default_rng(0).normal(size=N)
    low, high = x.min(), x.max()
    for seed in range(50):
        a = stochastic(seed)
        tau = 1 / (1 - a.diagonal().min())
        x = (1 - tau) * x + tau * (a @ x)
        assert low - 1e-12 <= x.min() and x.max() <= high + 1e-12


@claim("thm-grand-implicit")
@pytest.mark.parametrize("tau", [0.1, 1.0, 30.0, 1e4])
@pytest.mark.parametrize("seed", SEEDS)
def test_implicit_steps_take_means_at_any_length(seed, tau):
    a = stochastic(seed)
    q = np.linalg.inv((1 + tau) * np.eye(N) - tau * a)
    assert takes_means(q) and radius(q) <= 1 + 1e-9
    k = np.arange(int(40 * (1 + tau))) if tau < 100 else np.arange(0)
    if k.size:
        weights = (tau / (1 + tau)) ** k / (1 + tau)
        power, series = np.eye(N), np.zeros((N, N))
        for weight in weights:
            series += weight * power
            power = power @ a
        np.testing.assert_allclose(series, q, atol=1e-9)
    x = np.random.default_rng(seed).normal(size=N)
    np.testing.assert_allclose(
        solvers.solve(a - np.eye(N), x, [0, tau], "implicit_euler")[-1], q @ x, atol=1e-9
    )


@claim("prop-grand-hops")
@pytest.mark.parametrize("seed", SEEDS)
def test_solvers_are_random_walks_of_the_stated_lengths(seed):
    a, x = stochastic(seed), np.random.default_rng(seed).normal(size=N)
    horizon, steps = 6.0, 8
    tau = horizon / steps
    walks = {
        "exponential": (poisson(horizon), horizon),
        "euler": (binom(steps, tau), horizon * (1 - tau)),
        "implicit_euler": (nbinom(steps, 1 / (1 + tau)), horizon * (1 + tau)),
    }
    for method, (walk, variance) in walks.items():
        np.testing.assert_allclose([*walk.stats()], [horizon, variance])
        power, end = np.eye(N), np.zeros(N)
        for chance in walk.pmf(np.arange(200)):
            end += chance * (power @ x)
            power = power @ a
        found = solvers.solve(a - np.eye(N), x, [0, horizon], method, dt=tau)[-1]
        np.testing.assert_allclose(found, end, atol=1e-10)


@claim("prop-grand-adjoint")
@pytest.mark.parametrize("seed", SEEDS)
def test_backwards_diffusion_multiplies_an_error_by_the_stated_factor(seed):
    a, horizon = stochastic(seed), 5.0
    values, vectors = np.linalg.eig(a)
    x = np.random.default_rng(seed).normal(size=N)
    end = solvers.solve(a - np.eye(N), x, [0, horizon], "exponential")[-1]
    fastest = values.real.argmin()
    delta = vectors[:, fastest]
    back = scipy.linalg.expm(horizon * (np.eye(N) - a))
    np.testing.assert_allclose(back @ end, x, atol=1e-6)
    found = np.linalg.norm(back @ delta) / np.linalg.norm(delta)
    np.testing.assert_allclose(found, np.exp(horizon * (1 - values[fastest].real)), rtol=1e-6)

    adjoint = scipy.linalg.expm(horizon * (a.T - np.eye(N)))  # what Λ goes through, backwards
    assert radius(adjoint) <= 1 + 1e-9
