"""Which labels may be trained on, chosen by and reported on."""

import numpy as np
import torch
from torch import Tensor


def planetoid_split(
    y: Tensor, *, per_class: int = 20, num_val: int = 500, num_test: int = 1000, seed: int = 0
) -> dict[str, Tensor]:
    """Return train, validation and test masks drawn the way of Yang et al. (2016).

    ``per_class`` nodes of each class to train on; of the others ``num_val`` to validate and up to
    ``num_test`` to test. The keys are the names of ``Graph``'s fields.

    Raises ``ValueError`` if a class is too small, or if no test node would be left.
    """
    rng, labels = np.random.default_rng(seed), y.cpu().numpy()
    members = [np.flatnonzero(labels == c) for c in np.unique(labels)]
    smallest = min(len(nodes) for nodes in members)
    if smallest < per_class or len(labels) <= per_class * len(members) + num_val:
        raise ValueError(
            f"{per_class} nodes per class and {num_val} for validation leave nothing to test: there are "
            f"{len(labels)} nodes and {smallest} in the smallest class; ask for fewer"
        )
    train = np.concatenate([rng.choice(nodes, per_class, replace=False) for nodes in members])
    rest = rng.permutation(np.setdiff1d(np.arange(len(labels)), train))
    parts = {"train_mask": train, "val_mask": rest[:num_val], "test_mask": rest[num_val : num_val + num_test]}
    return _masks(parts, len(labels))


def random_split(y: Tensor, *, train: float = 0.6, val: float = 0.2, seed: int = 0) -> dict[str, Tensor]:
    """Return train, validation and test masks drawn the way of Pei et al. (2020), class by class.

    ``train`` and ``val`` are shares of every class, rounded to whole nodes; what is left is for testing.

    Raises ``ValueError`` unless all three shares are positive.
    """
    if not (train > 0 and val > 0 and train + val < 1):
        raise ValueError(
            f"shares of {train:g} to train and {val:g} to validate leave nothing for one of the three parts; "
            "give positive shares with a sum below 1"
        )
    rng, labels = np.random.default_rng(seed), y.cpu().numpy()
    parts = {"train_mask": [], "val_mask": [], "test_mask": []}
    for label in np.unique(labels):
        nodes = rng.permutation(np.flatnonzero(labels == label))
        ends = np.rint(len(nodes) * np.array([train, train + val])).astype(int)
        for part, chosen in zip(parts.values(), np.split(nodes, ends)):
            part.append(chosen)
    return _masks({name: np.concatenate(part) for name, part in parts.items()}, len(labels))


def _masks(parts: dict[str, np.ndarray], num_nodes: int) -> dict[str, Tensor]:
    """Return masks that are true at the node numbers in each of ``parts``."""
    masks = {name: torch.zeros(num_nodes, dtype=torch.bool) for name in parts}
    for name, nodes in parts.items():
        masks[name][torch.from_numpy(nodes)] = True
    return masks
