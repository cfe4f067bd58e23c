"""Linear equations of implicit steps, solved with gradients."""

import torch
from torch import Tensor

from pdecourse.graphs.sparse import SparseMatrix
from pdecourse.solvers.errors import NotConverged


def solve_shifted(field, rhs: Tensor, shift: float) -> Tensor:
    r"""Return y with :math:`y - s\,A y K =` ``rhs`` for a ``LinearField`` of tensors, chapters 6 and 8.

    Without ``rates`` one sparse factorisation serves all steps and all channels. With ``rates`` each channel
    has a matrix of its own, and conjugate gradients solve them together without forming any.

    The gradient is that of the solution, not of the iterations: with :math:`\lambda - s\,A^\top \lambda K =`
    (gradient of y), the gradient of ``rhs`` is :math:`\lambda`, of :math:`A` it is
    :math:`s\,\lambda K y^\top` on its pattern, of :math:`K` it is :math:`s \operatorname{diag}(\lambda^\top A y)`.

    Raises ``ValueError`` if ``rates`` meet a matrix that is not symmetric, ``NotConverged`` if the iteration
    gives up.
    """
    if field.rates is None:
        factors = field.factorisation.of(field.matrix.to_scipy(), shift)
        solve = lambda b, transposed: _substitute(factors, b, transposed)  # noqa: E731
        rates = rhs.new_ones(1)
    else:
        if not field.matrix.is_symmetric:
            raise ValueError("a different rate per channel needs a symmetric matrix; use kind='symmetric'")
        operator = lambda y: y - shift * field.apply(y)  # noqa: E731
        solve = lambda b, transposed: conjugate_gradients(operator, b, field.work)  # noqa: E731
        rates = field.rates
    columns = rhs.reshape(len(rhs), -1)
    solution = _Solve.apply(columns, field.matrix.values, rates, field.matrix.pattern, shift, solve)
    return solution.reshape(rhs.shape)


def conjugate_gradients(operator, rhs: Tensor, work=None, max_iterations: int = 10_000) -> Tensor:
    """Return y with ``operator(y) = rhs`` for a symmetric positive operator that acts on each column alone.

    All columns iterate together until every residual is below 50 · round-off · ‖rhs‖. Source: Hestenes &
    Stiefel (1952). Raises ``NotConverged`` after ``max_iterations``.
    """
    y, residual = torch.zeros_like(rhs), rhs.clone()
    direction, squared = residual, (residual**2).sum(dim=0)
    wanted = (50 * torch.finfo(rhs.dtype).eps) ** 2 * squared
    for iteration in range(max_iterations):
        if (squared <= wanted).all():
            if work is not None:
                work.iterations += iteration
            return y
        image = operator(direction)
        # A column that has converged has direction 0; clamping keeps 0/0 out of it.
        length = squared / (direction * image).sum(dim=0).clamp(min=torch.finfo(rhs.dtype).tiny)
        y = y + length * direction
        residual = residual - length * image
        last, squared = squared, (residual**2).sum(dim=0)
        direction = residual + squared / last.clamp(min=torch.finfo(rhs.dtype).tiny) * direction
    left = (squared / (rhs**2).sum(dim=0)).nan_to_num().max().sqrt().item()
    raise NotConverged(
        f"conjugate gradients left a relative residual of {left:.2g} after {max_iterations} iterations; "
        "take a smaller dt, float64 states, or a normalised Laplacian"
    )


def _substitute(factors, rhs: Tensor, transposed: bool) -> Tensor:
    """Return the solution by forward and backward substitution."""
    solution = factors.solve(rhs.detach().cpu().double().numpy(), trans="T" if transposed else "N")
    return torch.from_numpy(solution).to(rhs)


class _Solve(torch.autograd.Function):
    """The solution y and its gradients by implicit differentiation."""

    @staticmethod
    def forward(ctx, rhs, values, rates, pattern, shift, solve):
        y = solve(rhs, False)
        ctx.save_for_backward(y, values, rates)
        ctx.pattern, ctx.shift, ctx.solve = pattern, shift, solve
        return y

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, gradient):
        (y, values, rates), pattern = ctx.saved_tensors, ctx.pattern
        adjoint = ctx.solve(gradient, True)
        of_values = of_rates = None
        if ctx.needs_input_grad[1]:
            of_values = ctx.shift * ((adjoint * rates)[pattern.row] * y[pattern.col]).sum(dim=1)
        if ctx.needs_input_grad[2]:
            of_rates = ctx.shift * (adjoint * (SparseMatrix(pattern, values) @ y)).sum(dim=0)
        return adjoint, of_values, of_rates, None, None, None
