"""Small products on one thread."""

import pytest
import torch


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """Products as small as these lose more by waiting for a second thread than they gain."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
