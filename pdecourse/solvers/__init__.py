"""Time stepping: ``solvers.solve(field, x0, times, method="rk4", dt=0.1)``. Chapters 1 and 6."""

from pdecourse.solvers.errors import BlowUp, NotConverged
from pdecourse.solvers.exponential import Exponential
from pdecourse.solvers.implicit import ThetaMethod
from pdecourse.solvers.linear_field import LinearField
from pdecourse.solvers.runge_kutta import RungeKutta
from pdecourse.solvers.solve import SOLVERS, solve
from pdecourse.solvers.stability import largest_stable_dt

__all__ = [
    "SOLVERS",
    "BlowUp",
    "Exponential",
    "LinearField",
    "NotConverged",
    "RungeKutta",
    "ThetaMethod",
    "largest_stable_dt",
    "solve",
]
