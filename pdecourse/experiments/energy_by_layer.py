"""Dirichlet energy layer by layer, before and after training. Chapters 5 to 8."""

from functools import cache, lru_cache
from itertools import product

import torch
from torch import nn

from pdecourse.dynamics import GCN
from pdecourse.experiments.course_models import WIDTH, build, load_graph
from pdecourse.experiments.hidden_features import hidden_features, kernel_part, smoothness
from pdecourse.experiments.search import best
from pdecourse.experiments.study import Size, Study, Value
from pdecourse.graphs import second_modulus
from pdecourse.training import TrainConfig, fit

LAYERS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
DEPTH = 65
"""One more than the last layer that is measured: the last layer of a GCN makes logits."""

MODELS = ("heat", "gcn", "gcn_pair_norm", "residual_gcn", "appnp", "gcnii", "grand_l", "graff", "rdgnn")


def plan(size: Size) -> list[dict[str, Value]]:
    """Return a run for every layer; untrained networks first, seed after seed, then trained ones."""
    if size == "full":
        stages = [*product(("cora", "digits"), (False,), range(3)), ("cora", True, 0)]
        models, tuned_on = MODELS, "cora"
    else:
        stages = [("karate", False, 0), ("digits", False, 0)]
        models, tuned_on = ("heat", "gcn", "gcnii", "rdgnn"), None
    return [
        {
            "graph": graph,
            "model": model,
            "trained": trained,
            "seed": seed,
            "layer": layer,
            **best(graph=tuned_on or graph, model=model, depth=DEPTH),
        }
        for graph, trained, seed in stages
        for model in models
        for layer in LAYERS
    ]


def run(layer: int, **network: Value) -> dict[str, Value]:
    """Measure the features after ``layer`` layers of a network; all its layers come from the same one."""
    return measured_layers(**network)[layer]


# Runs that differ in the layer only follow each other, so the network is made, and trained, once.
@lru_cache(maxsize=1)
def measured_layers(
    graph: str,
    model: str,
    trained: bool,
    seed: int,
    learning_rate: float,
    weight_decay: float,
    dropout: float,
    **numbers: float,
) -> dict[int, dict[str, Value]]:
    r"""Return what is measured in the features after each of ``LAYERS`` layers.

    ``distance`` is :math:`\|X - PX\|` to the kernel of :math:`\tilde L_{sym}`, ``energy_ratio`` is the energy over that at
    layer 0, and ``bound`` is :math:`\mu^{2\ell}`, which no linear propagation exceeds in ``energy_ratio``.
    ``largest_singular_value`` is that of the weight before the layer, for a GCN.
    """
    nodes = load_graph(graph, largest_component=True)
    torch.manual_seed(seed)
    network = build(model, nodes, DEPTH, dropout=dropout, **numbers)
    if trained:
        fit(network, nodes, TrainConfig(learning_rate, weight_decay, epochs=60, patience=25, seed=seed))
    hidden, mu = hidden_features(network, nodes), modulus(graph)
    energy = smoothness(nodes, hidden[0])["energy"]
    found = {}
    for layer in LAYERS:
        smooth, x = smoothness(nodes, hidden[layer]), hidden[layer].double()
        found[layer] = {
            **smooth,
            "distance": (x - kernel_part(nodes, x)).norm().item(),
            "energy_ratio": smooth["energy"] / energy,
            "bound": mu ** (2 * layer),
            "largest_singular_value": _largest_singular_value(network, layer),
        }
    return found


@cache
def modulus(graph: str) -> float:
    r"""Return :math:`\mu`, the second largest modulus of an eigenvalue of :math:`\tilde A`, on the largest component."""
    return second_modulus(load_graph(graph, largest_component=True))


def _largest_singular_value(network: nn.Module, layer: int) -> float | None:
    if not isinstance(network, GCN) or layer == 0:
        return None
    return torch.linalg.matrix_norm(network.layers[layer - 1].weight.detach(), 2).item()


STUDY = Study(
    name="energy_by_layer",
    question="How fast does the Dirichlet energy fall with the layers, before and after training?",
    protocol=(
        f"Largest connected component; networks of {DEPTH} layers, width {WIDTH}, with their first weights (3 seeds) and "
        "after at most 60 epochs on the public split, 25 without improvement (one seed); hyper-parameters from the study "
        "'search' on Cora at depth 32; features in prediction mode, energies in double precision with self-loops."
    ),
    plan=plan,
    run=run,
)
