"""Exercise 3.5: measure the wavelength of a pattern with the Fourier transform."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, described, numbers
from pdecourse.exercises.record import Check, Exercise


def wavelength(field: np.ndarray, dx: float) -> float:
    """Return the wavelength of the strongest wave in a periodic field (ny, nx) with spacing dx."""
    strength = np.abs(np.fft.fft2(field - field.mean()))
    ny, nx = field.shape
    ky, kx = np.meshgrid(
        2 * np.pi * np.fft.fftfreq(ny, dx), 2 * np.pi * np.fft.fftfreq(nx, dx), indexing="ij"
    )
    strongest = np.argmax(strength)
    return 2 * np.pi / np.hypot(ky, kx).flat[strongest]


def along_an_axis(answer, rng):
    """A wave along y or along x, on a grid that is not square."""
    for waves in ((int(rng.integers(3, 6)), 0), (0, int(rng.integers(3, 6)))):
        field = plane_wave(rng, (30, 44), waves)
        compare(answer, field, 1.0, waves, "of a wave along y" if waves[0] else "of a wave along x")


def spacing(answer, rng):
    """The same in units of length."""
    waves = (0, int(rng.integers(3, 6)))
    compare(answer, plane_wave(rng, (30, 44), waves), float(rng.uniform(0.2, 0.6)), waves, "with dx ≠ 1")


def oblique(answer, rng):
    """A wave along neither axis."""
    for sign in (1, -1):
        waves = (int(rng.integers(3, 6)), sign * int(rng.integers(6, 9)))
        compare(answer, plane_wave(rng, (30, 44), waves), 1.0, waves, "of an oblique wave")


def strongest(answer, rng):
    """The strongest wave counts, not the longest, the shortest, or a mean."""
    waves = (int(rng.integers(4, 6)), int(rng.integers(7, 9)))
    field = plane_wave(rng, (30, 44), waves) + 0.5 * plane_wave(rng, (30, 44), (1, 1))
    field += 0.5 * plane_wave(rng, (30, 44), (9, 2)) + 0.1 * rng.normal(size=(30, 44))
    compare(answer, field, 1.0, waves, "of the strongest of three waves in noise")


def compare(answer, field, dx, waves, which):
    """Compare a wavelength with the right one, and with what usual mistakes give."""
    got = numbers(call(answer, field, dx), "the wavelength")
    if got.ndim:
        raise Wrong("one number is wanted", f"got {described(got)}")
    if not np.isfinite(got):
        raise Wrong(
            "the wavelength is infinite: the mean of the field is the strongest wave of all, with k = 0; "
            "take it off first"
        )
    y, x = (abs(m) / (n * dx) for m, n in zip(waves, field.shape, strict=True))  # waves per length
    want = 1 / np.hypot(y, x)
    across = [abs(m) / (n * dx) for m, n in zip(waves, field.shape[::-1], strict=True)]
    mistakes = {
        "the 2π is missing: k is in radians per length, so the wavelength is 2π/k": want / (2 * np.pi),
        "there is a 2π too many: fftfreq counts waves per length, so the wavelength is 1/f": want * 2 * np.pi,
        "this is the wavenumber k: the wavelength is 2π/k": 2 * np.pi / want,
        "this is the frequency, waves per length: the wavelength is its inverse": 1 / want,
        "this is k²: the wavelength is 2π/k": (2 * np.pi / want) ** 2,
        "the axes are mixed up: rows are y and have ny cells, columns are x and have nx": 1
        / np.hypot(*across),
        "the spacing dx is missing: this is in cells": want / dx,
        "it is divided by dx, not multiplied": want / dx**2,
        "half the wavelength: it runs from crest to crest": want / 2,
        "this is the number of waves on the grid": float(np.hypot(*waves)),
        "the spectrum is shifted by fftshift, but not the wavenumbers: shift both or none": shifted(
            field, dx
        ),
    }
    if all(waves):
        mistakes |= {
            "only the part along x is taken: |k| = √(kx² + ky²)": 1 / x,
            "only the part along y is taken: |k| = √(kx² + ky²)": 1 / y,
            "kx and ky are added: |k| = √(kx² + ky²)": 1 / (x + y),
        }
    agree(got, want, f"the wavelength {which}", mistakes)


def shifted(field, dx):
    """What a shifted spectrum with unshifted wavenumbers gives."""
    power = np.fft.fftshift(np.abs(np.fft.fft2(field - field.mean())))
    frequency = np.hypot(*np.meshgrid(*(np.fft.fftfreq(n, dx) for n in field.shape), indexing="ij"))
    return 1 / (frequency.flat[np.argmax(power)] or 1.0)


def plane_wave(rng, shape, waves):
    """A cosine with whole numbers of waves along y and x, around a mean that is not zero."""
    y, x = np.meshgrid(*(np.arange(n) / n for n in shape), indexing="ij")
    return rng.uniform(2.0, 3.0) + np.cos(2 * np.pi * (waves[0] * y + waves[1] * x) + rng.uniform(0, 6))


WAVELENGTH = Exercise(
    number="3.5",
    title="Measure a wavelength",
    minutes=12,
    reference=wavelength,
    hints=(
        "`np.fft.fft2` gives the strength of every wave that fits the grid, and `np.fft.fftfreq` how many "
        "waves per length each entry stands for. Which wave is the strongest if you leave the mean in?",
        "Take the mean off, find `np.argmax(np.abs(np.fft.fft2(...)))`. Frequencies along y are "
        "`np.fft.fftfreq(ny, dx)`, along x `np.fft.fftfreq(nx, dx)`; put both on a mesh with "
        '`indexing="ij"`. The wavelength is 1 over `np.hypot` of the two at that entry.',
    ),
    checks=(
        Check("waves along the axes", 1, along_an_axis),
        Check("in units of length", 1, spacing),
        Check("oblique waves", 1, oblique),
        Check("the strongest of several", 1, strongest),
    ),
)
