r"""The Turing checker (Turing, 1952): does diffusion break up a uniform state, and into waves of what length?

``analyze`` predicts from the kinetics, ``measured_wavelength`` and ``measured_growth_rate`` look at a run.
Chapter 3.
"""

from pdecourse.turing.dispersion import Dispersion
from pdecourse.turing.report import Report, analyze
from pdecourse.turing.space import TuringSpace, turing_space
from pdecourse.turing.spectrum import (
    grid_wavenumber,
    measured_growth_rate,
    measured_wavelength,
    radial_spectrum,
)
from pdecourse.turing.state import KINDS, SteadyState
from pdecourse.turing.steady_states import find_steady_states, jacobian, steady_states

__all__ = [
    "KINDS",
    "Dispersion",
    "Report",
    "SteadyState",
    "TuringSpace",
    "analyze",
    "find_steady_states",
    "grid_wavenumber",
    "jacobian",
    "measured_growth_rate",
    "measured_wavelength",
    "radial_spectrum",
    "steady_states",
    "turing_space",
]
