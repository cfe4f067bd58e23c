"""What can be measured about the features inside a network."""

import torch
from torch import Tensor, nn

from pdecourse.dynamics import GCN, DropEdge
from pdecourse.graph_ode import GraphODE
from pdecourse.graphs import Graph, components, dirichlet_energy


def hidden_features(model: nn.Module, graph: Graph) -> list[Tensor]:
    """Return the features at depth 0, 1, 2, … of a network in prediction mode.

    For a ``GraphODE`` these are the encoded features and the state after every step; for a ``GCN`` the inputs and
    the output of every layer but the last, which makes logits. ``DropEdge`` is looked through.
    """
    model.eval()
    with torch.no_grad():
        if isinstance(model, DropEdge):
            return hidden_features(model.model, graph)
        if isinstance(model, GraphODE):
            steps = round(model.time / model.step)
            return list(model.trajectory(graph, graph.x, [model.time * n / steps for n in range(steps + 1)]))
        return _inputs_of_layers(model, graph)


def last_hidden(model: nn.Module, graph: Graph) -> Tensor:
    """Return the features that the last, linear, layer turns into logits."""
    return hidden_features(model, graph)[-1]


def _inputs_of_layers(model: GCN, graph: Graph) -> list[Tensor]:
    """Return what each layer of a GCN is given; its dropout is passed by each of them, and does nothing here."""
    inputs: list[Tensor] = []
    watching = model.dropout.register_forward_hook(lambda module, args, output: inputs.append(args[0]))
    try:
        model.bind(graph)(graph.x)
    finally:
        watching.remove()
    # The first of them may have been stored sparse on the way.
    return [graph.x, *inputs[1:]]


def kernel_part(graph: Graph, x: Tensor) -> Tensor:
    r"""Return the part of ``x`` in the kernel of :math:`\tilde L_{sym}`: :math:`\sqrt{d + 1}` on each component."""
    component = components(graph)
    direction = (graph.degree + 1).to(x).sqrt()
    zero = x.new_zeros(int(component.max()) + 1, x.shape[1])
    coefficient = zero.index_add(0, component, direction[:, None] * x)
    squared = zero[:, 0].index_add(0, component, direction**2)
    return direction[:, None] * (coefficient / squared[:, None])[component]


def smoothness(graph: Graph, features: Tensor) -> dict[str, float]:
    r"""Return how large and how smooth ``features`` X (node, channel) are, computed in double precision.

    ``feature_norm`` is the root mean square of the entries. ``energy`` is the Dirichlet energy
    :math:`E(X) = \tfrac12 \langle X, \tilde L_{sym} X \rangle` and ``normalised_energy`` is :math:`E(X / \|X\|)`,
    between 0 and half the largest eigenvalue. ``kernel_share`` is :math:`\|PX\| / \|X\|` with P the projection to the
    kernel, where diffusion ends; ``degree_cosine`` the same for the one direction :math:`\sqrt{d + 1}` on the
    whole graph. What divides by the norm is NaN where all features are zero.
    """
    x = features.double()
    norm, direction = x.norm(), (graph.degree + 1).to(x).sqrt()
    energy = dirichlet_energy(graph, x, self_loops=True)
    return {
        "feature_norm": (norm / x.numel() ** 0.5).item(),
        "energy": energy.item(),
        "normalised_energy": (energy / norm**2).item(),
        "kernel_share": (kernel_part(graph, x).norm() / norm).item(),
        "degree_cosine": ((direction / direction.norm()) @ x).norm().div(norm).item(),
    }
