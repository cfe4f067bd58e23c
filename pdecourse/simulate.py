r"""Run a reaction–diffusion system forward in time, once or for many parameter sets side by side.

.. math:: u_t = D\,\nabla^2 u + R(u)
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from joblib import Parallel, delayed

from pdecourse.choices import choose
from pdecourse.grid import Grid
from pdecourse.kernels import compile_stepper
from pdecourse.kinetics import Kinetics
from pdecourse.notebook import progress_bar
from pdecourse.shapes import State, States

DTYPES = {"float32": np.float32, "float64": np.float64}

CHECK_EVERY = 256
"""Steps between two looks at the state: a blow-up, or Ctrl-C, is noticed within this many."""


class BlowUp(FloatingPointError):
    """The state stopped being finite. ``step`` says when, ``trajectory`` keeps what was saved before."""

    def __init__(self, message: str, step: int, trajectory: "Trajectory"):
        super().__init__(message)
        self.step, self.trajectory = step, trajectory


@dataclass(frozen=True)
class Trajectory:
    """The states saved by ``simulate``, the first and the last among them.

    ``times`` (saved,), ``states`` (saved, species, ny, nx). ``interrupted`` is true if Ctrl-C ended the run:
    the states saved until then are kept, and ``final`` is the state at that moment.
    """

    times: np.ndarray
    states: States
    kinetics: Kinetics
    grid: Grid
    diffusion: tuple[float, ...]
    dt: float
    interrupted: bool = False

    @property
    def final(self) -> State:
        """The last state, (species, ny, nx)."""
        return self.states[-1]


@dataclass(frozen=True)
class Sweep:
    """Final states of many runs: ``finals`` (runs, species, ny, nx), in the order of ``kinetics``.

    ``failures`` maps the index of a run that blew up or was interrupted to the reason; its final state is NaN.
    """

    kinetics: tuple[Kinetics, ...]
    finals: States
    failures: dict[int, str] = field(default_factory=dict)


def simulate(
    kinetics: Kinetics,
    grid: Grid,
    *,
    diffusion: Sequence[float] | None = None,
    dt: float = 1.0,
    steps: int = 2000,
    initial: np.ndarray | None = None,
    seed: int = 0,
    save_every: int | None = None,
    backend: str = "auto",
    dtype: str = "float32",
    progress: bool | None = None,
) -> Trajectory:
    r"""Integrate ``kinetics`` with diffusion on ``grid`` by explicit Euler. Chapter 2.

    .. math:: u^{n+1} = u^n + \Delta t\,\bigl(D\,\nabla^2_h u^n + R(u^n)\bigr)

    ``diffusion``: one coefficient per species, in length² per time (default: the reaction's own).
    ``initial``: array (species, ny, nx); default: the reaction's own first state, drawn with ``seed``.
    ``save_every``: steps between saved states; default: only the first and the last.
    ``backend``: ``"numpy"`` (reference), ``"cpu"`` (compiled), ``"cuda"``, or ``"auto"``.
    ``progress``: show a bar; default: in terminals and notebooks, once a run takes long.

    Raises ``ValueError`` before any time is spent if an input has the wrong shape, is not finite, or ``dt``
    is beyond the stability limit :math:`\Delta x^2/(2\,\mathrm{dim}\,\max D)`; ``BlowUp`` if the state stops
    being finite on the way; ``RuntimeError``, with a cure, if the backend does not work here. Ctrl-C returns what
    was saved so far.
    """
    diffusion = tuple(kinetics.checked_diffusion(diffusion).tolist())
    _check_step_size(grid, diffusion, dt)
    _check_count("steps", steps)
    if save_every is not None:
        _check_count("save_every", save_every)
    state = _checked_initial(kinetics, grid, initial, seed, dtype)
    stepper = compile_stepper(kinetics, grid, diffusion, dt, dtype, backend)
    stepper.load(state)

    saved, interrupted, done = {0: state}, False, 0
    bar = progress_bar(total=steps, label=type(kinetics).__name__, show=progress)
    try:
        while done < steps:
            stop = _next_stop(done, steps, save_every)
            stepper.advance(stop - done)
            now = stepper.read()
            if not np.isfinite(now).all():
                trajectory = _trajectory(saved, kinetics, grid, diffusion, dt)
                step = _first_bad_step(stepper, state, done, stop)
                raise BlowUp(_blow_up_message(step, dt, grid, diffusion), step, trajectory)
            bar.update(stop - done)
            state, done = now, stop
            if done == steps or (save_every and done % save_every == 0):
                saved[done] = state
    except KeyboardInterrupt:
        interrupted, saved[done] = True, state
    finally:
        bar.close()
    return _trajectory(saved, kinetics, grid, diffusion, dt, interrupted)


def sweep(
    kinetics: Sequence[Kinetics],
    grid: Grid,
    *,
    diffusion: Sequence[float] | None = None,
    dt: float = 1.0,
    steps: int = 2000,
    initial: np.ndarray | None = None,
    seed: int = 0,
    dtype: str = "float32",
    jobs: int = -1,
    progress: bool | None = None,
) -> Sweep:
    """Run every member of ``kinetics``, all of one class, from the same first state; return their final states.

    Runs go through joblib, one thread each on ``jobs`` cores (-1: all). On a cluster the same call runs on
    Dask or Ray inside ``with joblib.parallel_config(backend="dask"):``. A run that blows up leaves NaN and a
    reason in ``failures``; the others go on. Other arguments, and errors in them, as in ``simulate``. Chapter 2.
    """
    runs = tuple(kinetics)
    if not runs:
        raise ValueError("no parameter sets to sweep over; pass a list such as [GrayScott(F, k) for F in …]")
    diffusion = tuple(runs[0].checked_diffusion(diffusion).tolist())
    _check_step_size(grid, diffusion, dt)
    _check_count("steps", steps)
    first = _checked_initial(runs[0], grid, initial, seed, dtype)
    finals = np.full((len(runs), *first.shape), np.nan, dtype)
    failures = dict.fromkeys(range(len(runs)), "interrupted")
    work = (
        delayed(_run)(index, run, grid, diffusion, dt, steps, first, dtype) for index, run in enumerate(runs)
    )
    results = Parallel(n_jobs=jobs, prefer="threads", return_as="generator_unordered")(work)
    try:
        for index, final, failure in progress_bar(results, total=len(runs), label="sweep", show=progress):
            finals[index] = final
            failures[index] = failure
    except KeyboardInterrupt:
        results.close()
    return Sweep(runs, finals, {index: failure for index, failure in failures.items() if failure})


def _run(index, kinetics, grid, diffusion, dt, steps, initial, dtype):
    """Return ``(index, final state, None or the reason of failure)`` of one run on one thread."""
    stepper = compile_stepper(kinetics, grid, diffusion, dt, dtype, "cpu", parallel=False)
    stepper.load(initial)
    for done in range(0, steps, CHECK_EVERY):
        stepper.advance(min(CHECK_EVERY, steps - done))
        state = stepper.read()
        if not np.isfinite(state).all():
            return index, np.nan, f"blew up before step {min(done + CHECK_EVERY, steps)}"
    return index, state, None


def largest_stable_step(grid: Grid, diffusion: Sequence[float]) -> float:
    r"""Return :math:`\Delta x^2 / (2\,\mathrm{dim}\,\max D)`, beyond which explicit diffusion grows a checkerboard.

    Reactions can ask for less. Chapter 1 finds this limit by experiment and proves it.
    """
    fastest = max(diffusion)
    return np.inf if fastest == 0 else grid.spacing**2 / (2 * grid.dimension * fastest)


def _check_step_size(grid, diffusion, dt):
    limit = largest_stable_step(grid, diffusion)
    if not (np.isfinite(dt) and dt > 0):
        raise ValueError(f"dt is {dt}; wanted a positive time step, here at most {limit:.6g}")
    if dt > limit * (1 + 1e-12):
        raise ValueError(
            f"dt = {dt:g} is unstable: explicit diffusion needs D·dt/spacing² ≤ 1/{2 * grid.dimension}, and here "
            f"it is {max(diffusion) * dt / grid.spacing**2:.4g}; the largest safe dt is {limit:.6g}"
        )


def _check_count(name, value):
    if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{name} is {value!r}; wanted a positive whole number")


def _checked_initial(kinetics, grid, initial, seed, dtype) -> State:
    choose(DTYPES, str(np.dtype(dtype)), "dtype")
    wanted = (len(kinetics.species), *grid.shape)
    if len(grid.shape) != 2:
        raise ValueError(
            f"the grid has shape {grid.shape}; simulate wants two dimensions (ny, nx), say (3, {grid.shape[0]})"
        )
    if initial is None:
        initial = kinetics.initial(grid, np.random.default_rng(seed))
    state = np.asarray(initial)
    if state.shape != wanted:
        raise ValueError(f"initial has shape {state.shape}; wanted {wanted}, that is (species, ny, nx)")
    if state.dtype.kind not in "fiu":
        raise ValueError(f"initial has dtype {state.dtype}; wanted real numbers, such as float32")
    if not np.isfinite(state).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(state))[0])
        raise ValueError(f"initial is {state[where]} at {where}; wanted finite numbers everywhere")
    return state.astype(dtype)


def _next_stop(done, steps, save_every):
    stops = [done + CHECK_EVERY, steps]
    if save_every:
        stops.append((done // save_every + 1) * save_every)
    return min(stops)


def _first_bad_step(stepper, good, done, stop) -> int:
    """Return the first step in (done, stop] after which the state is not finite, starting from ``good``."""
    stepper.load(good)
    for step in range(done + 1, stop):
        stepper.advance(1)
        if not np.isfinite(stepper.read()).all():
            return step
    return stop


def _blow_up_message(step, dt, grid, diffusion) -> str:
    return (
        f"the state stopped being finite at step {step} (t = {step * dt:g}). Diffusion alone is stable up to "
        f"dt = {largest_stable_step(grid, diffusion):.4g}; the reaction asks for less: try dt = {dt / 4:g}, "
        f"or an initial state closer to rest"
    )


def _trajectory(saved, kinetics, grid, diffusion, dt, interrupted=False) -> Trajectory:
    times = np.array(list(saved), dtype=float) * dt
    return Trajectory(times, np.stack(list(saved.values())), kinetics, grid, diffusion, dt, interrupted)
