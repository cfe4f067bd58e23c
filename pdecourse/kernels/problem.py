r"""What a compiled kernel is told: the reaction, the constants of the equation and the grid.

A kernel takes a ``Problem`` as an argument. Its numba type knows the reaction's ``rates`` and is equal in
every process in which they have the same code, so numba's cache on disk finds the kernels of a reaction
again. (Kernels built inside a function, around its ``rates``, are never found again.) Parameters are values,
not part of the type: one compilation serves them all.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from numba import njit
from numba.core import cgutils, types
from numba.extending import (
    NativeValue,
    make_attribute_wrapper,
    models,
    overload,
    register_model,
    typeof_impl,
    unbox,
)

from pdecourse.kernels import arithmetic  # noqa: F401  teaches numba the operators
from pdecourse.kernels.cells import species

PERIODIC, NEUMANN, DIRICHLET = 0, 1, 2
BOUNDARY_CODES = {"periodic": PERIODIC, "neumann": NEUMANN, "dirichlet": DIRICHLET}

HERE = Path(__file__).parent
FILES = ("arithmetic.py", "cells.py", "memory.py", "problem.py", "stencil.py")
SOURCES = b"".join((HERE / name).read_bytes() for name in FILES)
"""What kernels are compiled from besides their own file, which is all that numba's cache looks at."""


@dataclass(frozen=True)
class Problem:
    r""":math:`u_t = D\,\nabla^2 u + R(u)` on a grid of ``ny`` × ``nx`` cells.

    ``diffusion`` is :math:`D/\Delta x^2` and ``outside`` the value beyond a Dirichlet edge, for each species.
    """

    kinetics: object
    params: tuple[float, ...]
    diffusion: tuple[float, ...]
    outside: tuple[float, ...]
    dt: float
    boundary: int
    ny: int
    nx: int

    @classmethod
    def of(cls, kinetics, grid, diffusion, dt) -> "Problem":
        """Return the problem in the units kernels use."""
        return cls(
            kinetics,
            params=tuple(float(p) for p in kinetics.params),
            diffusion=tuple(float(d) / grid.spacing**2 for d in diffusion),
            outside=grid.ghost_values(len(kinetics.species)),
            dt=float(dt),
            boundary=BOUNDARY_CODES[grid.boundary],
            ny=grid.shape[0],
            nx=grid.shape[1],
        )


RATES = {}
"""The ``rates`` of each problem type, by its name. Kept out of the type, which numba's cache stores on disk:
another process may not be able to import them."""


class ProblemType(types.Type):
    """Numba's type of a problem: one for each reaction."""

    def __init__(self, kinetics):
        constant = types.float64
        per_species = types.UniTuple(constant, len(kinetics.species))
        self.fields = {
            "params": types.UniTuple(constant, len(kinetics.params)),
            "diffusion": per_species,
            "outside": per_species,
            "dt": constant,
            "boundary": types.intp,
            "ny": types.intp,
            "nx": types.intp,
        }
        rates = kinetics.rates
        super().__init__(name=f"Problem({rates.__qualname__}, {self.fields}, {fingerprint(rates)})")
        RATES[self.name] = rates


def fingerprint(rates) -> str:
    """Return a short text that changes whenever kernels made from ``rates`` would."""
    code = rates.__code__
    used = [rates.__globals__.get(name) for name in code.co_names]
    enclosed = [cell.cell_contents for cell in rates.__closure__ or ()]
    recipe = repr((code.co_code, code.co_consts, used, enclosed)).encode()
    return hashlib.sha256(recipe + SOURCES).hexdigest()[:16]


@register_model(ProblemType)
class ProblemModel(models.StructModel):
    """A C struct of the fields."""

    def __init__(self, manager, problem):
        super().__init__(manager, problem, list(problem.fields.items()))


for name in ("params", "diffusion", "outside", "dt", "boundary", "ny", "nx"):
    make_attribute_wrapper(ProblemType, name, name)


@typeof_impl.register(Problem)
def type_of_problem(problem, context):
    """Return the numba type of a problem."""
    return ProblemType(problem.kinetics)


@unbox(ProblemType)
def unbox_problem(kind, problem, c):
    """Copy the fields of the Python object into the struct."""
    struct = cgutils.create_struct_proxy(kind)(c.context, c.builder)
    for name, field in kind.fields.items():
        value = c.pyapi.object_getattr_string(problem, name)
        setattr(struct, name, c.unbox(field, value).value)
        c.pyapi.decref(value)
    return NativeValue(struct._getvalue(), is_error=cgutils.is_not_null(c.builder, c.pyapi.err_occurred()))


def react(problem, cells):
    """Return the rate of every species: ``rates(*species, *params)``. For compiled code only."""
    raise NotImplementedError("react exists in compiled kernels only; call kinetics.rates instead")


@overload(react)
def compile_react(problem, cells):
    """Compile the reaction's own ``rates`` for cells."""
    rates = njit(RATES[problem.name])

    def implementation(problem, cells):
        return rates(*species(cells), *problem.params)

    return implementation
