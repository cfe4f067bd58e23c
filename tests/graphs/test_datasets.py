import numpy as np
import pytest
from sklearn.neighbors import kneighbors_graph

from pdecourse import graphs
from pdecourse.graphs.bundled import nearest_neighbors


def test_karate_is_zacharys_club():
    karate = graphs.load("karate")
    assert (karate.num_nodes, karate.num_edges, graphs.num_components(karate)) == (34, 78, 1)
    assert karate.degree[[0, 33]].tolist() == [16, 17]
    assert karate.y[[0, 33]].tolist() == [0, 1] and karate.y.sum() == 17
    assert karate.train_mask.sum() == 2 and karate.val_mask is None


def test_digits_facts(digits):
    assert (digits.num_nodes, digits.num_classes, tuple(digits.x.shape)) == (1797, 10, (1797, 64))
    assert graphs.num_components(digits) == 1
    assert digits.degree.min() >= 8
    assert digits.x.min() == 0 and digits.x.max() == 1
    assert graphs.edge_homophily(digits) > 0.95


def test_five_neighbours_would_not_connect_the_digits(digits):
    edges = nearest_neighbors(digits.x.double().numpy() * 16, 5)
    assert graphs.num_components(graphs.Graph.from_edges(edges, 1797)) > 1


def test_nearest_neighbours_agree_with_scikit_learn():
    points = np.random.default_rng(0).normal(size=(200, 5))
    theirs = kneighbors_graph(points, 8).toarray()
    ours = np.zeros_like(theirs)
    ours[tuple(nearest_neighbors(points, 8))] = 1
    np.testing.assert_array_equal(ours, theirs)


def test_the_split_is_planetoid_like_and_reproducible(digits):
    train, val, test = digits.train_mask, digits.val_mask, digits.test_mask
    assert digits.y[train].bincount().tolist() == [20] * 10
    assert (val.sum(), test.sum()) == (500, 1000)
    assert not ((train & val) | (train & test) | (val & test)).any()
    again, other = graphs.planetoid_split(digits.y), graphs.planetoid_split(digits.y, seed=1)
    assert (again["train_mask"] == train).all() and (other["train_mask"] != train).any()


def test_a_split_that_leaves_nothing_to_test_is_refused(digits):
    with pytest.raises(ValueError, match="leave nothing to test: there are 1797 nodes"):
        graphs.planetoid_split(digits.y, num_val=1597)


@pytest.mark.parametrize("name", ["karate", "digits"])
def test_bundled_graphs_need_no_data_folder(name, monkeypatch):
    monkeypatch.delenv("PDECOURSE_DATA", raising=False)
    assert graphs.load(name).name == name


def test_unknown_graph_lists_the_choices():
    with pytest.raises(ValueError, match=r"unknown graph 'corra'; choose one of .*'digits', .*'karate'"):
        graphs.load("corra")
    with pytest.raises(ValueError, match=r"unknown stand-in graph 'digit'; choose one of"):
        graphs.load("cora", offline="digit")


def test_cora_facts(cora):
    assert (cora.num_nodes, cora.num_edges, cora.num_classes) == (2708, 5278, 7)
    assert graphs.num_components(cora) == 78
    assert graphs.edge_homophily(cora) == pytest.approx(0.810, abs=5e-4)
    assert [int(mask.sum()) for mask in (cora.train_mask, cora.val_mask, cora.test_mask)] == [140, 500, 1000]
    assert graphs.second_modulus(cora) == pytest.approx(1, abs=1e-12)


def test_facts_of_the_largest_component_of_cora(cora_folder):
    largest = graphs.load("cora", largest_component=True)
    assert (largest.num_nodes, largest.num_edges, graphs.num_components(largest)) == (2485, 5069, 1)
    assert graphs.edge_homophily(largest) == pytest.approx(0.804, abs=5e-4)
    assert graphs.second_modulus(largest) == pytest.approx(0.996379, abs=5e-7)
    for self_loops, top in [(False, 1.971), (True, 1.483)]:
        basis = graphs.spectrum(largest, "symmetric", k=1, which="largest", self_loops=self_loops)
        assert basis.eigenvalues[0] == pytest.approx(top, abs=5e-4)
