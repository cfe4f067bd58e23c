"""The live figures of chapter 6 seen from Python."""

import numpy as np
import pytest
import torch
from traitlets import TraitError

from pdecourse import graphs, solvers
from pdecourse.dynamics.attention import ScaledDotProduct
from pdecourse.widgets import AttentionTemperature, GraphStep, StabilityRegions, poster
from pdecourse.widgets.attention_temperature import two_groups
from pdecourse.widgets.drawn_graphs import graph_of


def at(widget, **state):
    """Return ``widget`` in another state."""
    return type(widget)(**widget.state() | state)


@pytest.mark.parametrize("graph", ["karate", "loops", "grid"])
def test_rows_are_means_and_the_limit_is_the_packages(graph):
    widget = GraphStep(graph=graph)
    a = widget.matrix()
    np.testing.assert_allclose(a.sum(axis=1), 1)
    np.testing.assert_allclose(np.sort(np.linalg.eigvals(a).real), widget.eigenvalues(), atol=1e-9)
    symmetric = graphs.normalized_adjacency(
        graph_of(widget.pictures[graph]), self_loops=bool(widget.pictures[graph]["loops"])
    )
    largest = solvers.largest_stable_dt(symmetric.toarray() - np.eye(len(a)))
    assert widget.limits()[1] == pytest.approx(largest, rel=1e-4)


@pytest.mark.parametrize("graph", ["karate", "loops", "grid"])
def test_nothing_grows_up_to_the_limit_and_the_lowest_mode_beyond(graph):
    widget = GraphStep(graph=graph)
    means, limit = widget.limits()
    below, above = (at(widget, tau=factor * limit) for factor in (0.99, 1.05))
    assert (np.diff(below.deviation(below.run(60))) <= 1e-12).all()
    run = above.run(400)
    assert above.deviation(run[-1]) > 100 * above.deviation(run[300])
    lowest = 1 - above.tau * (1 - above.eigenvalues()[0])
    np.testing.assert_allclose(run[-1], lowest * run[-2], rtol=1e-3)
    step = (1 - means) * np.eye(run.shape[1]) + means * widget.matrix()
    assert step.min() >= -1e-12


def test_bipartite_graph_has_the_limit_one_and_blinks_there():
    grid = GraphStep(graph="grid", tau=1.0)
    assert grid.limits() == pytest.approx((1.0, 1.0))
    run = grid.run(400)
    assert grid.deviation(run[-1]) > 0.01
    np.testing.assert_allclose(run[-1], run[-3], atol=1e-9)
    assert not np.allclose(run[-1], run[-2], atol=0.01)


def test_loops_raise_both_limits():
    assert (np.array(GraphStep(graph="loops").limits()) > GraphStep(graph="karate").limits()).all()


@pytest.mark.parametrize("solver", ["euler", "rk4", "adams_bashforth4", "adams_moulton4"])
@pytest.mark.parametrize("graph", ["walk", "hub"])
def test_largest_stable_step_is_the_solvers_limit(solver, graph):
    widget = StabilityRegions(solver=solver, graph=graph)
    fastest = -min(rate for rate, _ in widget.rates[graph])
    limit = solvers.SOLVERS[solver].stability_limit / fastest
    assert at(widget, tau=0.999 * limit).outside() == 0 < at(widget, tau=1.001 * limit).outside()


def test_rates_are_eigenvalues():
    rates = StabilityRegions().rates
    hub = graphs.laplacian(graphs.load("star", num_nodes=9)).toarray()
    np.testing.assert_allclose(
        np.sort(np.linalg.eigvalsh(-hub)), np.sort(np.array(rates["hub"])[:, 0]), atol=1e-9
    )
    ring = 0.1 * np.eye(13) + 0.9 * np.roll(np.eye(13), 1, axis=1)
    found = np.sort_complex(np.linalg.eigvals(ring - np.eye(13)).round(9))
    np.testing.assert_allclose(
        found, np.sort_complex((np.array(rates["ring"]) @ [1, 1j]).round(9)), atol=1e-8
    )


@pytest.mark.parametrize("graph", ["walk", "hub", "ring"])
@pytest.mark.parametrize("solver", ["implicit_euler", "crank_nicolson"])
def test_implicit_solvers_have_no_limit(solver, graph):
    assert StabilityRegions(solver=solver, graph=graph, tau=3.0).outside() == 0


def test_two_groups_hang_together():
    graph, groups = two_groups()
    assert graphs.num_components(graph) == 1
    for group in (0, 1):
        assert graphs.num_components(graph.subgraph(torch.as_tensor(groups == group).nonzero()[:, 0])) == 1


@pytest.mark.parametrize("sharpness", [0.0, 1.5, 6.0])
def test_attention_is_the_packages(sharpness):
    widget = AttentionTemperature(sharpness=sharpness)
    attention = ScaledDotProduct(1, heads=1, dim=1).double()
    for weight in attention.parameters():
        torch.nn.init.constant_(weight, sharpness**0.5)
    x = torch.tensor(widget.features, dtype=torch.float64)
    pattern = graphs.Pattern.of(graph_of(widget.picture), self_loops=True)
    theirs = attention(pattern, x[:, None]) @ torch.eye(len(x), dtype=torch.float64)
    np.testing.assert_allclose(widget.matrix(x.numpy()), theirs.detach().numpy(), atol=1e-12)


@pytest.mark.parametrize("kind", ["once", "always"])
def test_even_attention_mixes_and_sharp_attention_keeps_the_groups_apart(kind):
    even, sharp = (AttentionTemperature(sharpness=s, attention=kind) for s in (0.0, 8.0))
    assert abs(even.gap(even.run(600)[-1])) < 0.01 < 1.5 < sharp.gap(sharp.run(600)[-1])
    first = np.array(even.features)
    assert sharp.across(sharp.matrix(first)) < 0.01 < 0.05 < even.across(even.matrix(first))
    assert sharp.rate(first) > 0, "connected: the difference lasts long, not for ever"


@pytest.mark.parametrize("kind", ["once", "always"])
def test_no_new_extremes(kind):
    run = AttentionTemperature(sharpness=2.0, attention=kind).run(300)
    assert (np.diff(run.max(axis=1)) <= 1e-12).all() and (np.diff(run.min(axis=1)) >= -1e-12).all()


@pytest.mark.parametrize(
    "make",
    [
        lambda: GraphStep(tau=0.0),
        lambda: GraphStep(speed=30),
        lambda: StabilityRegions(solver="magic"),
        lambda: AttentionTemperature(sharpness=-1.0),
    ],
)
def test_what_makes_no_sense_is_refused(make):
    with pytest.raises(TraitError):
        make()


@pytest.mark.parametrize(
    "widget",
    [
        GraphStep(),
        GraphStep(graph="grid", tau=1.05),
        StabilityRegions(),
        StabilityRegions(solver="adams_bashforth4", graph="ring"),
        AttentionTemperature(),
        AttentionTemperature(attention="always", sharpness=4.0),
    ],
)
def test_posters_are_small(widget):
    assert 5_000 < len(poster(widget)) < 100_000
