"""Lab 1: correct answers that look different from the reference solution. All get full points."""

import math

import numpy as np
import scipy.sparse as sp
from scipy import optimize
from scipy.sparse.linalg import spsolve

from pdecourse.grid import Grid
from pdecourse.heat import laplacian_matrix, perona_malik


def step_by_fluxes(u, alpha, dx, dt):
    flux = -alpha * np.diff(u) / dx  # to the right, across each inner face
    new = np.array(u, dtype=float)
    new[:-1] -= dt / dx * flux
    new[1:] += dt / dx * flux
    return new


def step_by_loop(u, alpha, dx, dt):
    new, last = [], len(u) - 1
    for i, here in enumerate(u):
        left, right = u[max(i - 1, 0)], u[min(i + 1, last)]
        new.append(float(here + alpha * dt / dx**2 * (left - 2 * here + right)))
    return new


def step_float32(u, alpha, dx, dt):
    u = u.astype(np.float32)
    return u + np.float32(alpha * dt) * Grid(u.shape, spacing=dx, boundary="neumann").laplacian(u)


def limits_by_hand(theta, alpha, dx, dimension):
    courant = dx**2 / (2 * dimension * alpha)
    return [courant / (1 - 2 * theta), courant / 2 / (1 - theta)]


def limits_by_bisection(theta, alpha, dx, dimension):
    """Nothing derived but the factor of a mode and the largest λ."""
    fastest = 4 * dimension * alpha / dx**2

    def factor_plus(dt, c):
        return (1 - (1 - theta) * dt * fastest) / (1 + theta * dt * fastest) + c

    high = 1e3 / fastest
    return np.array([optimize.bisect(factor_plus, 0, high, (c,), xtol=1e-16) for c in (1, 0)])


def implicit_full_matrix(u, alpha, dx, dt):
    n, r = len(u), alpha * dt / dx**2
    matrix = np.eye(n) * (1 + 2 * r) - r * np.eye(n, k=1) - r * np.eye(n, k=-1)
    matrix[0, 0] = matrix[-1, -1] = 1 + r
    return np.linalg.solve(matrix, u)


def implicit_sparse(u, alpha, dx, dt):
    grid = Grid(u.shape, spacing=dx, boundary="neumann")
    return spsolve((sp.eye_array(len(u)) - alpha * dt * laplacian_matrix(grid)).tocsc(), u).tolist()


def implicit_by_elimination(u, alpha, dx, dt):
    """Thomas's algorithm, by hand."""
    n, r = len(u), alpha * dt / dx**2
    diagonal = np.full(n, 1 + 2 * r)
    diagonal[[0, -1]] = 1 + r
    right = u.copy()
    for i in range(1, n):
        w = -r / diagonal[i - 1]
        diagonal[i] -= w * -r
        right[i] -= w * right[i - 1]
    right[-1] /= diagonal[-1]
    for i in range(n - 2, -1, -1):
        right[i] = (right[i] + r * right[i + 1]) / diagonal[i]
    return right


def kernel_as_a_normal_density(distance, t, alpha, dimension):
    sigma = math.sqrt(2 * alpha * t)
    return np.exp(-((distance / sigma) ** 2) / 2) / (sigma * math.sqrt(2 * math.pi)) ** dimension


def kernel_by_logarithms(distance, t, alpha, dimension):
    top = -dimension / 2 * math.log(4 * math.pi * alpha * t)
    return [math.exp(top - float(x) ** 2 / (4 * alpha * t)) for x in distance]


def smoothing_by_neighbours(image, contrast, dt):
    padded = np.pad(image, 1, mode="edge")
    change = 0
    for other in (padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]):
        slope = other - image
        change = change + slope / (1 + (slope / contrast) ** 2)
    return image + dt * change


def smoothing_by_the_package(image, contrast, dt):
    return image + dt * perona_malik(Grid(image.shape, boundary="neumann"), contrast)(0.0, image)


def smoothing_by_loop(image, contrast, dt):
    new = image.copy()
    for axis in (0, 1):
        for i in range(image.shape[axis] - 1):
            here, there = image.take(i, axis), image.take(i + 1, axis)
            flux = (there - here) / (1 + ((there - here) / contrast) ** 2)
            view = np.moveaxis(new, axis, 0)
            view[i] += dt * flux
            view[i + 1] -= dt * flux
    return new


RIGHT = {
    "1.1": [step_by_fluxes, step_by_loop, step_float32],
    "1.2": [limits_by_hand, limits_by_bisection],
    "1.3": [implicit_full_matrix, implicit_sparse, implicit_by_elimination],
    "1.4": [kernel_as_a_normal_density, kernel_by_logarithms],
    "1.5": [smoothing_by_neighbours, smoothing_by_the_package, smoothing_by_loop],
}
