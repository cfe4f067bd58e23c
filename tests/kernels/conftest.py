"""Fixtures of the kernel tests."""

import numpy as np
import pytest
from reactions import REACTIONS


@pytest.fixture(params=REACTIONS)
def reaction(request):
    """Each reaction in turn."""
    return REACTIONS[request.param]


@pytest.fixture
def random_state():
    """A function from a reaction and a shape to a state in [1/2, 3/2)."""
    return lambda reaction, shape: np.random.default_rng(0).uniform(0.5, 1.5, (len(reaction.species), *shape))
