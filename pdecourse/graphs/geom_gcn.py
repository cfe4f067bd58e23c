"""Heterophilous graphs as Pei et al. (2020) published them: web pages and film actors."""

from pathlib import Path

import numpy as np
import torch

from pdecourse.graphs.files import PublishedFiles
from pdecourse.graphs.graph import Graph
from pdecourse.graphs.published_splits import published_split


def webkb(name: str, *, split: int = 0) -> Graph:
    """Return the web pages of a computer science department in 1997, "texas" or "wisconsin". Chapter 7.

    Edges are links (made undirected), features the words present, labels the kind of page: student, project,
    course, staff or faculty. ``split`` is one of ten, 0 to 9. Texas has 37 test nodes: 2.7 points each.
    (Cornell is read from another publisher's file: the features in this one are Texas's.)
    """
    files = PublishedFiles(name, f"WebKB/{name}/raw", (f"*/new_data/{name}/*", f"*/splits/{name}_*"), "csbm")
    folder = files.locate()
    _, words, labels = _table(folder / "out1_node_feature_label.txt")
    return _graph(name, folder, name, split, np.array(words, dtype=np.float32), labels)


def actor(*, split: int = 0) -> Graph:
    """Return actors joined if they share a Wikipedia page, the film graph of Pei et al. (2020). Chapter 7.

    Features are keywords of an actor's page, labels five kinds of actor by words on the page. ``split`` is one
    of ten, 0 to 9.
    """
    files = PublishedFiles("actor", "Actor/raw", ("*/new_data/film/*", "*/splits/film_*"), "csbm")
    folder = files.locate()
    nodes, keywords, labels = _table(folder / "out1_node_feature_label.txt")
    x, y = np.zeros((len(nodes), 1 + max(map(max, keywords))), np.float32), np.empty(len(nodes), np.int64)
    for node, present, label in zip(nodes, keywords, labels):
        x[node, present] = 1
        y[node] = label
    return _graph("actor", folder, "film", split, x, y)


def _graph(name: str, folder: Path, split_name: str, split: int, x, y) -> Graph:
    edges = np.loadtxt(folder / "out1_graph_edges.txt", dtype=np.int64, skiprows=1)
    return Graph.from_edges(
        edges.T, len(y), x=torch.from_numpy(x), y=torch.as_tensor(y), name=name,
        **published_split(folder, split_name, split),
    )  # fmt: skip


def _table(file: Path) -> tuple[list[int], list[list[int]], list[int]]:
    """Return node numbers, the list of numbers in the middle column, and labels."""
    rows = [line.split("\t") for line in file.read_text(encoding="ascii").splitlines()[1:]]
    return (
        [int(node) for node, _, _ in rows],
        [[int(word) for word in words.split(",")] for _, words, _ in rows],
        [int(label) for _, _, label in rows],
    )
