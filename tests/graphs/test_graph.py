import pytest
import torch

from pdecourse import graphs
from pdecourse.graphs import Graph, largest_component, num_components


def test_from_edges_drops_loops_repeats_and_direction():
    graph = Graph.from_edges([[0, 1, 1, 2, 2], [1, 0, 2, 1, 2]], 3)
    assert graph.num_edges == 2
    assert graph.edge_index.tolist() == [[0, 1, 1, 2], [1, 0, 2, 1]]
    assert graph.degree.tolist() == [1, 2, 1]


@pytest.mark.parametrize(
    "edge_index, complaint",
    [
        ([[0, 1], [1, 2]], "one direction only"),
        ([[0, 0, 1], [0, 1, 0]], "self-loop"),
        ([[0, 0, 1, 1], [1, 1, 0, 0]], "repeated edge"),
        ([[0, 5], [5, 0]], "names nodes 0 to 5"),
        ([[0.0, 1.0], [1.0, 0.0]], "wanted int64|Type-check"),
        ([0, 1], "wanted int64|Type-check"),
    ],
)
def test_edges_that_are_no_simple_undirected_graph_are_refused(edge_index, complaint):
    with pytest.raises((ValueError, TypeError), match=complaint):
        Graph(torch.tensor(edge_index), 3)


def test_node_data_of_the_wrong_length_are_refused():
    with pytest.raises(ValueError, match="x has 2 rows for 3 nodes"):
        Graph.from_edges([[0], [1]], 3, x=torch.zeros(2, 4))


def test_subgraph_keeps_inner_edges_and_renumbers(two_pieces):
    piece = two_pieces.subgraph(torch.tensor([3, 2, 5]))
    assert piece.edge_index.tolist() == [[1, 0], [0, 1]]
    assert torch.equal(piece.x, two_pieces.x[[3, 2, 5]])
    assert piece.y.tolist() == [1, 1, 0] and piece.train_mask is None


def test_components(two_pieces):
    assert num_components(two_pieces) == 3
    largest = largest_component(two_pieces)
    assert (largest.num_nodes, largest.num_edges, num_components(largest)) == (4, 4, 1)
    assert torch.equal(largest.x, two_pieces.x[:4])


def test_a_graph_says_what_it_is(two_pieces):
    assert repr(two_pieces) == "Graph('two pieces': 7 nodes, 5 edges, 2 features, 2 classes)"


def test_edges_once_run_from_lower_to_higher_numbers(two_pieces):
    assert two_pieces.edges.T.tolist() == [[0, 1], [0, 2], [1, 2], [2, 3], [4, 5]]


def test_from_edges_refuses_nodes_that_are_not_there():
    with pytest.raises(ValueError, match="names nodes 0 to 3; a graph of 3 nodes has 0 to 2"):
        Graph.from_edges([[0], [3]], 3)


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs an NVIDIA GPU")
def test_a_graph_moves_with_all_its_arrays(two_pieces):
    moved = two_pieces.to("cuda")
    assert moved.device.type == moved.x.device.type == moved.y.device.type == "cuda"
    assert moved.train_mask is None and moved.name == two_pieces.name
    matrix = graphs.to_torch(graphs.laplacian(moved), device="cuda")
    on_cpu = graphs.to_torch(graphs.laplacian(two_pieces)) @ two_pieces.x
    torch.testing.assert_close((matrix @ moved.x).cpu(), on_cpu)
