"""Train one network on one graph and say how well it did."""

from torch import nn

from pdecourse.graphs import Graph
from pdecourse.training import TrainConfig, accuracy, fit, parameter_table


def train_and_measure(model: nn.Module, graph: Graph, config: TrainConfig) -> dict[str, float | int]:
    """Train ``model`` in place and return its accuracies, the epoch of its weights and its size.

    The weights are those of the first epoch with the highest accuracy in validation; ``epochs`` is how many
    were trained in all.
    """
    history = fit(model, graph, config)
    return {
        **accuracies(model, graph),
        "best_epoch": history.best_epoch,
        "epochs": len(history.loss),
        "parameters": parameter_table(model)["total"],
    }


def accuracies(model: nn.Module, graph: Graph) -> dict[str, float]:
    """Return the shares of test, validation and training nodes that are classified correctly."""
    masks = {"test": graph.test_mask, "val": graph.val_mask, "train": graph.train_mask}
    return {name: round(accuracy(model, graph, mask), 5) for name, mask in masks.items()}
