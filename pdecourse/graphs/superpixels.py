"""A picture as a graph of patches."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from pdecourse.graphs.graph import Graph


@dataclass(frozen=True)
class Superpixels:
    """Patches of a picture: ``graph`` joins those that touch, ``patch[y, x]`` is the number of a pixel's patch.

    ``places`` are the mean (x, y) of the patches and ``grey`` their mean values.
    """

    graph: Graph
    patch: Int[np.ndarray, "y x"]
    places: Float[np.ndarray, "node 2"]
    grey: Float[np.ndarray, " node"]

    def mean(self, picture: Float[np.ndarray, "y x"]) -> Float[np.ndarray, " node"]:
        """Return the mean of another picture over every patch."""
        return np.bincount(self.patch.ravel(), picture.ravel()) / np.bincount(self.patch.ravel())


def superpixels(
    picture: Float[np.ndarray, "y x"], number: int = 150, *, grey_weight: float = 4.0
) -> Superpixels:
    r"""Return about ``number`` patches of pixels that are near in place and alike in value, chapter 6.

    Clusters of the points :math:`(x, y, w u)` by k-means, with w = ``grey_weight`` in pixels per unit of grey: the
    clustering of SLIC (Achanta et al. 2012), over the whole picture. A larger w follows noise, a smaller one makes
    patches round. Patches touch if two of their pixels are neighbours along a row or a column.

    Raises ``ValueError`` if there are fewer pixels than patches.
    """
    from sklearn.cluster import KMeans

    if picture.ndim != 2 or picture.size < number:
        raise ValueError(
            f"{number} patches of a picture of shape {picture.shape}; give a grey picture (y, x) and fewer patches"
        )
    y, x = np.indices(picture.shape)
    points = np.stack([x, y, grey_weight * picture], axis=-1).reshape(-1, 3)
    clusters = KMeans(number, n_init=1, random_state=0).fit(points)
    patch = clusters.labels_.reshape(picture.shape).astype(np.int64)
    below = np.stack([patch[1:], patch[:-1]]).reshape(2, -1)
    beside = np.stack([patch[:, 1:], patch[:, :-1]]).reshape(2, -1)
    graph = Graph.from_edges(np.concatenate([below, beside], axis=1), number, name="superpixels")
    centres = clusters.cluster_centers_
    return Superpixels(graph, patch, centres[:, :2], centres[:, 2] / grey_weight)
