"""Graphs, their Laplacians and their energy: ``graphs.load("digits")``. Chapter 4."""

from pdecourse.graphs.calculus import divergence, gradient
from pdecourse.graphs.components import components, largest_component, num_components
from pdecourse.graphs.datasets import DATASETS, load
from pdecourse.graphs.energy import dirichlet_energy
from pdecourse.graphs.files import DatasetCorrupt, DatasetUnavailable
from pdecourse.graphs.fourier import fourier, high_pass, inverse_fourier, low_pass, spectral_filter
from pdecourse.graphs.graph import Graph
from pdecourse.graphs.homophily import adjusted_homophily, edge_homophily, node_homophily
from pdecourse.graphs.laplacian import adjacency, laplacian, normalized_adjacency
from pdecourse.graphs.layout import layout
from pdecourse.graphs.sparse import Pattern, SparseMatrix, to_torch
from pdecourse.graphs.sparse_features import SparseFeatures, compressed
from pdecourse.graphs.spectrum import (
    Spectrum,
    algebraic_connectivity,
    fiedler_vector,
    second_modulus,
    spectrum,
)
from pdecourse.graphs.split import planetoid_split, random_split
from pdecourse.graphs.superpixels import Superpixels, superpixels

__all__ = [
    "DATASETS",
    "DatasetCorrupt",
    "DatasetUnavailable",
    "Graph",
    "Pattern",
    "SparseFeatures",
    "SparseMatrix",
    "Spectrum",
    "Superpixels",
    "adjacency",
    "adjusted_homophily",
    "algebraic_connectivity",
    "components",
    "compressed",
    "dirichlet_energy",
    "divergence",
    "edge_homophily",
    "fiedler_vector",
    "fourier",
    "gradient",
    "high_pass",
    "inverse_fourier",
    "laplacian",
    "largest_component",
    "layout",
    "load",
    "low_pass",
    "node_homophily",
    "normalized_adjacency",
    "num_components",
    "planetoid_split",
    "random_split",
    "second_modulus",
    "spectral_filter",
    "spectrum",
    "superpixels",
    "to_torch",
]
