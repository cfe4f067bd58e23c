"""The live figures of chapter 8 seen from Python."""

from itertools import pairwise

import numpy as np
import pytest
from traitlets import TraitError

from pdecourse import graphs, network, solvers, turing
from pdecourse.grid import Grid
from pdecourse.kinetics import AllenCahn, GrayScott, Schnakenberg
from pdecourse.simulate import simulate
from pdecourse.widgets import GraphReaction, GraphTuring, GrayScottGraph, poster
from pdecourse.widgets.drawn_graphs import graph_of

GRAPHS = GraphTuring.graph.values


def at(widget, **state):
    """Return ``widget`` in another state."""
    return type(widget)(**widget.state() | state)


def test_rates_are_those_of_small_waves():
    walk, lambdas = GraphReaction().laplacian(), GraphReaction().eigenvalues()
    np.testing.assert_allclose(np.sort(np.linalg.eigvals(walk).real), lambdas, atol=1e-12)
    wave = np.linalg.eig(walk)[1][:, np.argsort(np.linalg.eigvals(walk).real)[1]].real
    for reaction, near in (("none", 0.4), ("allen_cahn", 0.0), ("allen_cahn", 1.0), ("source", 0.4)):
        first = (np.full(34, near) + 1e-6 * wave).tolist()
        widget = GraphReaction(reaction=reaction, features=[near] * 34, strength=0.5)
        run = widget.run(1, x=first)
        moved = (run[1] - run[0]) / widget.dt
        np.testing.assert_allclose(moved, widget.growth_rate(lambdas[1], near) * 1e-6 * wave, atol=1e-11)


def test_reaction_is_allen_and_cahns():
    widget = GraphReaction(reaction="allen_cahn", strength=0.4)
    x = np.linspace(-1, 1, 34)
    np.testing.assert_allclose(widget.react(x), AllenCahn.rates(x, 0.4)[0], atol=1e-15)


def test_energy_is_the_packages_and_falls_at_twice_the_rate_of_the_slowest_wave():
    widget = GraphReaction()
    run = widget.run(1200)
    energies = widget.energy(run[[1000, 1200]])
    exact = 1 - widget.dt * widget.eigenvalues()[1]  # the factor per step of explicit Euler
    assert energies[1] / energies[0] == pytest.approx(exact**400, rel=1e-3)


def test_source_stops_the_collapse_at_a_state_between():
    widget = GraphReaction(reaction="source", strength=0.7)
    first = np.array(widget.features)
    limit = np.linalg.solve(widget.laplacian() + 0.7 * np.eye(34), 0.7 * first)
    np.testing.assert_allclose(widget.run(800)[-1], limit, atol=1e-9)
    assert (widget.growth_rate(widget.eigenvalues()) < 0).all(), "every wave decays, and yet"
    assert widget.energy(limit) > 3


def test_weak_allen_cahn_collapses_and_a_strong_one_keeps_two_sides():
    weak, strong = (GraphReaction(reaction="allen_cahn", strength=r).run(8000)[-1] for r in (0.3, 0.7))
    assert GraphReaction().eigenvalues()[1] < 0.3, "although the slowest wave grows near 0"
    assert GraphReaction().energy(weak) < 1e-6 and np.ptp(np.sign(weak)) == 0
    sides = (strong > 0) == np.array(GraphReaction().picture["groups"])
    assert GraphReaction().energy(strong) > 8 and sides.sum() == 32


def test_switched_on_late_the_reaction_cannot_bring_the_sides_back():
    late = GraphReaction().run(400)[-1]
    widget = GraphReaction(reaction="allen_cahn", strength=0.7)
    assert widget.energy(widget.run(2000, x=late)[-1]) < 1e-6 < 1 < widget.energy(widget.run(2000)[-1])


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("coupling", [0.3, 1.0, 1.7])
def test_onset_is_where_the_checker_says_turing(graph, coupling):
    widget = GraphTuring(graph=graph, coupling=coupling)
    onset = widget.onsets().min()
    if np.isinf(onset):
        assert widget.uniform_state(1e4).kind == "stable" and widget.eigenvalues()[1] > 0.8
        return
    below, above = (widget.uniform_state(factor * onset) for factor in (1 - 1e-6, 1 + 1e-6))
    assert (below.kind, above.kind) == ("stable", "turing")
    critical = turing.analyze(Schnakenberg(), (1.0, 10.0)).critical_ratio
    assert onset >= critical, "no graph is easier to break than the plane"
    first = np.argmin(widget.onsets())
    np.testing.assert_allclose(widget.eigenvalues()[above.growing], widget.eigenvalues()[first], atol=1e-9)


def test_every_onset_is_where_one_more_wave_grows():
    widget = GraphTuring(graph="grid", coupling=0.5)
    onsets = np.sort(widget.onsets()[np.isfinite(widget.onsets())])
    for d in np.linspace(8, 39, 20):
        assert len(widget.uniform_state(d).growing) == np.count_nonzero(onsets < d)


@pytest.mark.parametrize("graph", ["ring", "karate"])
def test_noise_dies_below_the_onset_and_grows_at_the_rate_above(graph):
    onset = GraphTuring(graph=graph).onsets().min()
    calm, wild = (GraphTuring(graph=graph, d=factor * onset) for factor in (0.9, 1.3))
    rest = calm.uniform_state().values
    assert np.abs(calm.run(8000, every=8000)[-1] - rest).max() < 1e-4
    assert np.abs(wild.run(8000, every=8000)[-1] - rest).max() > 0.3
    pictures = {name: picture | {"noise": (1e-4 * np.array(picture["noise"])).tolist()}
                for name, picture in wild.pictures.items()}  # fmt: skip
    saved = at(wild, pictures=pictures).run(1200, every=100)[:, :, 0] - rest[0]
    fastest = int(np.argmax(wild.uniform_state().growth_rates))
    wave = np.linalg.eigh(graphs.laplacian(wild.network()).toarray())[1][:, fastest]
    size = np.abs(saved @ wave)
    measured = np.log(size[12] / size[8]) / 20
    assert measured == pytest.approx(wild.uniform_state().growth_rates.max(), rel=0.02)


def test_a_run_is_imex_euler_of_the_package():
    widget = GraphTuring(graph="ring", d=20.0, coupling=0.7)
    field = network.reaction_diffusion(
        Schnakenberg(), 0.7 * graphs.laplacian(widget.network()), diffusion=(1.0, 20.0)
    )
    theirs = solvers.solve(field, widget.initial(), [0, 100 * widget.dt], "imex_euler", dt=widget.dt)
    np.testing.assert_allclose(widget.run(100)[-1], theirs[-1], atol=1e-10)


def test_pictures_are_the_graphs():
    pictures = GraphTuring().pictures
    assert graph_of(pictures["karate"]).edges.tolist() == graphs.load("karate").edges.tolist()
    assert all(graphs.num_components(graph_of(picture)) == 1 for picture in pictures.values())
    assert graph_of(pictures["hubs"]).degree.max() >= 10


def test_grid_graph_is_the_periodic_grid_and_its_run_the_one_of_chapter_2():
    widget = GrayScottGraph(size=32)
    torus = graphs.load("grid", shape=(32, 32), periodic=True)
    assert abs(widget.laplacian() - graphs.laplacian(torus)).max() == 0
    first = widget.initial().reshape(2, 32, 32)
    theirs = simulate(
        GrayScott(0.037, 0.06), Grid((32, 32), boundary="periodic"), dt=0.5, steps=1000, initial=first,
        dtype="float64", progress=False,
    ).final  # fmt: skip
    np.testing.assert_allclose(widget.advance(widget.initial(), 1000), theirs.reshape(2, -1), atol=1e-10)


def test_shaken_links_carry_as_much_as_the_grids():
    widget = GrayScottGraph(places="shaken")
    matrix = widget.laplacian()
    assert abs(matrix - matrix.T).max() == 0 and abs(matrix.sum(axis=1)).max() < 1e-12
    places = widget.node_places()
    for axis in (0, 1):  # a wave that is long beside the links decays as on the grid, on average
        wave = np.exp(2j * np.pi * places[:, axis] / 64)
        decay = (wave.conj() @ (matrix @ wave)).real / 64**2
        assert decay == pytest.approx(2 - 2 * np.cos(2 * np.pi / 64), rel=0.05)
    degree = np.diff(matrix.indptr) - 1
    assert degree.min() >= 8


@pytest.mark.parametrize("places", ["grid", "shaken"])
def test_larger_shares_move_the_same_links_and_more(places):
    widgets = [GrayScottGraph(places=places, rewired=share) for share in (0.0, 0.03, 0.1, 0.3)]
    straight = widgets[0].rewired_links()
    np.testing.assert_array_equal(straight, widgets[0].links())
    moved = [(widget.rewired_links() != straight).any(axis=1) for widget in widgets]
    for fewer, more in pairwise(moved):
        assert not (fewer & ~more).any()
    for share, astray in zip((0.03, 0.1, 0.3), moved[1:], strict=True):
        assert astray.mean() == pytest.approx(share, abs=0.02)


def test_step_is_short_enough_for_every_graph():
    for places in ("grid", "shaken"):
        for share in (0.0, 0.1, 0.3):
            matrix = 0.16 * GrayScottGraph(places=places, rewired=share).laplacian()
            assert solvers.largest_stable_dt(-matrix) > 0.5


def test_shaking_keeps_the_pattern_and_many_shortcuts_kill_it():
    def spread(**state):
        widget = GrayScottGraph(**state)
        return widget.advance(widget.initial(), 5000)[1].std()

    assert min(spread(), spread(places="shaken")) > 0.08
    assert spread(rewired=0.3) < 1e-3


@pytest.mark.parametrize(
    "make",
    [
        lambda: GraphReaction(reaction="magic"),
        lambda: GraphReaction(strength=-1.0),
        lambda: GraphReaction(features=[0.0]),
        lambda: GraphTuring(graph="star"),
        lambda: GraphTuring(coupling=0.0),
        lambda: GrayScottGraph(rewired=0.5),
        lambda: GrayScottGraph(dt=1.0),
    ],
)
def test_what_makes_no_sense_is_refused(make):
    with pytest.raises(TraitError):
        make()


@pytest.mark.parametrize(
    "widget",
    [
        GraphReaction(),
        GraphReaction(reaction="allen_cahn"),
        GraphTuring(graph="ring", d=14.0, still=2000),
        GraphTuring(graph="hubs", coupling=0.3, still=400),
        GrayScottGraph(size=32, still=200),
    ],
)
def test_posters_are_small(widget):
    assert 5_000 < len(poster(widget)) < 100_000
