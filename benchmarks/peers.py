"""Gray–Scott as other libraries' users would write it: the same equation, grid, order of accuracy and dtype.

Each peer is a class with ``load(state)``, ``advance(steps)`` and ``read()``, like a stepper of ``pdecourse``. A
peer imports its library when it is made, so one that is not installed is reported by name and left out.
"""

import numpy as np

F, K, DU, DV = 0.037, 0.060, 0.16, 0.08


class NumpyRoll:
    """Four shifted copies per species."""

    name = "NumPy roll"

    def load(self, state):
        """Copy ``state`` (2, n, n) in."""
        self.state = state.copy()

    def read(self):
        """Return the state."""
        return self.state

    def laplacian(self, field):
        """Return the five-point Laplacian on a periodic grid of unit spacing."""
        return (
            np.roll(field, 1, 0)
            + np.roll(field, -1, 0)
            + np.roll(field, 1, 1)
            + np.roll(field, -1, 1)
            - 4 * field
        )

    def advance(self, steps):
        """Take ``steps`` steps of length 1."""
        for _ in range(steps):
            u, v = self.state
            uvv = u * v * v
            rate_u = DU * self.laplacian(u) - uvv + F * (1 - u)
            rate_v = DV * self.laplacian(v) + uvv - (F + K) * v
            self.state = np.stack([u + rate_u, v + rate_v])


class ScipyLaplace(NumpyRoll):
    """The same with ``scipy.ndimage.laplace``."""

    name = "SciPy ndimage.laplace"

    def __init__(self):
        from scipy.ndimage import laplace

        self.laplacian = lambda field: laplace(field, mode="wrap")


class NumpyInPlace:
    """Ghost cells, views and ``out=``: no temporary array is ever made."""

    name = "NumPy in place"

    def load(self, state):
        """Copy ``state`` into padded arrays."""
        self.padded = np.pad(state, ((0, 0), (1, 1), (1, 1)), mode="wrap")
        self.lap, self.uvv = np.empty_like(state), np.empty_like(state[0])
        self.decay = np.array([1 - 4 * DU - F, 1 - 4 * DV - F - K], state.dtype)
        self.diffusion = np.array([DU, DV], state.dtype)

    def read(self):
        """Return the state."""
        return self.padded[:, 1:-1, 1:-1].copy()

    def advance(self, steps):
        """Take ``steps`` steps."""
        p, lap, uvv = self.padded, self.lap, self.uvv
        here = p[:, 1:-1, 1:-1]
        for _ in range(steps):
            np.multiply(here[0], here[1], out=uvv)
            uvv *= here[1]
            for s in range(2):
                np.add(p[s, :-2, 1:-1], p[s, 2:, 1:-1], out=lap[s])
                lap[s] += p[s, 1:-1, :-2]
                lap[s] += p[s, 1:-1, 2:]
                lap[s] *= self.diffusion[s]
                here[s] *= self.decay[s]
                here[s] += lap[s]
            here[0] += F
            here[0] -= uvv
            here[1] += uvv
            p[:, 0], p[:, -1] = p[:, -2], p[:, 1]
            p[:, :, 0], p[:, :, -1] = p[:, :, -2], p[:, :, 1]


class NaiveNumba:
    """A double loop with modulo indices, as in a first numba tutorial."""

    name = "numba, naive"

    def __init__(self):
        from numba import njit, prange

        @njit(parallel=True)
        def run(U, V, U2, V2, Du, Dv, feed, kill, steps):
            ny, nx = U.shape
            for _ in range(steps):
                for i in prange(ny):
                    for j in range(nx):
                        u, v = U[i, j], V[i, j]
                        uvv = u * v * v
                        lu = U[(i - 1) % ny, j] + U[(i + 1) % ny, j] + U[i, (j - 1) % nx] + U[i, (j + 1) % nx]
                        lv = V[(i - 1) % ny, j] + V[(i + 1) % ny, j] + V[i, (j - 1) % nx] + V[i, (j + 1) % nx]
                        U2[i, j] = u + Du * (lu - 4 * u) - uvv + feed * (1 - u)
                        V2[i, j] = v + Dv * (lv - 4 * v) + uvv - (feed + kill) * v
                U, V, U2, V2 = U2, V2, U, V

        self.run = run

    def load(self, state):
        """Copy ``state`` in."""
        self.old, self.new = state.copy(), state.copy()

    def read(self):
        """Return the state."""
        return self.old

    def advance(self, steps):
        """Take ``steps`` steps."""
        constants = np.array([DU, DV, F, K], self.old.dtype)
        self.run(*self.old, *self.new, *constants, steps)
        if steps % 2:
            self.old, self.new = self.new, self.old


class TorchRoll:
    """``torch.roll``, eager."""

    name = "torch roll"

    def __init__(self):
        import torch

        self.torch, self.step = torch, self.make_step(torch)

    def load(self, state):
        """Copy ``state`` in."""
        self.state = self.torch.tensor(state)

    def read(self):
        """Return the state."""
        return self.state.numpy()

    def advance(self, steps):
        """Take ``steps`` steps."""
        with self.torch.no_grad():
            for _ in range(steps):
                self.state = self.step(self.state)

    def make_step(self, torch):
        """Return one step as a function of the state."""
        diffusion = {}

        def neighbours(x):
            return x.roll(1, -1) + x.roll(-1, -1) + x.roll(1, -2) + x.roll(-1, -2)

        def step(state):
            if state.dtype not in diffusion:
                diffusion[state.dtype] = torch.tensor([DU, DV], dtype=state.dtype)[:, None, None]
            u, v = state
            uvv = u * v * v
            rates = torch.stack([F * (1 - u) - uvv, uvv - (F + K) * v])
            return state + diffusion[state.dtype] * (neighbours(state) - 4 * state) + rates

        return step


class TorchConv(TorchRoll):
    """``conv2d`` with circular padding, eager."""

    name = "torch conv2d"

    def make_step(self, torch):
        """Return one step as a function of the state."""
        stencil = torch.tensor([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
        diffusion = torch.tensor([DU, DV], dtype=torch.float64)[:, None, None]

        def step(state):
            weight = (diffusion * stencil).to(state.dtype)[:, None]
            padded = torch.nn.functional.pad(state[None], (1, 1, 1, 1), mode="circular")
            u, v = state
            uvv = u * v * v
            rates = torch.stack([F * (1 - u) - uvv, uvv - (F + K) * v])
            return state + torch.nn.functional.conv2d(padded, weight, groups=2)[0] + rates

        return step


class TorchCompiled(TorchRoll):
    """``torch.compile`` of the step on circularly padded fields. Needs a C++ compiler."""

    name = "torch.compile"

    def make_step(self, torch):
        """Return the compiled step."""

        def update(field, diffusion, rate):
            p = torch.nn.functional.pad(field[None, None], (1, 1, 1, 1), mode="circular")[0, 0]
            lap = p[:-2, 1:-1] + p[2:, 1:-1] + p[1:-1, :-2] + p[1:-1, 2:] - 4 * field
            return field + diffusion * lap + rate

        @torch.compile(dynamic=False)
        def step(state):
            u, v = state
            uvv = u * v * v
            return torch.stack([update(u, DU, F * (1 - u) - uvv), update(v, DV, uvv - (F + K) * v)])

        torch._dynamo.config.recompile_limit = 64
        return step


def jax_step(jax):
    """Return one step of a state (u, v) at kill rate ``k``, for JAX to compile."""

    def update(field, diffusion, rate):
        p = jax.numpy.pad(field, 1, mode="wrap")
        lap = p[:-2, 1:-1] + p[2:, 1:-1] + p[1:-1, :-2] + p[1:-1, 2:] - 4 * field
        return field + diffusion * lap + rate

    def step(state, k):
        u, v = state
        uvv = u * v * v
        return update(u, DU, F * (1 - u) - uvv), update(v, DV, uvv - (F + k) * v)

    return step


def jax_vmap():
    """Return ``run(state, kill_rates, steps)``: the same step over all kill rates at once, by ``jax.vmap``."""
    import jax

    step = jax_step(jax)

    def one_run(k, state, steps):
        return jax.lax.fori_loop(0, steps, lambda _, s: step(s, k), state)

    batch = jax.jit(jax.vmap(one_run, in_axes=(0, None, None)))
    return lambda state, ks, steps: np.stack(batch(ks, tuple(state), steps), axis=1)


class Jax:
    """``jax.jit`` of a loop over steps on wrapped padding, the fastest of its variants here."""

    name = "JAX jit"

    def __init__(self):
        import jax

        jax.config.update("jax_enable_x64", True)
        step = jax_step(jax)
        self.jax = jax
        self.run = jax.jit(lambda state, steps: jax.lax.fori_loop(0, steps, lambda _, s: step(s, K), state))

    def load(self, state):
        """Copy ``state`` in."""
        self.state = tuple(self.jax.numpy.asarray(field) for field in state)

    def read(self):
        """Return the state."""
        return np.stack([np.asarray(field) for field in self.state])

    def advance(self, steps):
        """Take ``steps`` steps."""
        self.state = self.jax.block_until_ready(self.run(self.state, steps))


class PyPde:
    """py-pde's explicit solver with its numba backend."""

    name = "py-pde, numba"

    def __init__(self):
        import pde

        self.pde = pde

    def load(self, state):
        """Copy ``state`` in and compile the stepper."""
        pde, n = self.pde, state.shape[1:]
        grid = pde.CartesianGrid([[0, n[0]], [0, n[1]]], n, periodic=True)
        fields = [pde.ScalarField(grid, field, dtype=state.dtype) for field in state]
        self.fields = pde.FieldCollection(fields, dtype=state.dtype)
        rhs = {
            "u": f"{DU} * laplace(u) - u * v**2 + {F} * (1 - u)",
            "v": f"{DV} * laplace(v) + u * v**2 - {F + K} * v",
        }
        solver = pde.EulerSolver(pde.PDE(rhs), backend="numba")
        self.stepper = solver.make_stepper(self.fields, dt=1.0)

    def read(self):
        """Return the state."""
        return self.fields.data

    def advance(self, steps):
        """Take ``steps`` steps."""
        self.stepper(self.fields, 0.0, float(steps))


PEERS = (
    NumpyRoll,
    NumpyInPlace,
    ScipyLaplace,
    TorchConv,
    TorchRoll,
    TorchCompiled,
    Jax,
    PyPde,
    NaiveNumba,
)
