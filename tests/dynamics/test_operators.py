"""Operators are built once per graph, and forgotten with it."""

import gc
import weakref

import numpy as np
import torch
from six_nodes import SIX_NODES

from pdecourse import graphs
from pdecourse.dynamics.operators import diffusion, edges_and_loops, minus_identity, propagation

SINGLE, DOUBLE = torch.ones(6, 1), torch.ones(6, 1, dtype=torch.float64)


def test_an_operator_is_built_once_per_graph_and_number_type():
    first = propagation(SIX_NODES, DOUBLE)
    assert propagation(SIX_NODES, DOUBLE) is first
    assert edges_and_loops(SIX_NODES) is edges_and_loops(SIX_NODES)
    assert propagation(SIX_NODES, SINGLE).values.dtype == torch.float32
    assert propagation(SIX_NODES, DOUBLE, self_loops=False) is not first


def test_a_graph_takes_its_operators_with_it():
    graph = graphs.Graph(SIX_NODES.edge_index, 6)
    operator = weakref.ref(propagation(graph, SINGLE))
    del graph
    gc.collect()
    assert operator() is None


def test_diffusion_is_propagation_minus_identity():
    np.testing.assert_allclose(
        diffusion(SIX_NODES, DOUBLE).to_dense(),
        minus_identity(propagation(SIX_NODES, DOUBLE)).to_dense(),
        atol=1e-15,
    )
    without = diffusion(SIX_NODES, DOUBLE, self_loops=False).to_dense().numpy()
    np.testing.assert_allclose(without, -graphs.laplacian(SIX_NODES, "symmetric").toarray())
