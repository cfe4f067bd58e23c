"""Time stepping: ``solvers.solve(field, x0, times, method="rk4", dt=0.1)``. Chapters 1, 6 and 8."""

from pdecourse.solvers.adaptive import Adaptive
from pdecourse.solvers.counting import Solution, Work
from pdecourse.solvers.errors import BlowUp, NotConverged
from pdecourse.solvers.exponential import Exponential
from pdecourse.solvers.imex import IMEXEuler
from pdecourse.solvers.implicit import ThetaMethod
from pdecourse.solvers.linear_field import LinearField
from pdecourse.solvers.multistep import Adams
from pdecourse.solvers.one_step import OneStep
from pdecourse.solvers.runge_kutta import RungeKutta
from pdecourse.solvers.solve import SOLVERS, integrate, solve
from pdecourse.solvers.split_field import SplitField
from pdecourse.solvers.splitting import Splitting
from pdecourse.solvers.stability import largest_stable_dt
from pdecourse.solvers.symplectic import SymplecticEuler

__all__ = [
    "SOLVERS",
    "Adams",
    "Adaptive",
    "BlowUp",
    "Exponential",
    "IMEXEuler",
    "LinearField",
    "NotConverged",
    "OneStep",
    "RungeKutta",
    "Solution",
    "SplitField",
    "Splitting",
    "SymplecticEuler",
    "ThetaMethod",
    "Work",
    "integrate",
    "largest_stable_dt",
    "solve",
]
