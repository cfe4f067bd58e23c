"""PairNorm: keep the mean distance between nodes as it is."""

from torch import nn

from pdecourse.dynamics.base import Features


class PairNorm(nn.Module):
    r"""Normalisation of Zhao & Akoglu (2020), between the layers of a GCN, chapter 5.

    .. math:: x_i \leftarrow s\, \frac{x_i - \bar x}{\sqrt{\frac1n \sum_j \|x_j - \bar x\|^2}}

    Afterwards the mean squared distance of two nodes is 2 s², whatever the layer did. It stretches what
    differs by little, noise included.
    """

    def __init__(self, scale: float = 1.0):
        super().__init__()
        self.scale = scale

    def forward(self, x: Features) -> Features:
        """Return the features, centred and scaled."""
        centred = x - x.mean(dim=0)
        # The small number keeps features that are all equal, and their gradient, finite.
        return self.scale * centred / (centred**2).sum(dim=1).mean().add(1e-12).sqrt()
