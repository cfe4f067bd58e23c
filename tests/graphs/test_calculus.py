import numpy as np
import pytest
import torch

from pdecourse import graphs

KINDS = ["combinatorial", "symmetric"]


@pytest.mark.parametrize("self_loops", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_minus_divergence_is_the_adjoint_of_the_gradient(two_pieces, kind, self_loops):
    rng = np.random.default_rng(0)
    x, flow = rng.normal(size=(7, 2)), rng.normal(size=(5, 2))
    on_edges = (graphs.gradient(two_pieces, x, kind, self_loops=self_loops) * flow).sum()
    on_nodes = (x * graphs.divergence(two_pieces, flow, kind, self_loops=self_loops)).sum()
    assert on_edges == pytest.approx(-on_nodes, rel=1e-13)


@pytest.mark.parametrize("self_loops", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_the_laplacian_is_minus_the_divergence_of_the_gradient(two_pieces, kind, self_loops):
    identity = np.eye(7)
    gradient = graphs.gradient(two_pieces, identity, kind, self_loops=self_loops)
    composed = -graphs.divergence(two_pieces, gradient, kind, self_loops=self_loops)
    expected = graphs.laplacian(two_pieces, kind, self_loops=self_loops).toarray()
    np.testing.assert_allclose(composed, expected, atol=1e-15)


def test_signs_by_hand():
    path = graphs.load("path", num_nodes=3)
    np.testing.assert_array_equal(graphs.gradient(path, np.array([1.0, 4.0, 2.0])), [3, -2])
    # A flow of 1 from node 0 through node 1 to node 2 has a source at 0 and a sink at 2.
    np.testing.assert_array_equal(graphs.divergence(path, np.array([1.0, 1.0])), [1, 0, -1])


def test_divergence_adds_up_to_zero(digits):
    flow = np.random.default_rng(0).normal(size=digits.num_edges)
    assert graphs.divergence(digits, flow).sum() == pytest.approx(0, abs=1e-11)


def test_tensors_stay_tensors_and_keep_their_gradient(two_pieces):
    x = torch.ones(7, requires_grad=True)
    slopes = graphs.gradient(two_pieces, x)
    assert slopes.requires_grad and torch.equal(slopes, torch.zeros(5))
    assert isinstance(graphs.divergence(two_pieces, np.zeros(5)), np.ndarray)


def test_wrong_lengths_are_refused(two_pieces):
    with pytest.raises(ValueError, match="x has 5 rows for a graph of 7 nodes"):
        graphs.gradient(two_pieces, np.zeros(5))
    with pytest.raises(ValueError, match=r"flow has 10 rows for a graph of 5 edges; .*graph\.edges"):
        graphs.divergence(two_pieces, np.zeros(10))
