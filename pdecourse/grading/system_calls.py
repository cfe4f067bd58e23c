"""System calls that Python does not offer, by the C library."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def checked(result: int) -> int:
    """Return the ``result`` of a system call. Raises ``OSError`` with its reason if it failed."""
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
