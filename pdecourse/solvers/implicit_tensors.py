"""Nonlinear equations of implicit steps on tensors, with gradients by implicit differentiation."""

import numpy as np
import torch
from scipy.sparse.linalg import LinearOperator, gmres
from torch import Tensor

from pdecourse.solvers.errors import NotConverged


def attach_gradient(root: Tensor, known: Tensor, field, t: float, shift: float) -> Tensor:
    r"""Return ``root``, a solution y of :math:`y = k + s f(t, y)`, as a differentiable function of k and of f.

    .. math:: (I - s J^\top)\, \lambda = \bar y, \qquad \bar k = \lambda, \qquad
              \bar\theta = s \Big(\frac{\partial f}{\partial\theta}\Big)^{\!\top} \lambda

    :math:`\bar y` is the gradient that arrives, J the Jacobian of f at the root, never formed: GMRES needs only
    its products, which are vector–Jacobian products of autograd. How the root was found does not matter and is
    not stored. Source: Bai, Kolter & Koltun, *Deep Equilibrium Models* (2019); chapter 6. The backward pass raises
    ``NotConverged`` if GMRES gives up.
    """
    if not torch.is_grad_enabled():
        return root
    leaf = root.detach().requires_grad_()
    slope = field(t, leaf)
    if not slope.requires_grad:
        return known + shift * slope

    def adjoint(gradient: Tensor) -> Tensor:
        def transposed(v: np.ndarray) -> np.ndarray:
            v = torch.from_numpy(v).to(gradient).reshape(gradient.shape)
            (pulled_back,) = torch.autograd.grad(slope, leaf, v, retain_graph=True, allow_unused=True)
            return (v if pulled_back is None else v - shift * pulled_back).double().cpu().numpy().ravel()

        return _gmres(transposed, gradient)

    return _SolveAdjoint.apply(known + shift * slope, adjoint)


def _gmres(operator, rhs: Tensor) -> Tensor:
    """Return the solution of a linear equation known by its products."""
    b = rhs.double().cpu().numpy().ravel()
    tolerance = 20 * torch.finfo(rhs.dtype).eps
    matrix = LinearOperator((b.size, b.size), matvec=operator, dtype=float)
    solution, failed = gmres(matrix, b, rtol=tolerance, atol=0.0, restart=50, maxiter=40)
    if failed:
        raise NotConverged(
            f"GMRES did not solve the adjoint equation to {tolerance:.1g} in {failed} iterations; "
            "take a smaller dt or float64 states"
        )
    return torch.from_numpy(solution).to(rhs).reshape(rhs.shape)


class _SolveAdjoint(torch.autograd.Function):
    """The identity, whose gradient passes through the adjoint equation."""

    @staticmethod
    def forward(ctx, y, adjoint):
        ctx.adjoint = adjoint
        return y.clone()

    @staticmethod
    def backward(ctx, gradient):
        return ctx.adjoint(gradient), None
