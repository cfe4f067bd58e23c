"""Array shapes as types: the letters used in signatures throughout the package."""

import numpy as np
from jaxtyping import Real

State = Real[np.ndarray, "species ny nx"]
"""A field on a grid: one plane per species, rows (y) before columns (x)."""

States = Real[np.ndarray, "saved species ny nx"]
"""Several states, stacked along the first axis."""
