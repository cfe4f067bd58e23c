"""Array annotations are enforced while the tests run."""

import numpy as np
import pytest

from pdecourse import GrayScott, Grid
from pdecourse.kernels import reference


def test_a_state_with_a_wrong_number_of_axes_is_refused():
    stepper = reference.compile_stepper(GrayScott(), Grid((4, 4)), (0.1, 0.1), 1.0)
    with pytest.raises(TypeError, match="species ny nx"):
        stepper.load(np.zeros((4, 4)))


def test_every_saved_state_has_four_axes():
    from pdecourse.simulate import Trajectory

    with pytest.raises(TypeError):
        Trajectory(np.zeros(1), np.zeros((2, 4, 4)), GrayScott(), Grid((4, 4)), (0.1, 0.1), 1.0)
