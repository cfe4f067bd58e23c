"""A step for waves and oscillators, which Euler's methods blow up or damp."""

from dataclasses import dataclass
from typing import ClassVar

from pdecourse.solvers.one_step import OneStep


@dataclass(frozen=True)
class SymplecticEuler(OneStep):
    r"""Symplectic Euler for :math:`\ddot x = a(t, x, \dot x)`: the new velocity moves the position, chapter 8.

    .. math:: v_{n+1} = v_n + \Delta t\, a(t_n, x_n, v_n), \qquad x_{n+1} = x_n + \Delta t\, v_{n+1}

    The state is :math:`[x, v]`, side by side along the last axis, and the field its derivative :math:`[v, a]`.
    Without friction it is :math:`x_{n+1} - 2x_n + x_{n-1} = \Delta t^2 a(x_n)`, the leapfrog method. The
    oscillator :math:`\ddot x = -\omega^2 x` keeps its size for :math:`\Delta t\,\omega < 2`; explicit Euler
    multiplies it by :math:`\sqrt{1 + \Delta t^2 \omega^2} > 1` in every step. Source: Hairer, Lubich & Wanner,
    *Geometric Numerical Integration* (2006), chapter VI.

    It is not in ``SOLVERS``, since it fits fields of second order only; ``stability_limit`` bounds
    :math:`\Delta t\,\omega`. Raises ``TypeError`` if the first half of the field is not the velocity.
    """

    order: ClassVar[int] = 1
    stability_limit: ClassVar[float] = 2.0

    def step(self, field, t, x, dt):
        """Return the state [x, v] at ``t + dt`` after ``x`` at ``t``."""
        half, slope = x.shape[-1] // 2, field(t, x)
        if x.shape[-1] != 2 * half or not (slope[..., :half] == x[..., half:]).all():
            raise TypeError(
                f"symplectic Euler got {x.shape[-1]} variables that are not positions, and as many velocities which the "
                "field returns first; pass a field [v, a] of the state [x, v], or choose 'rk4'"
            )
        moved = x + dt * slope
        moved[..., :half] = x[..., :half] + dt * moved[..., half:]
        return moved
