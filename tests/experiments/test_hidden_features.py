"""The features inside a network are found where they are, and their smoothness is what linear algebra says."""

import pytest
import torch

from pdecourse import graphs
from pdecourse.dynamics import DropEdge
from pdecourse.experiments.course_models import MODELS, build
from pdecourse.experiments.hidden_features import hidden_features, kernel_part, last_hidden, smoothness
from pdecourse.graph_ode import GraphODE

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def two_pieces():
    """A triangle with a tail, and an edge of its own."""
    edges = [[0, 1, 2, 2, 4], [1, 2, 0, 3, 5]]
    return graphs.Graph.from_edges(edges, 6, x=torch.rand(6, 4), y=torch.tensor([0, 1, 2, 0, 1, 2]))


@pytest.mark.parametrize("name", MODELS)
def test_the_last_layer_makes_the_logits_from_the_last_hidden_features(name, two_pieces):
    torch.manual_seed(0)
    network = build(name, two_pieces, depth=4).eval()
    hidden = last_hidden(network, two_pieces)
    inner = network.model if isinstance(network, DropEdge) else network
    if isinstance(inner, GraphODE):
        logits = inner.decoder(hidden)
    else:
        a = torch.from_numpy(graphs.normalized_adjacency(two_pieces, self_loops=True).toarray()).float()
        logits = a @ hidden @ inner.layers[-1].weight.T + inner.layers[-1].bias
    torch.testing.assert_close(logits, network.bind(two_pieces)(two_pieces.x))


@pytest.mark.parametrize(("name", "length"), [("gcn", 5), ("appnp", 6), ("grand_nl", 6)])
def test_there_is_one_set_of_features_per_layer(name, length, two_pieces):
    hidden = hidden_features(build(name, two_pieces, depth=5), two_pieces)
    assert len(hidden) == length
    assert name != "gcn" or hidden[0] is two_pieces.x


def test_the_kernel_part_is_a_projection_to_what_the_laplacian_annihilates(two_pieces):
    x = torch.randn(6, 3, dtype=torch.float64)
    part = kernel_part(two_pieces, x)
    laplacian = torch.from_numpy(graphs.laplacian(two_pieces, "symmetric", self_loops=True).toarray())
    torch.testing.assert_close(laplacian @ part, torch.zeros_like(part))
    torch.testing.assert_close(kernel_part(two_pieces, part), part)
    # What is left is at right angles to the two kernel vectors, one for each piece.
    values, vectors = torch.linalg.eigh(laplacian)
    assert (values < 1e-9).sum() == 2
    torch.testing.assert_close(vectors[:, :2] @ (vectors[:, :2].T @ x), part)


def test_smoothness_at_both_ends_of_the_spectrum(two_pieces):
    laplacian = torch.from_numpy(graphs.laplacian(two_pieces, "symmetric", self_loops=True).toarray())
    values, vectors = torch.linalg.eigh(laplacian)
    rough = smoothness(two_pieces, 7.0 * vectors[:, -1:])
    assert rough["normalised_energy"] == pytest.approx(values[-1].item() / 2)
    assert rough["energy"] == pytest.approx(49 * values[-1].item() / 2)
    assert rough["kernel_share"] == pytest.approx(0, abs=1e-9)
    root = (two_pieces.degree + 1.0).sqrt()[:, None]
    smooth = smoothness(two_pieces, -root)
    assert (smooth["normalised_energy"], smooth["kernel_share"], smooth["degree_cosine"]) == pytest.approx(
        (0, 1, 1), abs=1e-6
    )
    # Another multiple on each piece is as smooth, but no multiple of one vector.
    other = smoothness(two_pieces, root * torch.tensor([1.0, 1, 1, 1, -3, -3])[:, None])
    assert other["kernel_share"] == pytest.approx(1) and other["degree_cosine"] < 0.5


def test_features_that_are_all_zero_have_no_direction(two_pieces):
    nothing = smoothness(two_pieces, torch.zeros(6, 2))
    assert nothing["feature_norm"] == 0 and nothing["normalised_energy"] != nothing["normalised_energy"]
