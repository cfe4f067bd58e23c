"""Every statement proved in chapter 8, on random graphs and reactions, against dense linear algebra."""

import numpy as np
import pytest
from scipy.linalg import expm

from claims import claim
from pdecourse import graphs, solvers

SEEDS = range(6)


def laplacian(seed: int, num_nodes: int = 12):
    """Return I − Ã of a random connected graph, dense."""
    rng = np.random.default_rng(seed)
    pairs = np.stack(np.triu_indices(num_nodes, 1))
    order = rng.permutation(num_nodes)
    ends = np.concatenate(
        [pairs[:, rng.random(pairs.shape[1]) < 0.2], np.stack([order[:-1], order[1:]])], axis=1
    )
    graph = graphs.Graph.from_edges(ends, num_nodes)
    return graphs.laplacian(graph, "symmetric", self_loops=True).toarray()


def sigma(jacobian, rates, eigenvalue):
    """Return the largest real part of an eigenvalue of J − λK."""
    return np.linalg.eigvals(jacobian - eigenvalue * np.diag(rates)).real.max()


def stable_matrix(rng, channels: int = 4):
    """Draw a matrix whose eigenvalues have real parts of at most −0.1."""
    j = rng.normal(size=(channels, channels))
    return j - (max(np.linalg.eigvals(j).real.max(), 0) + 0.1) * np.eye(channels)


@claim("prop-rdgnn-step")
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("times_bound", [0.5, 0.99, 1.01, 1.5, 1.99, 2.01, 3.0])
def test_no_flip_up_to_one_and_no_growth_up_to_two_over_the_largest_eigenvalue(seed, times_bound):
    matrix, rng = laplacian(seed), np.random.default_rng(seed)
    eps = times_bound / np.linalg.eigvalsh(matrix)[-1]
    factors = np.linalg.eigvalsh(np.eye(12) - eps * matrix)
    assert (factors.min() >= 0) == (times_bound < 1)
    assert (np.abs(factors).max() <= 1 + 1e-12) == (times_bound < 2)
    implicit = np.linalg.eigvals(np.linalg.inv(np.eye(12) + 100 * eps * matrix)).real
    assert 0 < implicit.min() and implicit.max() < 1 + 1e-9

    kappa = rng.uniform(0.2, 1, 3)
    kappa /= kappa.max()  # the largest rate, 1, has the limit
    by_channel = [np.linalg.eigvalsh(np.eye(12) - eps * rate * matrix) for rate in kappa]
    assert (np.min(by_channel) >= 0) == (times_bound < 1)
    assert (np.abs(by_channel).max() <= 1 + 1e-12) == (times_bound < 2)


@claim("prop-rdgnn-orders")
@pytest.mark.parametrize("seed", range(3))
def test_orders_and_the_gap_between_euler_and_lie(seed):
    matrix, rng = laplacian(seed), np.random.default_rng(seed)
    mix = rng.normal(size=(3, 3))

    def rate(x):
        return np.sin(x @ mix)

    def slope(x, along):
        return np.cos(x @ mix) * (along @ mix)  # R'(x) applied to a direction

    start = rng.normal(size=(12, 3))

    def euler(x, h):
        return x - h * matrix @ x + h * rate(x)

    def lie(x, h):
        half = x - h * matrix @ x
        return half + h * rate(half)

    def imex(x, h):
        return np.linalg.solve(np.eye(12) + h * matrix, x + h * rate(x))

    def strang(x, h):
        half = expm(-h / 2 * matrix)
        x = half @ x
        return half @ (x + h * rate(x + h / 2 * rate(x)))  # midpoint rule: of order 2

    for h in (1e-3, 1e-4):
        gap = (lie(start, h) - euler(start, h)) / h**2
        expected = slope(start, -matrix @ start)
        assert np.abs(expected).max() > 0.05
        np.testing.assert_allclose(gap, expected, atol=100 * h)

    exact = solvers.solve(lambda t, x: -matrix @ x + rate(x), start, [0, 1], "dopri8")[-1]
    for step, order in ((euler, 1), (lie, 1), (imex, 1), (strang, 2)):
        errors = []
        for number in (64, 128):
            x = start
            for _ in range(number):
                x = step(x, 1 / number)
            errors.append(np.linalg.norm(x - exact))
        assert abs(np.log2(errors[0] / errors[1]) - order) < 0.25, step.__name__


@claim("prop-rdgnn-one-rate")
@pytest.mark.parametrize("seed", SEEDS)
def test_with_one_rate_growth_falls_in_a_straight_line(seed):
    rng = np.random.default_rng(seed)
    for jacobian in (rng.normal(size=(4, 4)), stable_matrix(rng)):
        for eigenvalue in np.linalg.eigvalsh(laplacian(seed)):
            at_zero = sigma(jacobian, np.zeros(4), 0)
            assert abs(sigma(jacobian, np.full(4, 0.7), eigenvalue) - (at_zero - 0.7 * eigenvalue)) < 1e-8
            assert at_zero >= 0 or sigma(jacobian, np.full(4, 0.7), eigenvalue) < 0
    pair = np.array([[0.8, 1.0], [-1.8, -1.0]])  # two rates can do it
    assert sigma(pair, (0.1, 3), 0) < 0 < sigma(pair, (0.1, 3), 1)


@claim("prop-rdgnn-diagonal")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_diagonal_lyapunov_function_rules_a_band_out(seed):
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(4, 4))
    negative = -root @ root.T - 0.01 * np.eye(4)
    twist = rng.normal(size=(4, 4))
    p = rng.uniform(0.2, 5, 4)
    general = (negative + twist - twist.T) / p[:, None]  # P J + Jᵀ P = 2 · negative
    assert np.linalg.eigvalsh(p[:, None] * general + general.T * p).max() < 0
    symmetric, diagonal = negative, np.diag(-rng.uniform(0.01, 3, 4))
    for jacobian in (general, symmetric, diagonal):
        for _ in range(200):
            rates, eigenvalue = rng.exponential(size=4) * 10 ** rng.uniform(-2, 2, 4), rng.uniform(0, 2)
            assert sigma(jacobian, rates, eigenvalue) < 0


@claim("prop-rdgnn-memory")
@pytest.mark.parametrize("seed", range(3))
def test_a_contracting_reaction_forgets_its_state_and_remembers_its_input(seed):
    matrix, rng = laplacian(seed), np.random.default_rng(seed)
    c, rates, twist = 0.5, rng.uniform(0.1, 2, 3), rng.normal(size=(3, 3))

    def rate(x, x0):
        return x0 - c * x - np.tanh(x) + x @ (twist - twist.T)  # ⟨x − y, R(x) − R(y)⟩ ≤ −c |x − y|²

    def end(state, x0, t):
        return solvers.solve(lambda _, x: -matrix @ x * rates + rate(x, x0), state, [0, t], "dopri8")[-1]

    x0, first, second = rng.normal(size=(3, 12, 3))
    for t in (0.5, 2.0):
        apart = np.linalg.norm(end(first, x0, t) - end(second, x0, t))
        assert apart <= np.exp(-c * t) * np.linalg.norm(first - second) * (1 + 1e-6)
    final = end(first, x0, 50)
    assert np.abs(-matrix @ final * rates + rate(final, x0)).max() < 1e-5
    assert np.abs(final - end(second, x0, 50)).max() < 1e-5
    assert np.abs(final - end(first, rng.normal(size=(12, 3)), 50)).max() > 0.1
    jacobian = -c * np.eye(3) - np.diag(1 - np.tanh(final[0]) ** 2) + (twist - twist.T).T
    assert all(sigma(jacobian, rates, value) <= -c + 1e-9 for value in np.linalg.eigvalsh(matrix))

    def rate(x, x0):
        return c * (x0 - x)

    eigenvalues, waves = np.linalg.eigh(matrix)
    share = c / (c + rates * eigenvalues[:, None])
    np.testing.assert_allclose(waves.T @ end(first, x0, 50), share * (waves.T @ x0), atol=1e-5)
