"""Small products on one thread."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def small_products(one_thread):
    """Every test of this folder."""
