"""Models on a graph, the same work everywhere: products, GRAND-l's integration, layers, whole training epochs.

``python benchmarks/graph_models.py [--quick] [--threads 1 2] [--json FILE]``

The graph is Cora where ``PDECOURSE_DATA`` has it or it can be downloaded, else the digits. Every peer must first
give our result; where a method only approximates, its errors stand beside its times. Times are the best of
several repeats, taken in turns, so that a busy moment of the machine hits all alike; ratios within one run say
more than milliseconds. The adjoint reconstructs the features by running the diffusion backwards, which
amplifies every error by up to exp(2 T): its gradient in the entries of the attention is useless here.
"""

import argparse
import copy
import json
import os
import platform
import sys
import time
import warnings
from importlib.metadata import version

import numba
import numpy as np
import scipy.sparse as sp
import torch
from graph_peers import ScatterGRAND, Stack, dopri5, gat_conv, gcn_conv, products
from scipy.sparse.linalg import expm_multiply
from torch import nn

from pdecourse import graphs
from pdecourse.dynamics import GAT, GCN, GRAFF
from pdecourse.dynamics.operators import propagation
from pdecourse.graph_ode import node_classifier
from pdecourse.solvers import LinearField, solve
from pdecourse.training import TrainConfig, fit

TIME, WIDTH = 18.3, 80
"""Of GRAND-l for Cora, as published."""
LAYERS, LAYER_WIDTH = 8, 64
WANTED_ERROR = 1e-4


def best_times(works, repeats):
    """Return {name: shortest time in milliseconds} of ``repeats`` runs of every function, taken in turns."""
    times = {name: [] for name in works}
    for repeat in range(repeats + 1):
        for name, work in works.items():
            before = time.perf_counter()
            work()
            if repeat:  # the first run compiles and fills caches
                times[name].append(1e3 * (time.perf_counter() - before))
    return {name: min(each) for name, each in times.items()}


def distance(result, wanted):
    """Return the relative error in the Euclidean norm."""
    return ((result.detach().double() - wanted).norm() / wanted.norm()).item()


def product_times(graph, repeats):
    """Return the time of one product with the propagation matrix, and what moving its bytes takes."""
    torch.manual_seed(0)
    x = torch.randn(graph.num_nodes, WIDTH)
    matrix = propagation(graph, x)
    ways = products(matrix)
    for name, product in ways.items():
        torch.testing.assert_close(product(x), ways["pdecourse"](x), msg=f"{name} has another product")
    times = best_times({name: lambda p=p: p(x) for name, p in ways.items()}, 20 * repeats)
    nodes, entries = x.numel(), len(matrix.values)
    index = entries * (matrix.values.element_size() + matrix.pattern.col.element_size())
    once = 2 * x.element_size() * nodes + index
    gathered = x.element_size() * (nodes + entries * WIDTH) + index
    times["limit: every array moved once, at the speed of memory"] = 1e3 * once / copy_speed(1 << 25, 10)
    times["limit: a row read for every entry, at the speed of cache"] = (
        1e3 * gathered / copy_speed(nodes // 2, 2000)
    )
    return times


def copy_speed(numbers, repeats):
    """Return bytes read and written per second by PyTorch's copy of so many float32."""
    source, target = torch.ones(numbers), torch.zeros(numbers)
    return 8 * numbers / (1e-3 * best_times({"copy": lambda: target.copy_(source)}, repeats)["copy"])


def integration(graph, repeats):
    """Return {way: errors, forward and forward + backward time} of GRAND-l's trajectory."""
    torch.manual_seed(0)
    model = node_classifier("grand_l", graph, WIDTH, time=TIME).eval()
    with torch.no_grad():
        x0 = model.encoder(graph.x)
        matrix = model.dynamics.bind(graph, x0).matrix
    pattern, direction = matrix.pattern, torch.randn_like(x0)

    def ours(method, dt):
        return lambda values, x: solve(
            LinearField(graphs.SparseMatrix(pattern, values)), x, [0.0, TIME], method, dt=dt
        )[-1]

    ways = {"dopri5, scatter": lambda values, x: dopri5(pattern, values, x, TIME)}
    ways["dopri5, scatter, adjoint"] = lambda values, x: dopri5(pattern, values, x, TIME, adjoint=True)
    ways |= {f"pdecourse rk4, {n} steps": ours("rk4", TIME / n) for n in (12, 16, 24)}
    ways["pdecourse euler, 18 steps"] = ours("euler", TIME / 18)
    ways["pdecourse exponential"] = ours("exponential", None)

    def run(way):
        values, x = matrix.values.clone().requires_grad_(), x0.clone().requires_grad_()
        end = way(values, x)
        return end, *torch.autograd.grad((end * direction).sum(), (x, values))

    change = graphs.SparseMatrix(pattern, torch.randn_like(matrix.values))
    wanted = reference(matrix, change, x0, direction)
    rows = {}
    for name, way in ways.items():
        end, of_x, of_values = run(way)
        errors = map(distance, (end, of_x, (of_values * change.values).sum()), wanted)
        rows[name] = dict(zip(("error", "x_gradient_error", "entries_gradient_error"), errors, strict=True))
    for error in rows["pdecourse exponential"].values():
        assert error <= WANTED_ERROR, rows
    assert all(row["error"] < 0.1 for row in rows.values()), rows

    def forward(way):
        with torch.no_grad():
            way(matrix.values, x0)

    forwards = best_times({name: lambda w=w: forward(w) for name, w in ways.items()}, repeats)
    boths = best_times({name: lambda w=w: run(w) for name, w in ways.items()}, repeats)
    for name, row in rows.items():
        row["forward_ms"], row["both_ms"] = forwards[name], boths[name]
    return rows


def reference(matrix, change, x0, direction):
    r"""Return the end and the gradients of ⟨direction, end⟩, by SciPy's exponential in double precision.

    The gradient in the entries is a number, that along ``change``: the derivative of :math:`e^{TA} x` is the first
    half of :math:`\exp T\bigl(\begin{smallmatrix} A & V \\ 0 & A \end{smallmatrix}\bigr) \binom{0}{x}`.
    """
    a, v = (TIME * each.to_scipy() for each in (matrix, change))
    x, g = x0.double().numpy(), direction.double().numpy()
    moved, end = np.split(
        expm_multiply(sp.block_array([[a, v], [None, a]]).tocsr(), np.concatenate([0 * x, x])), 2
    )
    of_x = expm_multiply(a.T.tocsr(), g)
    return torch.from_numpy(end), torch.from_numpy(of_x), torch.tensor((g * moved).sum())


def grand_epochs(graph, repeats):
    """Return the time of an epoch of GRAND-l: a step of training, and evaluation of all nodes, by ``fit``."""
    torch.manual_seed(0)
    model = node_classifier("grand_l", graph, WIDTH, method="exponential", time=TIME).eval()
    ways = {
        "dopri5, scatter, dense encoder": ScatterGRAND(copy.deepcopy(model), dense=True).eval(),
        "dopri5, scatter, our encoder": ScatterGRAND(copy.deepcopy(model), dense=False).eval(),
        "pdecourse exponential": model,
    }
    with torch.no_grad():
        wanted = ways["pdecourse exponential"].bind(graph)(graph.x).double()
        for name, way in ways.items():
            assert distance(way.bind(graph)(graph.x), wanted) < 1e-2, f"{name} has other logits"
    return epoch_times(ways, graph, max(2, repeats // 3))


def epoch_times(models, graph, repeats, epochs=3):
    """Return the time of one epoch of each of ``models``."""
    config = TrainConfig(epochs=epochs, patience=epochs)
    times = best_times({name: lambda m=m: fit(m, graph, config) for name, m in models.items()}, repeats)
    return {name: each / epochs for name, each in times.items()}


class GRAFFLayers(nn.Module):
    """GRAFF without encoder and decoder."""

    def __init__(self, width):
        super().__init__()
        self.dynamics = GRAFF(width)

    def bind(self, graph):
        """Return the map from the first features to the last."""
        return lambda x: solve(self.dynamics.bind(graph, x), x, [0.0, LAYERS], "euler", dt=1.0)[-1]


class GATLayers(GRAFFLayers):
    """The same with graph attention: a stack of GAT layers, one head each."""

    def __init__(self, width):
        super().__init__(width)
        self.dynamics = GAT(width, LAYERS, heads=1)


def layer_times(graph, repeats):
    """Return {model: forward, forward + backward milliseconds per layer}, all of one width and depth."""
    torch.manual_seed(0)
    channels = (LAYER_WIDTH,) * (LAYERS + 1)
    x, direction = torch.randn(graph.num_nodes, LAYER_WIDTH), torch.randn(graph.num_nodes, LAYER_WIDTH)
    models = {
        "PyG GCNConv": Stack(gcn_conv, channels),
        "PyG GATConv": Stack(gat_conv, channels),
        "pdecourse GCN": GCN(channels, dropout=0.0),
        "pdecourse GCN, dropout 0.5": GCN(channels, dropout=0.5),
        "pdecourse GAT": GATLayers(LAYER_WIDTH),
        "pdecourse GRAFF": GRAFFLayers(LAYER_WIDTH),
    }
    check_layers(graph, models, x)
    networks = {name: model.bind(graph) for name, model in models.items()}

    def forward(network):
        with torch.no_grad():
            network(x)

    def both(network):
        network(x.requires_grad_()).backward(direction)

    forwards = best_times({name: lambda n=n: forward(n) for name, n in networks.items()}, 3 * repeats)
    boths = best_times({name: lambda n=n: both(n) for name, n in networks.items()}, 3 * repeats)
    return {name: {"forward_ms": forwards[name] / LAYERS, "both_ms": boths[name] / LAYERS} for name in models}


@torch.no_grad()
def check_layers(graph, models, x):
    """Raise AssertionError unless the layers that have a counterpart in PyTorch Geometric agree with it."""
    for ours, theirs in zip(models["pdecourse GCN"].layers, models["PyG GCNConv"].layers):
        theirs.lin.weight.copy_(ours.weight)
        theirs.bias.copy_(ours.bias)
    a, b = (models[name].bind(graph)(x) for name in ("pdecourse GCN", "PyG GCNConv"))
    torch.testing.assert_close(a, b, msg="GCN and GCNConv differ")
    layer, ours = models["PyG GATConv"].layers[0], models["pdecourse GAT"].dynamics
    layer.lin.weight.copy_(ours.w[0].weight)
    layer.att_dst.copy_(ours.attention[0].p.reshape(1, 1, -1))
    layer.att_src.copy_(ours.attention[0].q.reshape(1, 1, -1))
    mixed = torch.nn.functional.elu(layer(x, graph.edge_index))
    torch.testing.assert_close(ours.bind(graph, x)(0.0, x) + x, mixed, msg="GAT and GATConv differ")
    graff = models["pdecourse GRAFF"].dynamics
    slope = products(propagation(graph, x, self_loops=False))["torch CSR"](x @ graff.w) - x * graff.omega
    torch.testing.assert_close(graff.bind(graph, x)(0.0, x), slope, msg="GRAFF is not its formula")


def stack_epochs(graph, repeats):
    """Return the time of a training epoch of whole classifiers of one width and depth."""
    torch.manual_seed(0)
    channels = (graph.x.shape[1], *(LAYER_WIDTH,) * (LAYERS - 1), graph.num_classes)
    models = {
        "PyG GCNConv": Stack(gcn_conv, channels, dropout=0.5),
        "PyG GATConv": Stack(gat_conv, channels, dropout=0.5),
        "pdecourse GCN": GCN(channels),
        "pdecourse GRAFF": node_classifier("graff", graph, LAYER_WIDTH, time=float(LAYERS)),
    }
    return epoch_times(models, graph, repeats)


def verdicts(results):
    """Return [(what, measured ratio, target, whether it is met)] for the targets the course has set itself."""
    grand, epochs = results["integration"], results["grand_epochs"]
    accurate = [row for name, row in grand.items() if "pdecourse" in name and row["error"] <= WANTED_ERROR]
    ours = min(row["both_ms"] for row in accurate)
    epoch = epochs["pdecourse exponential"]
    over = {
        "GRAND-l, forward + backward, over dopri5 + scatter": (
            grand["dopri5, scatter"]["both_ms"] / ours,
            10,
        ),
        "the same over the adjoint": (grand["dopri5, scatter, adjoint"]["both_ms"] / ours, 40),
        "GRAND-l, epoch, over dopri5 + scatter": (epochs["dopri5, scatter, dense encoder"] / epoch, 10),
    }
    layers = {name: row["both_ms"] for name, row in results["layer_times"].items()}
    share = {
        f"GRAFF layer, share of {peer}": layers["pdecourse GRAFF"] / layers[peer]
        for peer in ("PyG GCNConv", "pdecourse GCN, dropout 0.5", "pdecourse GCN")
    }
    return [(what, ratio, f"≥ {target}", ratio >= target) for what, (ratio, target) in over.items()] + [
        (what, ratio, "≤ 1", ratio <= 1) for what, ratio in share.items()
    ]


def measure(graph, threads, repeats):
    """Measure and print everything on so many threads; return the results."""
    torch.set_num_threads(threads)
    numba.set_num_threads(min(threads, numba.config.NUMBA_NUM_THREADS))
    print(f"\n=== {threads} thread{'s' * (threads > 1)} ===")
    sections = {
        f"One sparse product, width {WIDTH}: ms": product_times,
        f"GRAND-l to T = {TIME}, width {WIDTH}: error of the end, of its gradients in x(0) and in the entries, "
        "forward ms, forward + backward ms": integration,
        "GRAND-l, one epoch of training with one evaluation: ms": grand_epochs,
        f"One layer of {LAYERS}, width {LAYER_WIDTH}: forward ms, forward + backward ms": layer_times,
        f"Classifiers of {LAYERS} layers, width {LAYER_WIDTH}, one epoch: ms": stack_epochs,
    }
    results = {}
    for title, section in sections.items():
        print(f"\n{title}")
        results[section.__name__] = section(graph, repeats)
        for name, value in results[section.__name__].items():
            numbers = value.values() if isinstance(value, dict) else [value]
            print(f"  {name:58}" + "".join(f"{number:11.3g}" for number in numbers), flush=True)
    print("\nTargets: measured ratio, wanted")
    results["targets"] = verdicts(results)
    for what, ratio, target, met in results["targets"]:
        print(f"  {what:58}{ratio:11.2f}{target:>8}  {'met' if met else 'missed'}", flush=True)
    return results


def main():
    """Measure, print, and write JSON if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few repeats")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--json", help="write the results to this file")
    arguments = parser.parse_args()
    with warnings.catch_warnings(action="ignore"):
        graph = graphs.load("cora", offline="digits")
    print(f"{graph!r}; {os.cpu_count()} cores, {platform.processor()}")
    results = {
        f"{threads} threads": measure(graph, threads, 3 if arguments.quick else 12)
        for threads in arguments.threads
    }
    if arguments.json:
        made = {
            "date": time.strftime("%Y-%m-%d"),
            "command": sys.argv[1:],
            "python": platform.python_version(),
        }
        made |= {
            name: version(name) for name in ("torch", "torchdiffeq", "torch_geometric", "numba", "pdecourse")
        }
        with open(arguments.json, "w") as file:
            json.dump({"made": made, "graph": repr(graph), "results": results}, file, indent=1)


if __name__ == "__main__":
    main()
