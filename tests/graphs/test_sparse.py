import numpy as np
import pytest
import scipy.sparse as sp
import torch

from pdecourse import graphs
from pdecourse.graphs import sparse_kernels


def random_matrix(dtype=torch.float64, num_rows=9, seed=0):
    """A matrix that is not symmetric, not even in where its entries are, with an empty row."""
    rng = np.random.default_rng(seed)
    dense = rng.normal(size=(num_rows, num_rows)) * (rng.random((num_rows, num_rows)) < 0.3)
    dense[2] = 0
    return graphs.SparseMatrix.from_scipy(sp.csr_array(dense), dtype), dense


def normal(*shape, dtype=torch.float64, **options):
    return torch.randn(*shape, dtype=dtype, generator=torch.Generator().manual_seed(0)).requires_grad_(
        **options
    )


@pytest.mark.parametrize("dtype, tolerance", [(torch.float32, 1e-6), (torch.float64, 1e-14)])
@pytest.mark.parametrize("channels", [(), (1,), (3,), (17,), (2, 5)])
def test_the_product_is_the_dense_product(channels, dtype, tolerance):
    matrix, dense = random_matrix(dtype)
    x = normal(9, *channels, dtype=dtype, requires_grad=False)
    expected = np.tensordot(dense, x.numpy(), axes=1)
    np.testing.assert_allclose((matrix @ x).numpy(), expected, atol=tolerance)
    expected = np.tensordot(dense.T, x.numpy(), axes=1)
    np.testing.assert_allclose((matrix.transpose @ x).numpy(), expected, atol=tolerance)


def test_a_rectangular_matrix_multiplies_and_differentiates():
    rng = np.random.default_rng(0)
    dense = rng.normal(size=(4, 7)) * (rng.random((4, 7)) < 0.5)
    x = normal(7, 3, requires_grad=True)
    for matrix in (
        graphs.SparseMatrix.from_scipy(sp.csr_array(dense), torch.float64),
        graphs.SparseMatrix.from_tensor(torch.from_numpy(dense)),
        graphs.SparseMatrix.from_tensor(torch.from_numpy(dense).to_sparse()),
    ):
        assert matrix.shape == (4, 7) and matrix.transpose.shape == (7, 4) and not matrix.is_symmetric
        np.testing.assert_allclose((matrix @ x).detach().numpy(), dense @ x.detach().numpy(), atol=1e-14)
        np.testing.assert_array_equal(matrix.to_dense().numpy(), dense)
        np.testing.assert_array_equal(matrix.transpose.to_scipy().toarray(), dense.T)
    values, pattern = matrix.values.clone().requires_grad_(), matrix.pattern

    def product(values, x):
        return graphs.SparseMatrix(pattern, values) @ x

    assert torch.autograd.gradcheck(product, (values, x))
    assert torch.autograd.gradgradcheck(product, (values, x))
    with pytest.raises(ValueError, match=r"cannot multiply SparseMatrix\(4 × 7"):
        matrix @ x[:4]


def test_columns_that_are_not_next_to_each_other_in_memory():
    matrix, dense = random_matrix()
    x = normal(4, 9, requires_grad=False).T
    np.testing.assert_allclose((matrix @ x).numpy(), dense @ x.numpy(), atol=1e-14)


def test_first_and_second_derivatives_equal_finite_differences():
    matrix, _ = random_matrix()
    values, x = matrix.values.clone().requires_grad_(), normal(9, 3, requires_grad=True)

    def product(values, x):
        return graphs.SparseMatrix(matrix.pattern, values) @ x

    assert torch.autograd.gradcheck(product, (values, x))
    assert torch.autograd.gradgradcheck(product, (values, x))


def test_all_threads_compute_what_one_computes(digits, monkeypatch):
    matrix = graphs.to_torch(graphs.normalized_adjacency(digits, "random_walk"), torch.float64)
    x, g = digits.x.double().numpy(), np.cos(digits.x.double().numpy())
    arrays, values = matrix.pattern.arrays, matrix.values.numpy()
    serial = sparse_kernels.multiply(*arrays, values, x), sparse_kernels.entry_products(*arrays, g, x)
    monkeypatch.setattr(sparse_kernels, "SERIAL_WORK", 0)
    parallel = sparse_kernels.multiply(*arrays, values, x), sparse_kernels.entry_products(*arrays, g, x)
    for one, other in zip(serial, parallel):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("kind", ["symmetric", "random_walk"])
def test_the_propagation_matrix_is_scipys(digits, kind):
    scipy_matrix = graphs.normalized_adjacency(digits, kind, self_loops=True)
    matrix = graphs.to_torch(scipy_matrix, torch.float64)
    x = digits.x.double()
    np.testing.assert_allclose((matrix @ x).numpy(), scipy_matrix @ x.numpy(), rtol=1e-13)
    assert matrix.is_symmetric == (kind == "symmetric")
    assert abs(matrix.to_scipy() - scipy_matrix).max() == 0
    assert torch.equal(matrix.to_dense(), torch.from_numpy(scipy_matrix.toarray()))


def test_a_fixed_matrix_does_not_keep_the_features_for_the_backward_pass():
    matrix, _ = random_matrix()
    kept = []
    with torch.autograd.graph.saved_tensors_hooks(lambda t: kept.append(tuple(t.shape)) or t, lambda t: t):
        matrix @ normal(9, 3, requires_grad=True)
    assert (9, 3) not in kept


def test_blow_up_stays_visible():
    matrix, dense = random_matrix()
    x = normal(9, 2, requires_grad=False)
    x[0, 0], x[1, 1] = torch.inf, torch.nan
    product = (matrix @ x).numpy()
    assert (np.isnan(product[:, 1]) == (dense[:, 1] != 0)).all()
    assert (~np.isfinite(product[:, 0]) == (dense[:, 0] != 0)).all()


def test_the_pattern_of_a_graph_lists_both_directions(two_pieces):
    pattern = graphs.Pattern.of(two_pieces)
    assert torch.equal(torch.stack([pattern.row, pattern.col]), two_pieces.edge_index)
    assert len(graphs.Pattern.of(two_pieces, self_loops=True).row) == 2 * 5 + 7
    # The pattern is symmetric: in the order of the transpose, every entry finds its mirror image.
    reverse = pattern.order_of_transpose
    assert torch.equal(pattern.row[reverse], pattern.col) and torch.equal(pattern.col[reverse], pattern.row)


def test_numbers_and_tensors_become_matrices():
    matrix, dense = random_matrix()
    np.testing.assert_allclose((2 * matrix).to_dense().numpy(), 2 * dense)
    learned = torch.from_numpy(dense).requires_grad_()
    graphs.SparseMatrix.from_tensor(learned).__matmul__(torch.ones(9, dtype=torch.float64)).sum().backward()
    np.testing.assert_array_equal(learned.grad.numpy(), dense != 0)
    again = graphs.SparseMatrix.from_tensor(torch.from_numpy(dense).to_sparse())
    np.testing.assert_array_equal(again.to_dense().numpy(), dense)


def test_all_eigenvalues_are_within_the_spectral_interval(digits):
    for kind in ("combinatorial", "random_walk"):
        low, high = graphs.to_torch(graphs.laplacian(digits, kind), torch.float64).spectral_interval()
        every = graphs.spectrum(digits, kind, k=1, which="largest").eigenvalues[0]
        assert low == pytest.approx(0, abs=1e-12) and every <= high
        assert high == pytest.approx(2 * digits.degree.max() if kind == "combinatorial" else 2)


def test_what_cannot_be_multiplied_is_refused():
    matrix, _ = random_matrix()
    for x in (torch.zeros(8, 2, dtype=torch.float64), torch.zeros(9, 2)):
        with pytest.raises(ValueError, match=r"cannot multiply SparseMatrix\(9 × 9, .*give one row per node"):
            matrix @ x
