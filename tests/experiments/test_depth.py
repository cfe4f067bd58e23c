"""Depth is counted alike for every model, and the stored figure says what the book says."""

from dataclasses import replace

import pytest
import torch
from stored import stored

from pdecourse import graphs
from pdecourse.experiments import depth
from pdecourse.experiments.course_models import MODELS, build
from pdecourse.experiments.search import best
from pdecourse.training import parameter_table

pytestmark = pytest.mark.usefixtures("one_thread")

GROWING = {"gcn", "gcn_pair_norm", "gcn_drop_edge", "residual_gcn", "gat", "gcnii"}
"""Models with weights of their own in every layer."""


def test_the_plan_is_a_whole_figure_for_every_seed():
    plan = depth.plan("full")
    figure = len(MODELS) * len(depth.DEPTHS)
    for seed in range(depth.SEEDS):
        part = plan[seed * figure : (seed + 1) * figure]
        assert {run["seed"] for run in part} == {seed}
        assert {(run["model"], run["depth"]) for run in part} == {
            (m, d) for m in MODELS for d in depth.DEPTHS
        }
    assert len(plan) == depth.SEEDS * figure


def test_the_plan_trains_with_what_the_search_found():
    for run in depth.plan("full"):
        tuned = best(graph="cora", model=run["model"], depth=run["depth"])
        assert {name: run[name] for name in tuned} == tuned


@pytest.mark.parametrize("model", MODELS)
def test_parameters_grow_with_depth_only_where_layers_have_their_own(model, digits):
    shallow, deep = (parameter_table(build(model, digits, layers))["total"] for layers in (2, 10))
    assert (deep > shallow) == (model in GROWING)


@pytest.mark.parametrize("model", [model for model in MODELS if model != "gcn_pair_norm"])
def test_a_message_travels_as_far_as_the_network_is_deep(model):
    # PairNorm is left out: the mean over all nodes carries a little everywhere.
    path = graphs.load("path")
    path = replace(path, x=torch.rand(path.num_nodes, 5), y=torch.arange(path.num_nodes) % 2)
    torch.manual_seed(0)
    network = build(model, path, depth=3).eval().bind(path)
    x = path.x.clone().requires_grad_()
    influence = torch.autograd.grad(network(x)[0].square().sum(), x)[0].abs().sum(dim=1)
    assert influence.nonzero().max() == (
        6 if model == "gread" else 3
    )  # the reaction of GREAD looks two edges far


def test_a_run_measures_accuracy_size_and_smoothness():
    run = next(run for run in depth.plan("small") if run["model"] == "appnp")
    measured = depth.run(**run | {"max_epochs": 12})
    assert measured["test"] > 0.8 and measured["parameters"] == 64 * 64 + 64 + 64 * 10 + 10
    assert 0 < measured["kernel_share"] < 1 and measured["cpu_seconds_per_epoch"] > 0


def test_stored_gcn_collapses_and_reaction_terms_do_not():
    result = stored("depth")
    table = result.table("test", rows="model", columns="depth")
    assert table["gcn"][2].mean > 0.78
    assert table["gcn"][16].mean < 0.6
    assert max(table["gcn"][deep].mean for deep in (32, 64)) < 0.35
    assert min(table[model][64].mean for model in ("appnp", "gcnii")) > 0.75
    # RDGNN at 64 steps holds its own accuracy at 8, and that of the GCN of two layers, within two points.
    assert abs(table["rdgnn"][64].mean - table["rdgnn"][8].mean) < 0.02
    assert table["rdgnn"][64].mean > table["gcn"][2].mean - 0.02
