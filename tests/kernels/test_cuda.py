"""The CUDA kernels do what the NumPy one does: on the GPU if there is one, and always in numba's simulator."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pdecourse import GrayScott, Grid
from pdecourse.kernels import cuda

CASES = Path(__file__).with_name("cuda_cases.py")


def run_cases(**environment):
    """Run the cases in a process of their own: numba decides between GPU and simulator when it is imported."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(CASES)]
    run = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-3000:]
    assert "skipped" not in run.stdout


@pytest.mark.slow
def test_the_simulator_agrees_with_numpy():
    run_cases(NUMBA_ENABLE_CUDASIM="1")


@pytest.mark.cuda
@pytest.mark.skipif(bool(cuda.preflight()), reason="no CUDA here")
def test_the_gpu_agrees_with_numpy():
    run_cases()


@pytest.mark.skipif(not cuda.preflight(), reason="CUDA works here")
def test_without_a_gpu_the_error_says_what_to_do():
    with pytest.raises(RuntimeError, match=r"CUDA does not work here .*backend='cpu'"):
        cuda.compile_stepper(GrayScott(), Grid((8, 8)), (0.16, 0.08), 1.0)


@pytest.mark.parametrize("sign", cuda.CURES)
def test_preflight_names_the_cure(monkeypatch, sign):
    def broken(*arguments):
        raise OSError(f"xx {sign} yy")

    monkeypatch.setattr(cuda.cuda, "to_device", broken)
    assert cuda.CURES[sign] in cuda.preflight.__wrapped__()
