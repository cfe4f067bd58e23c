"""Patches of a picture: what they cover, what they keep, and which of them touch."""

import numpy as np
import pytest

from pdecourse.graphs import num_components
from pdecourse.graphs.superpixels import superpixels

HALVES = np.repeat(np.repeat([[0.0, 1.0]], 10, axis=1), 20, axis=0)


def test_patches_cover_the_picture_and_keep_its_mean():
    picture = np.random.default_rng(0).random((20, 24))
    found = superpixels(picture, 30)
    sizes = np.bincount(found.patch.ravel(), minlength=30)
    assert sizes.min() > 0 and sizes.sum() == picture.size
    np.testing.assert_allclose(found.grey, found.mean(picture), atol=1e-6)
    np.testing.assert_allclose(sizes @ found.grey / picture.size, picture.mean(), atol=1e-6)


def test_patches_do_not_cross_a_sharp_border():
    found = superpixels(HALVES, 20, grey_weight=100)
    np.testing.assert_allclose(np.minimum(found.grey, 1 - found.grey), 0, atol=1e-9)


def test_patches_that_touch_are_joined():
    found = superpixels(HALVES, 20)
    edges = {tuple(edge) for edge in found.graph.edges.T.tolist()}
    rows, columns = np.indices((20, 19)).reshape(2, -1)
    a, b = found.patch[rows, columns], found.patch[rows, columns + 1]
    assert {tuple(sorted(pair)) for pair in zip(a.tolist(), b.tolist()) if pair[0] != pair[1]} <= edges
    assert num_components(found.graph) == 1


def test_too_few_pixels_are_refused():
    with pytest.raises(ValueError, match="fewer patches"):
        superpixels(np.zeros((3, 3)), 10)
