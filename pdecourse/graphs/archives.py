"""Graphs published as one archive of arrays each."""

import numpy as np
import scipy.sparse as sp
import torch

from pdecourse.graphs.files import PublishedFiles
from pdecourse.graphs.graph import Graph
from pdecourse.graphs.published_splits import check_split
from pdecourse.graphs.split import random_split


def heterophilous(name: str, *, split: int = 0) -> Graph:
    """Return a graph of Platonov et al. (2023), chosen because neighbours do not simply agree. Chapter 7.

    "roman_empire" (words of an article, labelled by their part in the sentence), "amazon_ratings" (products
    bought together, by rating), "minesweeper" (cells of the game, mine or not), "tolokers" (workers, banned or
    not) and "questions" (users of a forum, active or not). ``split`` is one of ten of 50, 25 and 25 %, 0 to 9.
    """
    stand_in = "minesweeper_like" if name == "minesweeper" else "csbm"
    return _read(name, f"HeterophilousGraphDataset/{name}/raw", stand_in, split)


def cleaned(name: str, *, split: int = 0) -> Graph:
    """Return a graph that Platonov et al. (2023) put right: "cornell" or "chameleon_filtered", for example.

    "cornell" is the department's web pages, like ``webkb``, with their own features. "chameleon_filtered" and
    "squirrel_filtered" are Wikipedia pages without the copies that leak test labels into the training set.
    ``split`` is one of ten, 0 to 9. The files belong in ``$PDECOURSE_DATA/npz``. Chapter 7.
    """
    return _read(name, "npz", "csbm", split)


def syn_cora(*, homophily: float = 0.5, split: int = 0) -> Graph:
    """Return a graph of Zhu et al. (2020) with Cora's features and edges drawn for a given ``homophily``.

    ``homophily`` is one of 0, 0.1, …, 1: about that share of edges joins equal classes. 1490 nodes in five
    classes of 298. As in the paper a quarter of them trains and a quarter validates; ``split`` seeds the draw.
    The files belong in ``$PDECOURSE_DATA/syn-cora``. Chapter 7.
    """
    tenths = round(10 * homophily)
    if not (0 <= tenths <= 10 and np.isclose(homophily, tenths / 10)):
        raise ValueError(f"syn-cora has no graph of homophily {homophily:g}; give 0, 0.1, 0.2, … or 1")
    file = f"h{tenths / 10:.2f}-r1.npz"
    folder = PublishedFiles(
        "syn_cora", "syn-cora", (f"syn-cora/{file}",), "csbm",
        archive="https://public-files.jiongzhu.net/syn-cora-npz.tar.gz",
    ).locate()  # fmt: skip
    with np.load(folder / file, allow_pickle=False) as raw:
        adjacency, words = (
            sp.csr_array(
                tuple(raw[f"{part}_{array}"] for array in ("data", "indices", "indptr")), raw[f"{part}_shape"]
            )
            for part in ("adj", "attr")
        )
        y = torch.from_numpy(raw["labels"]).long()
    edges = np.stack(adjacency.nonzero())
    masks = random_split(y, train=0.25, val=0.25, seed=split)
    return Graph.from_edges(
        edges, len(y), x=torch.from_numpy(words.toarray()), y=y, name=f"syn_cora {homophily:g}", **masks
    )


def _read(name: str, folder: str, stand_in: str, split: int) -> Graph:
    check_split(split)
    raw = np.load(PublishedFiles(name, folder, (f"*/data/{name}.npz",), stand_in).locate() / f"{name}.npz")
    with raw:
        masks = {
            f"{part}_mask": torch.from_numpy(raw[f"{part}_masks"][split]) for part in ("train", "val", "test")
        }
        x, y = torch.from_numpy(raw["node_features"]).float(), torch.from_numpy(raw["node_labels"]).long()
        return Graph.from_edges(raw["edges"].T, len(y), x=x, y=y, name=name, **masks)
