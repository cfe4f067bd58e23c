"""Under pytest every annotated array shape is checked: a wrong axis fails where it happens.

Modules whose functions numba compiles are left out: numba needs them as they are written.
"""

import os

import pytest
from jaxtyping import install_import_hook

os.environ["PDECOURSE_PROGRESS"] = "0"  # also in kernels, whose output is compared

CHECKED = "grid simulate kernels.reference graphs heat turing dynamics solvers graph_ode training patterns plots".split()

install_import_hook([f"pdecourse.{name}" for name in CHECKED], "array_shapes.check")


def pytest_report_header():
    """Say in CI how well learners' code is shut in on that machine."""
    if "CI" in os.environ:
        from pdecourse.grading.session import strongest

        return f"isolation of learners' code: {strongest(unsafe=True)}"


@pytest.fixture(scope="module")
def one_thread():
    """Small products lose more by waiting for a second thread than they gain."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def digits():
    """The k-NN graph of handwritten digits."""
    from pdecourse import graphs

    return graphs.load("digits")
