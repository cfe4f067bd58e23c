"""Gray–Scott, the same work everywhere: how many million cells does each library update per second?

``python benchmarks/reaction_diffusion.py [--quick] [--json FILE]``

Every peer must first reproduce the NumPy reference. Peers that are not installed are named and left out:
``pip install 'pdecourse[benchmark]'``. Times are the best of several repeats; absolute numbers belong to the
machine, ratios within one run say more. One step of the plain kernel reads and writes each species once;
copying the same bytes takes the shortest time such a kernel can take, and "of copy" is the share of that
speed. Only kernels that take several steps per pass over memory go beyond 100 %.
"""

import argparse
import json
import os
import platform
import sys
import time
from importlib.metadata import version

import numpy as np
from numba import get_num_threads, njit, prange
from peers import DU, DV, PEERS, F, K, jax_vmap

from pdecourse import GrayScott, Grid, sweep
from pdecourse.kernels import cpu, cuda, reference

KINETICS, DIFFUSION = GrayScott(F, K), (DU, DV)
TOLERANCE = {"float32": 1e-5, "float64": 1e-12}
FUSED, BLOCKED = "pdecourse, fused", "pdecourse, blocked"


class Ours:
    """A stepper of ``pdecourse`` made to look like a peer."""

    def __init__(self, name, module, **options):
        self.name, self.module, self.options = name, module, options

    def __call__(self):
        """Nothing to import: the stepper is compiled when the state, and with it the grid, is known."""
        return self

    def load(self, state):
        """Compile for the grid of ``state`` and copy it in."""
        grid = Grid(state.shape[1:])
        self.stepper = self.module.compile_stepper(
            KINETICS, grid, DIFFUSION, 1.0, state.dtype, **self.options
        )
        self.stepper.load(state)
        self.advance, self.read = self.stepper.advance, self.stepper.read


class OnTheGpu(Ours):
    """The same, waiting until the GPU has really finished."""

    def load(self, state):
        """Copy ``state`` to the device."""
        super().load(state)
        self.advance = lambda steps: (self.stepper.advance(steps), cuda.cuda.synchronize())


def first_state(size, dtype):
    """Return Gray–Scott's own first state on a square grid."""
    return KINETICS.initial(Grid((size, size)), np.random.default_rng(0)).astype(dtype)


def working_peers(peers):
    """Return those of ``peers`` that are installed and agree with NumPy; say why the others are left out."""
    working = []
    for make in peers:
        try:
            check(make())
        except ImportError as error:
            print(f"left out: {make.name} ({error})")
        else:
            working.append(make)
    return working


def check(peer):
    """Raise AssertionError unless ``peer`` takes the reference's 100 steps, in both precisions."""
    for dtype, tolerance in TOLERANCE.items():
        state = first_state(64, dtype)
        wanted = reference.compile_stepper(KINETICS, Grid((64, 64)), DIFFUSION, 1.0, dtype)
        for stepper in (wanted, peer):
            stepper.load(state)
            stepper.advance(100)
        result = np.asarray(peer.read())
        assert result.dtype == dtype, f"{peer.name} computes in {result.dtype}, not {dtype}"
        np.testing.assert_allclose(result, wanted.read(), rtol=0, atol=tolerance, err_msg=peer.name)


def best_time(work, repeats, seconds):
    """Return the shortest time of ``work()`` in ``repeats`` runs, fewer if they take more than ``seconds``."""
    times, start = [], time.perf_counter()
    while len(times) < repeats and (not times or time.perf_counter() - start < seconds):
        before = time.perf_counter()
        work()
        times.append(time.perf_counter() - before)
    return min(times)


def updates_per_second(make, size, dtype, quick):
    """Return million cell updates per second of a peer on a ``size`` × ``size`` grid."""
    peer = make()
    peer.load(first_state(size, dtype))
    peer.advance(16)
    once = best_time(lambda: peer.advance(16), 2, 1) / 16
    target = 0.1 if quick else 0.4
    steps = 16 * max(1, int(target / once / 16))
    return (
        size**2 * steps / best_time(lambda: peer.advance(steps), 3 if quick else 8, 3 if quick else 15) / 1e6
    )


@njit(parallel=True)
def copy_chunks(source, target, chunks):
    """Copy on all threads."""
    n = len(source)
    for c in prange(chunks):
        first, last = n * c // chunks, n * (c + 1) // chunks
        target[first:last] = source[first:last]


def copy_bandwidth(repeats=10):
    """Return bytes read and written per second by a threaded copy of 128 MiB, beyond every cache."""
    source = np.ones(1 << 25, np.float32)
    target = np.zeros_like(source)
    run = lambda: copy_chunks(source, target, get_num_threads())  # noqa: E731
    run()
    return 2 * source.nbytes / best_time(run, repeats, 5)


def measure(peers, dtype, sizes, bandwidth, quick):
    """Print each peer's speeds as they are known, then how ours stand to them. Return {name: {size: speed}}."""
    bytes_per_update = 4 * np.dtype(dtype).itemsize
    ceiling = bandwidth / bytes_per_update / 1e6
    print(f"\n{dtype}: million cell updates per second; copying {bytes_per_update} B for each: {ceiling:.0f}")
    print(f"{'':24}" + "".join(f"{f'{n}²':>10}" for n in sizes) + f"{'of copy':>12}")
    speeds = {}
    for peer in peers:
        row = speeds[peer.name] = {n: updates_per_second(peer, n, dtype, quick) for n in sizes}
        share = row[sizes[-1]] / ceiling
        print(f"{peer.name:24}" + "".join(f"{row[n]:10.0f}" for n in sizes) + f"{share:12.0%}", flush=True)
    for ours in (FUSED, BLOCKED):
        print(f"\n{ours}, times faster than")
        for name, row in speeds.items():
            if name != ours:
                print(f"  {name:22}" + "".join(f"{speeds[ours][n] / row[n]:9.1f}×" for n in sizes))
    return speeds


def sweep_speeds(steps, runs=64, size=128):
    """Return million cell updates per second of 64 runs side by side: as batches, and by ``sweep``."""
    grid = Grid((size, size))
    state = first_state(size, "float32")
    ks = np.linspace(0.055, 0.065, runs, dtype=np.float32)
    kinetics = [GrayScott(F, float(k)) for k in ks]

    def batched_numpy(count):
        u, v = (np.repeat(field[None], runs, axis=0) for field in state)
        for _ in range(count):
            uvv = u * v * v
            u = u + np.float32(DU) * grid.laplacian(u) + np.float32(F) * (1 - u) - uvv
            v = v + np.float32(DV) * grid.laplacian(v) + uvv - (np.float32(F) + ks[:, None, None]) * v
        return np.stack([u, v], axis=1)

    def ours(count):
        return sweep(kinetics, grid, steps=count, initial=state, progress=False).finals

    few = max(1, steps // 20)
    ways = {"NumPy, batched": (batched_numpy, few), "pdecourse.sweep": (ours, steps)}
    try:
        vmap = jax_vmap()
        ways["JAX vmap"] = (lambda count: vmap(state, ks, count), max(1, steps // 4))
    except ImportError as error:
        print(f"left out: JAX vmap ({error})")
    wanted, cells, speeds = batched_numpy(few), runs * size**2 / 1e6, {}
    for name, (run, count) in ways.items():
        np.testing.assert_allclose(run(few), wanted, atol=1e-5, err_msg=name)
        speeds[name] = cells * count / best_time(lambda: run(count), 3, 10)  # noqa: B023
    return speeds


def gpu_speeds(size):
    """Print the CUDA kernels beside a copy on the device, or why there is nothing to print."""
    reason = cuda.preflight()
    if reason:
        print(f"\nGPU: not measured. {reason}")
        return {}
    source = cuda.cuda.device_array((size, size, 2), np.float32)
    target = cuda.cuda.device_array_like(source)
    copy = lambda: (target.copy_to_device(source), cuda.cuda.synchronize())  # noqa: E731
    copy()
    ceiling = 2 * source.nbytes / best_time(copy, 20, 5) / 16 / 1e6
    speeds = {"device copy at 16 B per update": ceiling}
    for name, tiled in (("CUDA, one cell per thread", False), ("CUDA, tiled", True)):
        peer = OnTheGpu(name, cuda, tiled=tiled)
        check(peer)
        speeds[name] = updates_per_second(peer, size, "float32", quick=False)
    print(f"\nGPU {cuda.cuda.get_current_device().name}, float32, {size}²: million cell updates per second")
    for name, speed in speeds.items():
        print(f"  {name:34}{speed:12.0f}{speed / ceiling:8.0%} of copy")
    return speeds


def main():
    """Measure, print, and write JSON if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="two sizes, short runs")
    parser.add_argument("--sizes", type=int, nargs="+", help="default: 256 512 1024 2048")
    parser.add_argument("--dtypes", nargs="+", default=["float32"], choices=TOLERANCE)
    parser.add_argument("--only", nargs="+", help="measure only peers whose name contains one of these")
    parser.add_argument("--json", help="write the results to this file")
    arguments = parser.parse_args()
    sizes = arguments.sizes or ([256, 1024] if arguments.quick else [256, 512, 1024, 2048])

    peers = [p for p in PEERS if not arguments.only or any(word in p.name for word in arguments.only)]
    peers = [*working_peers(peers), *working_peers([Ours(FUSED, cpu, levels=1), Ours(BLOCKED, cpu)])]
    print(f"all {len(peers)} agree with the NumPy reference after 100 steps")
    bandwidth = copy_bandwidth()
    print(
        f"copy: {bandwidth / 1e9:.1f} GB/s on {get_num_threads()} threads; {os.cpu_count()} cores, {platform.processor()}"
    )

    results = {d: measure(peers, d, sizes, bandwidth, arguments.quick) for d in arguments.dtypes}
    batch = sweep_speeds(steps=100 if arguments.quick else 2000)
    print("\n64 runs of 128² side by side, and how many times faster sweep is")
    for name, speed in batch.items():
        print(f"  {name:22}{speed:8.0f}{batch['pdecourse.sweep'] / speed:9.1f}×")
    gpu = gpu_speeds(1024 if arguments.quick else 8192)
    if arguments.json:
        made = {
            "date": time.strftime("%Y-%m-%d"),
            "command": sys.argv[1:],
            "python": platform.python_version(),
        }
        made |= {name: version(name) for name in ("numpy", "numba", "pdecourse")}
        report = {
            "made": made,
            "copy_bytes_per_second": bandwidth,
            "speeds": results,
            "sweep": batch,
            "gpu": gpu,
        }
        with open(arguments.json, "w") as file:
            json.dump(report, file, indent=1)


if __name__ == "__main__":
    main()
