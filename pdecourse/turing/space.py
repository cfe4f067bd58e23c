"""Turing space: the verdict on a map over two parameters. Chapter 3."""

from dataclasses import dataclass, fields, replace

import numpy as np

from pdecourse.turing.report import analyze


@dataclass(frozen=True, eq=False)
class TuringSpace:
    """A map over two parameters: rows follow ``y``, columns follow ``x``; draw it with y upwards.

    Each point is about the last steady state of the report, the one that patterns grow from. ``kind`` has the
    names of ``KINDS``, or "none" where that state does not exist; ``growth_rate`` and ``wavenumber`` of the
    fastest mode and ``critical_ratio`` are NaN where nothing grows or no such number exists.
    """

    x_name: str
    x: np.ndarray
    y_name: str
    y: np.ndarray
    kind: np.ndarray
    growth_rate: np.ndarray
    wavenumber: np.ndarray
    critical_ratio: np.ndarray


def turing_space(kinetics, diffusion=None, *, eigenvalues=None, **axes) -> TuringSpace:
    """Analyse ``kinetics`` at every pair of values of two parameters, given by name.

    ``turing_space(Schnakenberg(), (1, 40), a=np.linspace(0, 0.4, 50), b=np.linspace(0.2, 2, 50))`` has a
    along x and b along y. ``Du`` and ``Dv`` (D and the name of a species) vary the diffusion instead.
    Raises ``ValueError`` unless exactly two known names are given.
    """
    known = [field.name for field in fields(kinetics)] + [f"D{name}" for name in kinetics.species]
    if len(axes) != 2 or not set(axes) <= set(known):
        raise ValueError(f"got the parameters {sorted(axes)}; wanted two of {known}, each with its values")
    (x_name, x), (y_name, y) = ((name, np.asarray(values, dtype=float)) for name, values in axes.items())
    base = kinetics.diffusion if diffusion is None else diffusion
    points = [
        [_point(kinetics, base, eigenvalues, {x_name: a, y_name: b}) for a in x.tolist()] for b in y.tolist()
    ]
    kind = np.array([[point[0] for point in row] for row in points])
    numbers = np.array([[point[1:] for point in row] for row in points], dtype=float)
    return TuringSpace(x_name, x, y_name, y, kind, *np.moveaxis(numbers, -1, 0))


def _point(kinetics, diffusion, eigenvalues, values):
    """Return (kind, σ(k*), k*, d_c) at one point; None becomes NaN in a float array."""
    coefficients = [values.get(f"D{name}", d) for name, d in zip(kinetics.species, diffusion, strict=True)]
    changes = {name: value for name, value in values.items() if name in {f.name for f in fields(kinetics)}}
    report = analyze(replace(kinetics, **changes), coefficients, eigenvalues=eigenvalues)
    if report.reason or not report.states:
        return "none", None, None, None
    state = report.states[-1]
    growth = None if state.wavenumber is None else state.growth_rate(state.wavenumber)
    return state.kind, growth, state.wavenumber, state.critical_ratio
