"""Operators are built once per graph, and forgotten with it."""

import gc
import weakref

import numpy as np
import torch
from six_nodes import SIX_NODES

from pdecourse import graphs
from pdecourse.dynamics.attention import row_softmax
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


def test_row_softmax_is_the_softmax_of_each_row_and_survives_large_scores_and_empty_rows():
    pattern = graphs.Pattern(torch.tensor([0, 0, 0, 2, 2]), torch.tensor([0, 1, 3, 0, 2]), 4)
    scores = torch.randn(5, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    expected = torch.cat([scores[:3].softmax(dim=0), scores[3:].softmax(dim=0)])
    torch.testing.assert_close(row_softmax(scores, pattern), expected)
    torch.testing.assert_close(row_softmax(scores + 1000, pattern), expected)
    assert torch.autograd.gradcheck(lambda s: row_softmax(s, pattern), scores.requires_grad_())
    assert torch.autograd.gradgradcheck(lambda s: row_softmax(s, pattern), scores)


def test_inner_products_are_those_of_the_rows_that_an_entry_joins():
    pattern = edges_and_loops(SIX_NODES)
    g, x = torch.randn(2, 6, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(pattern.inner_products(g, x), (g @ x.T)[pattern.row, pattern.col])
