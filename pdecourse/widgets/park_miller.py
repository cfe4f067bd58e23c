"""Random numbers that are the same in Python and in JavaScript."""

import numpy as np


def random_numbers(seed: int, count: int) -> np.ndarray:
    """Return ``count`` numbers between 0 and 1 by Park & Miller's generator (1988), which is whole-number arithmetic."""
    number, found = 1000 + seed, np.empty(count)
    for i in range(count):
        number = 16807 * number % 2147483647
        found[i] = number / 2147483647
    return found
