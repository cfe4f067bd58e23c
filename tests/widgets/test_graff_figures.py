"""The live figures of chapter 7 seen from Python."""

import numpy as np
import pytest
import scipy.linalg
import torch

from pdecourse import graphs
from pdecourse.dynamics import GRAFF
from pdecourse.widgets import GraffPad, Particles, poster
from pdecourse.widgets.drawn_graphs import graph_of


@pytest.mark.parametrize("graph", ["karate", "grid"])
def test_flow_is_the_matrix_exponential(graph):
    widget = GraffPad(graph=graph)
    a = graphs.normalized_adjacency(graph_of(widget.pictures[graph])).toarray()
    first = np.array(widget.pictures[graph]["first"])
    columns = [
        scipy.linalg.expm(2.0 * w * a) @ first[:, c] for c, w in enumerate((widget.plus, widget.minus))
    ]
    expected = np.stack(columns, axis=1)
    np.testing.assert_allclose(widget.features(2.0), expected / np.linalg.norm(expected), atol=1e-12)
    assert widget.energy(first) == pytest.approx(
        graphs.dirichlet_energy(graph_of(widget.pictures[graph]), first, "symmetric")
    )


@pytest.mark.parametrize("graph", ["karate", "grid"])
@pytest.mark.parametrize("factor", [0.8, 1.25])
def test_energy_flips_across_the_border(graph, factor):
    rho = GraffPad(graph=graph).rho
    widget = GraffPad(graph=graph, plus=factor * (rho - 1), minus=-1.0)
    end = widget.energy(widget.features(1000.0))
    assert (widget.winner() == "high") == (factor < 1)
    assert end == pytest.approx(rho / 2 if factor < 1 else 0.0, abs=1e-6)


def test_only_the_bipartite_graph_has_the_largest_frequency_two():
    assert GraffPad(graph="grid").rho == pytest.approx(2)
    assert GraffPad(graph="karate").rho < 1.9


class Fixed(torch.nn.Module):
    """A W that is given."""

    def __init__(self, w):
        super().__init__()
        self.w = w

    def forward(self):
        return self.w


@pytest.mark.parametrize("graph", ["cube", "petersen"])
def test_all_particles_have_three_springs_and_move_as_in_graff(graph):
    widget = Particles(graph=graph, across=0.7, up=-0.4)
    edges = np.array(widget.graphs[graph]["edges"])
    n = len(widget.graphs[graph]["first"])
    assert (np.bincount(edges.ravel(), minlength=n) == 3).all()
    model = GRAFF(2).double()
    w = torch.diag(torch.tensor([0.7, -0.4], dtype=torch.float64))
    model.mixing = Fixed(w)
    with torch.no_grad():
        model.omega.copy_(w.diagonal())
    x = torch.tensor(widget.graphs[graph]["first"], dtype=torch.float64)
    slope = model.bind(graphs.Graph.from_edges(edges.T, n), x)(0.0, x).detach().numpy()
    np.testing.assert_allclose(widget.run(1)[1], x.numpy() + widget.dt * slope, atol=1e-12)


@pytest.mark.parametrize("across, up", [(1.0, -1.0), (1.0, 1.0), (-1.0, -0.5)])
def test_normalised_energy_falls(across, up):
    widget = Particles(across=across, up=up)
    energies = [widget.energy(x) for x in widget.run(800)[::20]]
    assert (np.diff(energies) <= 1e-9).all()


def test_attraction_flattens_and_repulsion_parts_the_sides_of_the_cube():
    widget = Particles(across=1.0, up=-1.0)
    x = widget.run(1500)[-1]
    side = np.array(widget.graphs["cube"]["groups"]) == 1
    assert np.ptp(x[:, 0]) < 1e-3
    assert np.ptp(x[side, 1]) < 0.05 and np.ptp(x[~side, 1]) < 0.05
    assert abs(x[side, 1].mean() - x[~side, 1].mean()) > 3.5


@pytest.mark.parametrize(
    "widget", [GraffPad(), GraffPad(graph="grid", plus=1.5), Particles(), Particles(graph="petersen")]
)
def test_posters_are_small(widget):
    assert 5_000 < len(poster(widget)) < 100_000
