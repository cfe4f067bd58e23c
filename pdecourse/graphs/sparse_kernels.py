"""The two loops over the entries of a sparse matrix, compiled.

``row_starts`` and ``col`` are the matrix in compressed rows: entries ``row_starts[i]`` to
``row_starts[i + 1]`` are those of row i, and entry e stands in column ``col[e]``.
"""

from typing import no_type_check

import numpy as np
from numba import get_num_threads, njit, prange

SERIAL_WORK = 4_000_000
"""Multiplications up to which one thread does: waking the others can take longer than the whole product."""

# Sums may be reordered, so that channels fill vector registers; infinities and NaN must survive.
FAST = {"contract", "nsz", "reassoc"}


def multiply(row_starts, col, values, x) -> np.ndarray:
    r"""Return :math:`y_i = \sum_e v_e x_{col(e)}` over the entries e of row i, for ``x`` (node, channel)."""
    out = np.empty((len(row_starts) - 1, x.shape[1]), x.dtype)
    if len(values) * x.shape[1] <= SERIAL_WORK:
        _multiply(out, row_starts, col, values, x, 0, len(out))
    else:
        _multiply_parallel(out, row_starts, col, values, x, get_num_threads())
    return out


def entry_products(row_starts, col, g, x) -> np.ndarray:
    r"""Return :math:`w_e = \langle g_i, x_{col(e)} \rangle` for every entry e of every row i."""
    out = np.empty(len(col), x.dtype)
    if len(col) * x.shape[1] <= SERIAL_WORK:
        _entry_products(out, row_starts, col, g, x, 0, len(g))
    else:
        _entry_products_parallel(out, row_starts, col, g, x, get_num_threads())
    return out


# The tests check array shapes by wrapping every function of the package; numba needs these as they are written.
# Indices are unsigned: signed ones would be tested for "counted from the end" in the innermost loop.
@njit(nogil=True, fastmath=FAST, cache=True)
@no_type_check
def _multiply(out, row_starts, col, values, x, first, last):
    channels, one, two = np.uintp(x.shape[1]), np.uintp(1), np.uintp(2)
    for i in range(np.uintp(first), np.uintp(last)):
        e, end = np.uintp(row_starts[i]), np.uintp(row_starts[i + one])
        if (end - e) & one:
            j, value = np.uintp(col[e]), values[e]
            for c in range(channels):
                out[i, c] = value * x[j, c]
            e += one
        else:
            out[i, :] = 0
        # Two entries at a time: the row of ``out`` is read and written half as often.
        while e < end:
            j, value, k, other = np.uintp(col[e]), values[e], np.uintp(col[e + one]), values[e + one]
            for c in range(channels):
                out[i, c] += value * x[j, c] + other * x[k, c]
            e += two


@njit(nogil=True, fastmath=FAST, cache=True)
@no_type_check
def _entry_products(out, row_starts, col, g, x, first, last):
    channels = np.uintp(x.shape[1])
    for i in range(np.uintp(first), np.uintp(last)):
        for e in range(np.uintp(row_starts[i]), np.uintp(row_starts[i + np.uintp(1)])):
            j, total = np.uintp(col[e]), x.dtype.type(0)
            for c in range(channels):
                total += g[i, c] * x[j, c]
            out[e] = total


@njit(parallel=True, cache=True)
@no_type_check
def _multiply_parallel(out, row_starts, col, values, x, bands):
    rows = len(out)
    for band in prange(bands):
        _multiply(out, row_starts, col, values, x, band * rows // bands, (band + 1) * rows // bands)


@njit(parallel=True, cache=True)
@no_type_check
def _entry_products_parallel(out, row_starts, col, g, x, bands):
    rows = len(g)
    for band in prange(bands):
        _entry_products(out, row_starts, col, g, x, band * rows // bands, (band + 1) * rows // bands)
