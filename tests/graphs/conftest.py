"""Graphs small enough to check by hand, and the real ones."""

import os
from pathlib import Path

import pytest
import torch

from pdecourse import graphs


@pytest.fixture
def two_pieces() -> graphs.Graph:
    """A triangle with a tail (0-1-2, 2-3), an edge (4-5) and a lone node (6)."""
    x = torch.arange(14.0).reshape(7, 2) ** 2
    edges = [[0, 1, 2, 2, 4], [1, 2, 0, 3, 5]]
    return graphs.Graph.from_edges(edges, 7, x=x, y=torch.tensor([0, 0, 1, 1, 0, 0, 1]), name="two pieces")


@pytest.fixture(scope="session")
def cora_folder() -> Path:
    folder = Path(os.environ.get("PDECOURSE_DATA", "nowhere"), "Planetoid", "Cora", "raw")
    if not folder.is_dir():
        pytest.skip("set PDECOURSE_DATA to a folder with Planetoid/Cora/raw to test on Cora")
    return folder


@pytest.fixture(scope="session")
def cora(cora_folder) -> graphs.Graph:
    return graphs.load("cora")
