import numpy as np
import pytest
from scipy.sparse.linalg import expm_multiply

from pdecourse import graphs

KINDS = ["combinatorial", "symmetric", "random_walk"]
SIGNAL = np.random.default_rng(0).normal(size=(7, 3))


@pytest.mark.parametrize("kind", KINDS)
def test_transform_and_inverse_undo_each_other(two_pieces, kind):
    basis = graphs.spectrum(two_pieces, kind)
    coefficients = graphs.fourier(basis, SIGNAL)
    np.testing.assert_allclose(graphs.inverse_fourier(basis, coefficients), SIGNAL, atol=1e-14)


@pytest.mark.parametrize("kind", KINDS)
def test_parseval(two_pieces, kind):
    basis = graphs.spectrum(two_pieces, kind)
    in_modes = (graphs.fourier(basis, SIGNAL) ** 2).sum()
    assert in_modes == pytest.approx((basis.weights[:, None] * SIGNAL**2).sum())


def test_dirichlet_energy_is_the_spectral_sum(two_pieces):
    basis = graphs.spectrum(two_pieces)
    energy = (basis.eigenvalues[:, None] * graphs.fourier(basis, SIGNAL) ** 2).sum() / 2
    assert energy == pytest.approx(graphs.dirichlet_energy(two_pieces, SIGNAL, "combinatorial"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_heat_filter_is_the_matrix_exponential(two_pieces, kind):
    basis, t = graphs.spectrum(two_pieces, kind), 0.7
    filtered = graphs.spectral_filter(basis, SIGNAL, lambda eigenvalues: np.exp(-t * eigenvalues))
    exact = expm_multiply(-t * graphs.laplacian(two_pieces, kind), SIGNAL)
    np.testing.assert_allclose(filtered, exact, atol=1e-12)


def test_on_a_ring_it_is_the_discrete_fourier_transform():
    n = 12
    signal = np.random.default_rng(1).normal(size=n)
    basis = graphs.spectrum(graphs.load("ring", num_nodes=n))
    energy = graphs.fourier(basis, signal) ** 2
    power = np.abs(np.fft.fft(signal)) ** 2 / n
    for frequency in range(1, n // 2):
        # Waves running either way share an eigenvalue: only the energy of the pair is defined.
        eigenvalue = 2 - 2 * np.cos(2 * np.pi * frequency / n)
        pair = np.isclose(basis.eigenvalues, eigenvalue)
        assert energy[pair].sum() == pytest.approx(power[frequency] + power[-frequency])


def test_low_and_high_pass_share_the_signal_out(two_pieces):
    basis = graphs.spectrum(two_pieces)
    low, high = graphs.low_pass(basis, SIGNAL, 1.5), graphs.high_pass(basis, SIGNAL, 1.5)
    np.testing.assert_allclose(low + high, SIGNAL, atol=1e-14)
    assert (low * high).sum() == pytest.approx(0, abs=1e-13)
    matrix = graphs.laplacian(two_pieces)
    assert (low * (matrix @ low)).sum() <= 1.5 * (low**2).sum()
    assert (high * (matrix @ high)).sum() > 1.5 * (high**2).sum()


def test_a_filter_needs_the_whole_basis(two_pieces):
    basis = graphs.spectrum(two_pieces, k=3)
    with pytest.raises(ValueError, match="needs all 7 eigenvectors and the basis has 3"):
        graphs.low_pass(basis, SIGNAL, 1.0)
    with pytest.raises(ValueError, match="f has 5 rows for 7 nodes"):
        graphs.fourier(basis, np.zeros(5))
