"""Train a node classifier: fit on the training mask, stop by the validation mask."""

import copy
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from tqdm.auto import trange

from pdecourse.graphs import Graph


@dataclass(frozen=True)
class TrainConfig:
    """How to train: Adam with ``learning_rate`` and ``weight_decay`` for at most ``epochs`` passes.

    Training ends when validation accuracy has not risen for ``patience`` epochs. ``seed`` fixes dropout;
    the initial weights belong to the model and are fixed by ``torch.manual_seed`` before it is made.
    """

    learning_rate: float = 0.01
    weight_decay: float = 5e-4
    epochs: int = 200
    patience: int = 50
    seed: int = 0


@dataclass(frozen=True)
class History:
    """What happened, one entry per epoch, and the epoch whose weights were kept."""

    loss: list[float] = field(default_factory=list)
    val_accuracy: list[float] = field(default_factory=list)
    best_epoch: int = 0


def fit(
    model: nn.Module, graph: Graph, config: TrainConfig = TrainConfig(), *, progress: bool = False
) -> History:
    """Train ``model`` in place on the labelled nodes of ``graph`` and leave it with its best weights.

    The best weights are those of the first epoch with the highest validation accuracy; the test labels are
    not read. ``model.bind(graph)`` must return the map from features to logits. ``progress`` shows a bar.

    Raises ``ValueError`` if the graph lacks features, labels or a mask; ``FloatingPointError`` with the epoch
    if the loss is no longer a number.
    """
    lacking = [name for name in ("x", "y", "train_mask", "val_mask") if getattr(graph, name) is None]
    if lacking:
        raise ValueError(f"{graph!r} has no {', '.join(lacking)}; planetoid_split makes masks from labels")
    torch.manual_seed(config.seed)
    network = model.bind(graph)
    optimizer = torch.optim.Adam(
        model.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay
    )
    losses, accuracies, best_epoch, best_weights = [], [], 0, None
    for epoch in trange(config.epochs, desc="training", unit="epoch", leave=False, disable=not progress):
        losses.append(_train_step(model, network, graph, optimizer))
        if not losses[-1] < float("inf"):
            raise FloatingPointError(
                f"the training loss is {losses[-1]} in epoch {epoch}; "
                f"try a learning rate below {config.learning_rate} or scale the features"
            )
        accuracies.append(accuracy(model, graph, graph.val_mask, network))
        if best_weights is None or accuracies[-1] > accuracies[best_epoch]:
            best_epoch, best_weights = epoch, copy.deepcopy(model.state_dict())
        elif epoch - best_epoch >= config.patience:
            break
    model.load_state_dict(best_weights)
    return History(losses, accuracies, best_epoch)


def accuracy(model: nn.Module, graph: Graph, mask: Tensor, network=None) -> float:
    """Return the share of the nodes in ``mask`` that the model classifies correctly.

    ``network`` is ``model.bind(graph)`` where the caller has it already.
    """
    predicted = predict(model, graph, network).argmax(dim=1)
    return (predicted == graph.y)[mask].double().mean().item()


def predict(model: nn.Module, graph: Graph, network=None) -> Tensor:
    """Return the logits (node, class) of all nodes, without dropout and without gradients.

    ``network`` is ``model.bind(graph)`` where the caller has it already.
    """
    model.eval()
    with torch.no_grad():
        return (network or model.bind(graph))(graph.x)


def parameter_table(model: nn.Module) -> dict[str, int]:
    """Return the number of trained parameters in each part of ``model``, and in total.

    For a ``GraphODE`` the parts are its encoder, dynamics and decoder; the dynamics are shared by all steps
    unless they say otherwise, so depth costs nothing there.
    """
    parts = {
        name: sum(parameter.numel() for parameter in part.parameters() if parameter.requires_grad)
        for name, part in model.named_children()
    }
    total = sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
    return {**parts, "total": total}


def _train_step(model: nn.Module, network, graph: Graph, optimizer: torch.optim.Optimizer) -> float:
    """Take one step of gradient descent and return the loss before it."""
    model.train()
    optimizer.zero_grad()
    loss = cross_entropy(network(graph.x)[graph.train_mask], graph.y[graph.train_mask])
    loss.backward()
    optimizer.step()
    return loss.item()
