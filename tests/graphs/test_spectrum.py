import numpy as np
import pytest

from pdecourse import graphs

KINDS = ["combinatorial", "symmetric", "random_walk"]


def waves(n, period):
    return 2 - 2 * np.cos(period * np.pi * np.arange(n) / n)


def sums(a, b):
    return (a[:, None] + b[None, :]).ravel()


KNOWN = {
    "path": ({"num_nodes": 9}, waves(9, 1)),
    "ring": ({"num_nodes": 10}, waves(10, 2)),
    "star": ({"num_nodes": 7}, [0, 1, 1, 1, 1, 1, 7]),
    "complete": ({"num_nodes": 6}, [0, 6, 6, 6, 6, 6]),
    "grid": ({"shape": (4, 7)}, sums(waves(4, 1), waves(7, 1))),
}


@pytest.mark.parametrize("name", KNOWN)
def test_spectra_equal_their_formula(name):
    parameters, expected = KNOWN[name]
    spectrum = graphs.spectrum(graphs.load(name, **parameters))
    np.testing.assert_allclose(spectrum.eigenvalues, np.sort(expected), atol=1e-13)


def test_the_spectrum_of_the_torus_is_that_of_the_plane_waves():
    torus = graphs.load("grid", shape=(5, 6), periodic=True)
    expected = np.sort(sums(waves(5, 2), waves(6, 2)))
    np.testing.assert_allclose(graphs.spectrum(torus).eigenvalues, expected, atol=1e-13)


@pytest.mark.parametrize("self_loops", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_eigenvectors_satisfy_the_definition(two_pieces, kind, self_loops):
    matrix = graphs.laplacian(two_pieces, kind, self_loops=self_loops)
    found = graphs.spectrum(two_pieces, kind, self_loops=self_loops)
    np.testing.assert_allclose(
        matrix @ found.eigenvectors, found.eigenvectors * found.eigenvalues, atol=1e-14
    )
    products = found.eigenvectors.T @ (found.weights[:, None] * found.eigenvectors)
    np.testing.assert_allclose(products, np.eye(7), atol=1e-14)


@pytest.mark.parametrize("which", ["smallest", "largest"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_few_eigenvalues_are_the_end_of_all(digits, kind, which):
    graph = graphs.largest_component(digits.subgraph(digits.y.new_tensor(range(800))))
    few, every = graphs.spectrum(graph, kind, k=4, which=which), graphs.spectrum(graph, kind)
    end = slice(4) if which == "smallest" else slice(-4, None)
    np.testing.assert_allclose(few.eigenvalues, every.eigenvalues[end], atol=1e-10)
    np.testing.assert_allclose(few.eigenvectors, every.eigenvectors[:, end], atol=1e-7)


def test_fiedler_cuts_the_karate_club_where_it_split():
    karate = graphs.load("karate")
    assert graphs.algebraic_connectivity(karate) == pytest.approx(0.46853, abs=5e-6)
    sides = graphs.fiedler_vector(karate) > 0
    agreement = (sides == karate.y.numpy()).sum()
    assert max(agreement, 34 - agreement) >= 32


def test_a_disconnected_graph_has_no_connectivity_and_no_fiedler_vector(two_pieces):
    assert graphs.algebraic_connectivity(two_pieces) == 0
    with pytest.raises(ValueError, match=r"3 components, .*largest_component"):
        graphs.fiedler_vector(two_pieces)


def test_second_modulus_is_one_on_disconnected_and_on_bipartite_graphs(two_pieces, digits):
    assert graphs.second_modulus(two_pieces) == pytest.approx(1, abs=1e-14)
    square = graphs.load("ring", num_nodes=4)
    assert graphs.second_modulus(square, self_loops=False) == pytest.approx(1, abs=1e-14)
    # Eigenvalues (1 + 2 cos(2πk/4)) / 3 = 1, 1/3, -1/3, 1/3.
    assert graphs.second_modulus(square) == pytest.approx(1 / 3)
    assert 0.9 < graphs.second_modulus(digits) < 1


def test_wrong_requests_are_refused(two_pieces):
    with pytest.raises(ValueError, match=r"k = 8 eigenvalues of .*; give 1 to 7"):
        graphs.spectrum(two_pieces, k=8)
    with pytest.raises(ValueError, match=r"unknown end of the spectrum 'top'; choose"):
        graphs.spectrum(two_pieces, which="top")
