"""The ten train, validation and test splits that many graphs are published with."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

NUM_SPLITS = 10


def published_split(folder: Path, name: str, split: int) -> dict[str, Tensor]:
    """Return the masks of split 0 to 9 of Pei et al. (2020), who keep one file per split."""
    check_split(split)
    with np.load(folder / f"{name}_split_0.6_0.2_{split}.npz") as masks:
        return {mask: torch.from_numpy(masks[mask].astype(bool)) for mask in masks.files}


def check_split(split: int) -> None:
    """Raise ``ValueError`` unless there is a split of that number."""
    if split not in range(NUM_SPLITS):
        raise ValueError(
            f"split {split!r} is none of the published ones; give a number from 0 to {NUM_SPLITS - 1}"
        )
