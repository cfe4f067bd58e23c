import numpy as np
import pytest
import torch

from pdecourse import graphs


@pytest.mark.parametrize("self_loops", [False, True])
@pytest.mark.parametrize("kind", ["symmetric", "combinatorial"])
def test_energy_is_half_the_quadratic_form_of_the_laplacian(two_pieces, kind, self_loops):
    x = np.random.default_rng(0).normal(size=(7, 3))
    quadratic_form = (x * (graphs.laplacian(two_pieces, kind, self_loops=self_loops) @ x)).sum()
    energy = graphs.dirichlet_energy(two_pieces, x, kind, self_loops=self_loops)
    assert energy == pytest.approx(quadratic_form / 2, rel=1e-13)


def test_energy_by_hand():
    path = graphs.Graph.from_edges([[0, 1], [1, 2]], 3)
    x = np.array([1.0, 3.0, 0.0])
    # Two edges, each seen twice: 1/4 · 2 · ((1 - 3)² + (3 - 0)²), and with degrees 1, 2, 1.
    assert graphs.dirichlet_energy(path, x, "combinatorial") == pytest.approx(6.5)
    by_degree = ((1 - 3 / np.sqrt(2)) ** 2 + (3 / np.sqrt(2)) ** 2) / 2
    assert graphs.dirichlet_energy(path, x) == pytest.approx(by_degree)


@pytest.mark.parametrize("kind", ["symmetric", "combinatorial"])
def test_the_laplacian_is_the_gradient_of_the_energy(two_pieces, kind):
    x = torch.randn(7, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(0), requires_grad=True)
    graphs.dirichlet_energy(two_pieces, x, kind).backward()
    expected = graphs.laplacian(two_pieces, kind) @ x.detach().numpy()
    np.testing.assert_allclose(x.grad.numpy(), expected, atol=1e-14)


def test_features_of_another_graph_are_refused(two_pieces):
    with pytest.raises(ValueError, match="x has 3 rows for a graph of 7 nodes"):
        graphs.dirichlet_energy(two_pieces, np.zeros(3))
