"""The published graphs: facts of the real files where they are, and every reader on a tiny copy of its layout."""

import os
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
import torch

from pdecourse import graphs
from pdecourse.graphs import files

# Nodes, edges, features, classes, and train, validation and test nodes of the first split; edge and adjusted
# homophily, to two digits where Platonov et al. (2023) print them and otherwise to three as computed here.
FACTS = {
    "cora": ("Planetoid/Cora/raw", (2708, 5278, 1433, 7), (140, 500, 1000), (0.81, 0.77)),
    "citeseer": ("Planetoid/CiteSeer/raw", (3327, 4552, 3703, 6), (120, 500, 1000), (0.74, 0.67)),
    "pubmed": ("Planetoid/PubMed/raw", (19717, 44324, 500, 3), (60, 500, 1000), (0.80, 0.69)),
    "texas": ("WebKB/texas/raw", (183, 279, 1703, 5), (87, 59, 37), (0.061, -0.294)),
    "wisconsin": ("WebKB/wisconsin/raw", (251, 450, 1703, 5), (120, 80, 51), (0.178, -0.173)),
    "cornell": ("npz", (183, 277, 1703, 5), (87, 59, 37), (0.123, -0.220)),
    "chameleon_filtered": ("npz", (890, 8854, 2325, 5), (409, 287, 194), (0.24, 0.03)),
    "squirrel_filtered": ("npz", (2223, 46998, 2089, 5), (1053, 718, 452), (0.21, 0.01)),
    "actor": ("Actor/raw", (7600, 26659, 932, 5), (3648, 2432, 1520), (0.22, 0.00)),
    "minesweeper": (
        "HeterophilousGraphDataset/minesweeper/raw", (10000, 39402, 7, 2), (5000, 2500, 2500), (0.68, 0.01),
    ),
}  # fmt: skip


def data_folder(folder: str) -> Path:
    found = Path(os.environ.get("PDECOURSE_DATA", "nowhere"), folder)
    if not found.is_dir():
        pytest.skip(f"set PDECOURSE_DATA to a folder with {folder} to test on it")
    return found


@pytest.mark.parametrize("name", FACTS)
def test_facts(name):
    folder, sizes, split, (edge, adjusted) = FACTS[name]
    if folder == "npz" and not (data_folder("npz") / f"{name}.npz").is_file():
        pytest.skip(f"no {name}.npz in $PDECOURSE_DATA/npz")
    data_folder(folder)
    graph = graphs.load(name)
    assert (graph.num_nodes, graph.num_edges, graph.x.shape[1], graph.num_classes) == sizes
    assert tuple(int(mask.sum()) for mask in (graph.train_mask, graph.val_mask, graph.test_mask)) == split
    assert graphs.edge_homophily(graph) == pytest.approx(edge, abs=0.0051)
    assert graphs.adjusted_homophily(graph) == pytest.approx(adjusted, abs=0.0051)


@pytest.mark.parametrize("name", ["texas", "wisconsin", "cornell", "actor", "minesweeper"])
def test_published_splits_are_ten_different_partitions(name):
    data_folder(FACTS[name][0])
    splits = [graphs.load(name, split=split) for split in (0, 4, 9)]
    for graph in splits:
        parts = graph.train_mask.int() + graph.val_mask.int() + graph.test_mask.int()
        assert parts.max() == 1 and parts.sum() >= graph.num_nodes - 1
    assert not torch.equal(splits[0].test_mask, splits[1].test_mask)
    assert not torch.equal(splits[1].test_mask, splits[2].test_mask)


def test_geom_gcn_splits_of_cora_cover_its_largest_component():
    data_folder("Planetoid/Cora/geom-gcn/raw")
    cora = graphs.load("cora", split=0)
    largest = graphs.load("cora", split=0, largest_component=True)
    sizes = [int(mask.sum()) for mask in (cora.train_mask, cora.val_mask, cora.test_mask)]
    assert sizes == [1192, 796, 497] and sum(sizes) == largest.num_nodes
    assert (largest.train_mask | largest.val_mask | largest.test_mask).all()


@pytest.mark.parametrize("homophily", [0, 0.1, 0.3, 0.5, 0.7, 1.0])
def test_syn_cora_has_the_homophily_on_its_label(homophily):
    data_folder("syn-cora")
    graph = graphs.load("syn_cora", homophily=homophily)
    assert graphs.edge_homophily(graph) == pytest.approx(homophily, abs=0.02)
    assert graph.y.bincount().tolist() == [298] * 5 and graph.x.shape == (1490, 1433)
    assert int(graph.train_mask.sum()) == pytest.approx(1490 / 4, abs=5)


def test_cornell_does_not_have_the_features_of_texas():
    data_folder("npz"), data_folder("WebKB/texas/raw")
    cornell, texas = graphs.load("cornell"), graphs.load("texas")
    assert (cornell.x != texas.x).any()


@pytest.fixture
def publish(tmp_path, monkeypatch):
    """Write files below a data folder, and make them the published ones."""
    monkeypatch.setenv("PDECOURSE_DATA", str(tmp_path))

    def write(folder: str, addresses: dict[str, object]) -> None:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        ids = {}
        for address, content in addresses.items():
            file = tmp_path / folder / Path(address).name
            if isinstance(content, str):
                file.write_text(content)
            else:
                np.savez(file, **content)
            ids[address] = files.git_id(file)
        monkeypatch.setattr(files, "published_ids", lambda: ids)

    return write


def masks(numbers):
    return {f"{part}_mask": np.array(numbers) == i for i, part in enumerate(("train", "val", "test"))}


def ten_splits(name):
    return {f"r/c/splits/{name}_split_0.6_0.2_{i}.npz": masks([i % 3, 1, 2]) for i in range(10)}


def test_web_pages_are_read(publish):
    table = "node_id\tfeature\tlabel\n0\t1,0,0,1\t2\n1\t0,0,0,0\t0\n2\t0,1,0,0\t1\n"
    edges = "node_id\tnode_id\n0\t2\n2\t0\n1\t2\n1\t1\n"
    contents = {"r/c/new_data/texas/out1_node_feature_label.txt": table, **ten_splits("texas")}
    publish("WebKB/texas/raw", {**contents, "r/c/new_data/texas/out1_graph_edges.txt": edges})
    graph = graphs.load("texas", split=1)
    assert graph.x.tolist() == [[1, 0, 0, 1], [0, 0, 0, 0], [0, 1, 0, 0]] and graph.y.tolist() == [2, 0, 1]
    assert graph.edges.T.tolist() == [[0, 2], [1, 2]]
    assert graph.val_mask.tolist() == [True, True, False] and not graph.train_mask.any()


def test_actors_are_read(publish):
    table = "node_id\tfeature(feature_amount:4)\tlabel\n1\t0,3\t1\n0\t2\t0\n2\t3\t4\n"
    contents = {"r/c/new_data/film/out1_node_feature_label.txt": table, **ten_splits("film")}
    publish("Actor/raw", {**contents, "r/c/new_data/film/out1_graph_edges.txt": "a\tb\n0\t1\n"})
    graph = graphs.load("actor")
    assert graph.x.tolist() == [[0, 0, 1, 0], [1, 0, 0, 1], [0, 0, 0, 1]] and graph.y.tolist() == [0, 1, 4]
    assert graph.train_mask.tolist() == [True, False, False]


@pytest.mark.parametrize(
    "name, folder", [("cornell", "npz"), ("tolokers", "HeterophilousGraphDataset/tolokers/raw")]
)
def test_archives_are_read(publish, name, folder):
    raw = {
        "node_features": np.eye(3, dtype=np.float32), "node_labels": np.array([0, 1, 1]),
        "edges": np.array([[0, 1], [1, 2]]),
        **{f"{part}_masks": np.tile(np.arange(3) == i, (10, 1)) for i, part in enumerate(("train", "val", "test"))},
    }  # fmt: skip
    publish(folder, {f"r/c/data/{name}.npz": raw})
    graph = graphs.load(name, split=9, largest_component=True)
    assert graph.name == name and graph.num_edges == 2 and torch.equal(graph.x, torch.eye(3))
    assert graph.test_mask.tolist() == [False, False, True]


def test_syn_cora_is_read(publish):
    edges, words = sp.csr_array([[0, 1], [1, 0]] * np.ones((2, 2))), sp.csr_array([[0.0, 1, 0], [1, 0, 1]])
    edges, words = sp.block_diag([edges] * 4, "csr"), sp.vstack([words] * 4, "csr")
    raw = {
        f"{part}_{array}": getattr(matrix, array)
        for part, matrix in (("adj", edges), ("attr", words))
        for array in ("data", "indices", "indptr", "shape")
    }
    publish("syn-cora", {"syn-cora/h0.30-r1.npz": {**raw, "labels": np.repeat([0, 1], 4)}})
    graph = graphs.load("syn_cora", homophily=0.3)
    assert graph.num_edges == 4 and graph.x[:2].tolist() == [[0, 1, 0], [1, 0, 1]]
    assert graph.test_mask.sum() == 4


def test_a_file_that_is_not_the_published_one_is_named(publish, tmp_path):
    publish("npz", {"r/c/data/cornell.npz": {"node_labels": np.zeros(3)}})
    (tmp_path / "npz" / "cornell.npz").write_bytes(b"something else")
    with pytest.raises(
        graphs.DatasetCorrupt, match=r"cornell\.npz has 14 bytes and git id .*unset PDECOURSE_DATA"
    ):
        graphs.load("cornell", offline="csbm")


def test_a_folder_without_any_of_the_files_does_not_have_the_graph(publish, tmp_path, monkeypatch):
    publish("npz", {"r/c/data/cornell.npz": {"node_labels": np.zeros(3)}})
    monkeypatch.setattr(files, "published_ids", lambda: {"r/c/data/squirrel_filtered.npz": "0" * 40})
    monkeypatch.setattr(files, "GITHUB", "http://127.0.0.1:1/nothing-listens-here")
    monkeypatch.setattr("pooch.os_cache", lambda project: tmp_path / "cache")
    with pytest.raises(
        graphs.DatasetUnavailable, match=r"has none of its files in npz, and .*squirrel_filtered"
    ):
        graphs.load("squirrel_filtered")


def test_what_git_would_say(tmp_path):
    # printf 'hello\n' | git hash-object --stdin
    (tmp_path / "file").write_text("hello\n")
    assert files.git_id(tmp_path / "file") == "ce013625030ba8dba906f756967f9e9ca394464a"


def test_every_published_graph_knows_its_files(monkeypatch):
    asked = []
    monkeypatch.setattr(files.PublishedFiles, "locate", lambda self: asked.append(self) or 1 / 0)
    for name, make in graphs.DATASETS.items():
        try:
            make()
        except ZeroDivisionError:
            assert asked[-1].name == name and asked[-1].stand_in in graphs.DATASETS
            assert list(asked[-1]._addresses()), name
    expected = {"cora": 8, "texas": 12, "actor": 12, "cornell": 1, "questions": 1, "syn_cora": 1}
    found = {files.name: len(list(files._addresses())) for files in asked}
    assert {name: found[name] for name in expected} == expected
    assert len(asked) == 15


def test_parameters_that_are_not_there_are_refused():
    with pytest.raises(ValueError, match="split 10 is none of the published ones; give a number from 0 to 9"):
        graphs.load("cornell", split=10)
    with pytest.raises(ValueError, match=r"no graph of homophily 0\.25; give 0, 0\.1"):
        graphs.load("syn_cora", homophily=0.25)
    with pytest.raises(TypeError, match=r"graph 'texas' has no parameter splt; its own are \['split'\]"):
        graphs.load("texas", splt=1)


def test_an_archive_that_must_be_unpacked_by_hand_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("PDECOURSE_DATA", raising=False)
    monkeypatch.setattr("pooch.os_cache", lambda project: tmp_path)
    with pytest.raises(
        graphs.DatasetUnavailable, match=r"unpack https://.*tar\.gz there, or .*offline=\"csbm\""
    ):
        graphs.load("syn_cora")


@pytest.mark.network
def test_a_graph_is_downloaded_once(tmp_path, monkeypatch):
    monkeypatch.delenv("PDECOURSE_DATA", raising=False)
    monkeypatch.setattr("pooch.os_cache", lambda project: tmp_path)
    try:
        graph = graphs.load("cornell")
    except graphs.DatasetUnavailable as error:
        pytest.skip(f"no network: {error}")
    assert (graph.num_nodes, graph.num_edges) == (183, 277)
    monkeypatch.setattr(files, "GITHUB", "http://127.0.0.1:1/nothing-listens-here")
    assert torch.equal(graphs.load("cornell").edge_index, graph.edge_index)
