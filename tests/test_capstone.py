"""The capstone: what the drawn graphs are, and what ``classify`` says of a right-hand side it can't use."""

import numpy as np
import pytest
import torch
from torch import nn

from pdecourse.capstone.deep import BUDGET, classify
from pdecourse.capstone.task import draw_task
from pdecourse.dynamics import Dynamics

pytestmark = pytest.mark.usefixtures("one_thread")


class Free(Dynamics):
    """A right-hand side ``field(x)`` with ``size`` numbers to learn."""

    def __init__(self, field=torch.zeros_like, size=0):
        super().__init__()
        self.field, self.w = field, nn.Parameter(torch.zeros(size))

    def bind(self, graph, x0):
        return lambda t, x: self.field(x) + 0 * self.w.sum()


def predicted(dynamics, **settings):
    task = draw_task(np.random.default_rng(0), 0.85)
    return classify(dynamics, task.edges, task.features, task.labels, 3, epochs=1, **settings)


@pytest.mark.parametrize("homophily", [0.85, 0.05])
def test_a_drawn_graph_has_the_degree_and_the_homophily_asked_for(homophily):
    tasks = [draw_task(np.random.default_rng(seed), homophily) for seed in range(20)]
    share = np.mean([(t.truth[t.edges[0]] == t.truth[t.edges[1]]).mean() for t in tasks])
    assert np.mean([2 * t.edges.shape[1] / 400 for t in tasks]) == pytest.approx(10, rel=0.02)
    assert share == pytest.approx(homophily, abs=0.01)


def test_hidden_labels_are_half_and_the_others_are_right():
    task = draw_task(np.random.default_rng(5), 0.5)
    known = task.labels >= 0
    assert known.sum() == 200
    assert (task.labels[known] == task.truth[known]).all()
    assert task.accuracy(task.truth) == 1 and task.accuracy((task.truth + 1) % 3) == 0


def test_a_prediction_is_a_class_for_every_node_and_the_same_every_time():
    classes = predicted(lambda channels: Free())
    assert classes.shape == (400,) and set(classes) <= {0, 1, 2}
    assert np.array_equal(classes, predicted(lambda channels: Free()))


def test_the_budget_is_kept_to_the_last_parameter():
    left = BUDGET - 387  # what encoder and decoder take
    predicted(lambda channels: Free(size=left))
    with pytest.raises(ValueError, match="1501 parameters, 1500 are allowed"):
        predicted(lambda channels: Free(size=left + 1))


def test_a_right_hand_side_that_explodes_is_told_what_to_change():
    with pytest.raises(FloatingPointError, match="bound the right-hand side"):
        predicted(lambda channels: Free(lambda x: 100 * x**3))


@pytest.mark.parametrize(
    "dynamics, advice",
    [
        (Free(), r"pass the class itself, classify\(Free"),
        (lambda _: nn.Tanh(), "class Yours"),
        (lambda _: Dynamics(), "bind"),
    ],
)
def test_what_is_no_right_hand_side_is_named(dynamics, advice):
    with pytest.raises(TypeError, match=advice):
        predicted(dynamics)


def test_a_bind_that_returns_features_is_told_to_return_a_function():
    class Slope(Dynamics):
        def bind(self, graph, x0):
            return x0

    with pytest.raises(ValueError, match="a function such as"):
        predicted(lambda channels: Slope())
