"""Graphs, their Laplacians and their energy: ``graphs.load("digits")``. Chapter 4."""

from pdecourse.graphs.components import largest_component, num_components
from pdecourse.graphs.datasets import DATASETS, load
from pdecourse.graphs.energy import dirichlet_energy
from pdecourse.graphs.graph import Graph
from pdecourse.graphs.homophily import edge_homophily
from pdecourse.graphs.laplacian import adjacency, laplacian, normalized_adjacency, to_torch
from pdecourse.graphs.planetoid import DatasetCorrupt, DatasetUnavailable
from pdecourse.graphs.split import planetoid_split

__all__ = [
    "DATASETS",
    "DatasetCorrupt",
    "DatasetUnavailable",
    "Graph",
    "adjacency",
    "dirichlet_energy",
    "edge_homophily",
    "laplacian",
    "largest_component",
    "load",
    "normalized_adjacency",
    "num_components",
    "planetoid_split",
    "to_torch",
]
