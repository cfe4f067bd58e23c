"""What is measured about depth is what it says, and attention does to the graph what the book says."""

import pytest
import torch
from stored import stored

from pdecourse import graphs
from pdecourse.experiments import grand_depth

pytestmark = pytest.mark.usefixtures("one_thread")


def test_flatness_of_a_constant_of_an_alternating_and_of_a_mixed_field():
    ring = graphs.load("ring", num_nodes=6)
    constant = torch.full((6, 2), 3.0)
    alternating = torch.tensor([1.0, -1.0] * 3)[:, None]
    assert grand_depth.flatness(ring, constant) == pytest.approx({"energy": 0, "spread": 0}, abs=1e-12)
    # λ = 4 is the largest eigenvalue of the ring's Laplacian; the energy is half of it.
    assert grand_depth.flatness(ring, alternating) == pytest.approx({"energy": 2, "spread": 1})
    assert grand_depth.flatness(ring, alternating + 1)["spread"] == pytest.approx(0.5**0.5)


def test_equal_attention_has_the_border_and_the_spectrum_of_the_random_walk():
    digits = graphs.load("digits")
    network = grand_depth._network("grand_uniform", digits, depth=2)
    measured = grand_depth.about_attention(network, digits)
    assert measured["border"] == pytest.approx(measured["border_uniform"])
    assert measured["to_itself"] == pytest.approx((1 / (digits.degree + 1)).mean().item())
    # D̃^{-1}(A + I) is similar to the symmetric matrix whose spectrum is known exactly.
    symmetric = graphs.normalized_adjacency(digits, self_loops=True).toarray()
    exact = torch.linalg.eigvalsh(torch.from_numpy(symmetric))
    assert (measured["mu_2"], measured["mu_7"]) == pytest.approx(
        (exact[-2].item(), exact[-7].item()), abs=1e-4
    )
    assert not any(p.requires_grad for p in network.dynamics.parameters())


def test_a_border_is_a_share_over_nodes_that_have_one():
    # A path 0 – 1 – 2 with classes a, a, b: node 1 has half its neighbours across, node 2 all, node 0 none.
    path = graphs.Graph.from_edges([[0, 1], [1, 2]], 3, y=torch.tensor([0, 0, 1]))
    matrix = graphs.SparseMatrix(graphs.Pattern.of(path, self_loops=True), torch.ones(7))
    assert grand_depth._border(matrix, matrix.values, path) == pytest.approx(0.75)


def test_stored_grand_outlives_gcn_and_residual_gcn():
    result = stored("grand_depth")
    deep = {model: result.summary("test", model=model, depth=32).mean for model in ("grand_l", "gcn")}
    assert deep["gcn"] < 0.4 and deep["grand_l"] > 0.7


def test_stored_learned_attention_slows_the_slow_modes():
    result = stored("grand_depth")
    learned, equal = (
        result.summary("mu_7", model=model, depth=64).mean for model in ("grand_l", "grand_uniform")
    )
    assert 1 - learned < (1 - equal) / 3
