"""The capstone: wrong answers as learners write them, the mistake that must be named, and the points that stay."""

import numpy as np


def ridge(features, labels):
    """Scores (n, 3) of a linear classifier."""
    known, h = labels >= 0, np.c_[features, np.ones(len(features))]
    target = np.eye(3)[labels[known]]
    return h @ np.linalg.solve(h[known].T @ h[known] + 5 * np.eye(h.shape[1]), h[known].T @ target)


def around(edges, values):
    """Means over neighbours."""
    a = np.zeros((len(values), len(values)))
    a[edges[0], edges[1]] = a[edges[1], edges[0]] = 1.0
    return a @ values / np.maximum(a.sum(1, keepdims=True), 1)


def always_the_same(edges, features, labels, seed):
    return np.full(len(labels), np.bincount(labels[labels >= 0]).argmax())


def guesses(edges, features, labels, seed):
    return np.random.default_rng(seed).integers(3, size=len(labels))


def features_alone(edges, features, labels, seed):
    return ridge(features, labels).argmax(1)


def neighbours_vote(edges, features, labels, seed):
    """Right where neighbours agree, and worse than a guess where they differ."""
    return around(edges, np.eye(3)[labels] * (labels >= 0)[:, None]).argmax(1)


def smoothed_for_long(edges, features, labels, seed):
    for _ in range(200):
        features = around(edges, features)
    return ridge(features, labels).argmax(1)


def scores(edges, features, labels, seed):
    return ridge(features, labels)


def hidden_nodes_alone(edges, features, labels, seed):
    return ridge(features, labels).argmax(1)[labels < 0]


def labels_given_back(edges, features, labels, seed):
    return labels


def as_names(edges, features, labels, seed):
    return np.array(["a", "b", "c"])[ridge(features, labels).argmax(1)]


WRONG = {
    "9.1": [
        (
            always_the_same,
            "which guesses, where neighbours mostly agree",
            0,
        ),
        (guesses, "which guesses, where neighbours mostly agree", 0),
        (features_alone, "no better than a network without edges where neighbours mostly agree", 1),
        (
            neighbours_vote,
            "which guesses, where neighbours mostly differ",
            3,
        ),
        (
            smoothed_for_long,
            "which guesses, where neighbours mostly agree",
            0,
        ),
        (scores, "these are scores of the classes", 0),
        (hidden_nodes_alone, "these are the hidden nodes alone", 0),
        (labels_given_back, "a class is a whole number, 0, 1 or 2, for hidden nodes too", 0),
        (as_names, "the prediction is not made of numbers", 0),
    ],
}
"""Exercise number -> (answer, part of a message that names the mistake, points kept)."""
