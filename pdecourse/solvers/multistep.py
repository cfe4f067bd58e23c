"""Linear multistep methods: remember old slopes instead of computing new ones."""

import math
from collections import deque
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pdecourse.solvers.runge_kutta import RK4, moved


@dataclass(frozen=True)
class Adams:
    r"""Adams method with k old slopes :math:`f_n = f(t_n, x_n)`, chapter 6.

    .. math:: x_{n+1} = x_n + \Delta t \big[ b_0 f_n + b_1 f_{n-1} + \dots + b_{k-1} f_{n-k+1} \big]

    With a ``corrector`` :math:`c` this is only the prediction :math:`p`, and the step ends with

    .. math:: x_{n+1} = x_n + \Delta t \big[ c_0 f(t_{n+1}, p) + c_1 f_n + \dots + c_k f_{n-k+1} \big].

    One evaluation per step, or two with a corrector; RK4 takes the first k − 1 steps, and again after a change
    of step size. Source: Hairer, Nørsett & Wanner (1993), chapter III.
    """

    predictor: tuple[float, ...]
    order: int
    corrector: tuple[float, ...] = ()
    ignores_dt: ClassVar[bool] = False

    def march(self, field, x, steps):
        """Yield the state after each of the ``steps`` (t, dt), starting from ``x``."""
        slopes, last_dt = deque(maxlen=len(self.predictor)), None
        for t, dt in steps:
            if last_dt is None or not math.isclose(dt, last_dt, rel_tol=1e-9):
                slopes.clear()
            last_dt = dt
            slopes.appendleft(field(t, x))
            full = len(slopes) == slopes.maxlen
            x = self._advance(field, t, x, dt, slopes) if full else RK4.step(field, t, x, dt)
            yield x

    def step(self, field, t, x, dt):
        """Return the state at ``t + dt``: without old slopes, by the method that starts."""
        return RK4.step(field, t, x, dt)

    def _advance(self, field, t, x, dt, slopes):
        predicted = moved(x, dt, self.predictor, slopes)
        if not self.corrector:
            return predicted
        return moved(x, dt, self.corrector, [field(t + dt, predicted), *slopes][: len(self.corrector)])

    def companion(self, z: complex) -> np.ndarray:
        r"""Return the matrix that takes :math:`(x_n, \dots, x_{n-k+1})` one step on for
        :math:`\dot x = \lambda x`, with :math:`z = \lambda \Delta t`.

        Its first row comes from taking a step, so it cannot disagree with ``_advance``.
        """
        history = np.eye(len(self.predictor), dtype=complex)
        newest = self._advance(lambda t, x: z * x, 0.0, history[0], 1.0, list(z * history))
        return np.vstack([newest, history[:-1]])

    def stability_function(self, z):
        """Return the factor per step of the fastest mode: the eigenvalue of ``companion`` largest in modulus."""
        roots = np.array([np.linalg.eigvals(self.companion(w)) for w in np.ravel(z)])
        largest = roots[np.arange(len(roots)), np.abs(roots).argmax(axis=1)].reshape(np.shape(z))
        return largest if np.iscomplexobj(z) else np.real_if_close(largest)

    @property
    def stability_limit(self) -> float:
        """The largest s such that no mode grows for real z from −s to 0; found by bisection."""
        grows = lambda s: abs(self.stability_function(-s)) > 1 + 1e-12  # noqa: E731
        stable = 0.0
        while not grows(stable + 0.05):
            stable += 0.05
        unstable = stable + 0.05
        while unstable - stable > 1e-12:
            middle = (stable + unstable) / 2
            stable, unstable = (stable, middle) if grows(middle) else (middle, unstable)
        return stable


ADAMS_BASHFORTH_4 = Adams(predictor=(55 / 24, -59 / 24, 37 / 24, -9 / 24), order=4)
r"""Adams & Bashforth (1883): one evaluation per step, stable for −0.3 ≤ z ≤ 0 only."""

ADAMS_MOULTON_4 = Adams(
    predictor=ADAMS_BASHFORTH_4.predictor, corrector=(9 / 24, 19 / 24, -5 / 24, 1 / 24), order=4
)
r"""Moulton (1926): Adams–Bashforth predicts, the implicit formula corrects once; stable for −1.28 ≤ z ≤ 0."""
