"""Solvers that choose their own steps: torchdiffeq's embedded Runge–Kutta pairs."""

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from pdecourse.solvers.counting import Work
from pdecourse.solvers.errors import BlowUp


@dataclass(frozen=True)
class Adaptive:
    r"""An embedded pair of Runge–Kutta methods from ``torchdiffeq`` (Chen 2018), chapter 6.

    ``order`` is that of the solution it returns. The step is as long as the estimated error per step stays
    below ``absolute_tolerance`` + ``relative_tolerance`` :math:`\cdot\,|x|`; requested times are interpolated.

    ``adjoint_params`` switches from backpropagation through the steps to the adjoint equation of Chen et al.
    (2018): memory does not grow with the number of steps, and the backward pass integrates again. It must
    list every tensor that the field depends on, ``x0`` among them if the field remembers it; gradients of a
    tensor left out are silently zero. The state is recovered by integrating backwards, which undoes diffusion and
    amplifies every error by up to :math:`e^{\lambda_{\max} T}`: for long diffusion the gradient is noise, chapter 6.
    ``dataclasses.replace(SOLVERS["dopri5"], adjoint_params=…)`` makes one.

    Raises ``BlowUp`` when no step is short enough.
    """

    name: str
    order: int
    relative_tolerance: float = 1e-7
    absolute_tolerance: float = 1e-9
    adjoint_params: tuple[Any, ...] | None = None
    stability_limit: ClassVar[float] = math.inf
    ignores_dt: ClassVar[bool] = True

    def march(self, field, x, steps):
        """Yield the state after each of the ``steps`` (t, dt), starting from ``x``."""
        import torch

        steps = list(steps)
        times = torch.tensor([steps[0][0], *(t + dt for t, dt in steps)], dtype=torch.float64)
        is_array = not isinstance(x, torch.Tensor)
        states = self._odeint(_on_tensors(field) if is_array else field, torch.as_tensor(x), times)
        yield from (state.numpy() if is_array else state for state in states[1:])

    def step(self, field, t, x, dt):
        """Return the state at ``t + dt`` after ``x`` at ``t``, in as many steps as it takes."""
        return next(self.march(field, x, [(t, dt)]))

    def _odeint(self, field, x0, times):
        import torchdiffeq

        options = {"method": self.name, "rtol": self.relative_tolerance, "atol": self.absolute_tolerance}
        field = _WithCallback(field, getattr(field, "work", None) or Work())
        try:
            if self.adjoint_params is None:
                return torchdiffeq.odeint(field, x0, times, **options)
            return torchdiffeq.odeint_adjoint(field, x0, times, adjoint_params=self.adjoint_params, **options)
        except AssertionError as error:
            raise BlowUp(
                f"{self.name} found no step short enough after t = {times[0]:.6g} ({error}); the field grows "
                "without bound or is not smooth there: check it, or raise relative_tolerance"
            ) from error


class _WithCallback:
    """A field as torchdiffeq wants it: time is a number for the field, and accepted steps are noted."""

    def __init__(self, field, work: Work):
        self.field, self.work = field, work

    def __call__(self, t, x):
        return self.field(t.item(), x)

    def callback_accept_step(self, t, x, dt):
        self.work.step_sizes.append(dt.item())


def _on_tensors(field):
    """Return the field of arrays as a field of tensors."""
    import torch

    def on_tensors(t, x):
        return torch.from_numpy(np.ascontiguousarray(field(t, x.numpy())))

    on_tensors.work = getattr(field, "work", None)
    return on_tensors


DOPRI5 = Adaptive("dopri5", order=5)
r"""Dormand & Prince (1980), order 5 with an error estimate of order 4; GRAND's default."""

BOSH3 = Adaptive("bosh3", order=3)
r"""Bogacki & Shampine (1989), order 3 with an error estimate of order 2: cheap at loose tolerances."""

DOPRI8 = Adaptive("dopri8", order=8)
r"""Prince & Dormand (1981), order 8: for tight tolerances."""
