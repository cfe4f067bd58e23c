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
    rng, labels = np.random.default_rng(seed), y.numpy()
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
    masks = {name: torch.zeros(len(labels), dtype=torch.bool) for name in parts}
    for name, nodes in parts.items():
        masks[name][torch.from_numpy(nodes)] = True
    return masks
