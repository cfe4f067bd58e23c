"""Energies by layer obey the bounds of chapter 5."""

import pytest
from stored import stored

from pdecourse import graphs
from pdecourse.experiments import energy_by_layer
from pdecourse.experiments.search import trials

pytestmark = pytest.mark.usefixtures("one_thread")


def layers(model, graph="digits", **numbers):
    energy_by_layer.measured_layers.cache_clear()
    return energy_by_layer.measured_layers(
        graph=graph, model=model, trained=False, seed=0, **(trials(model)[0] | numbers)
    )


@pytest.mark.parametrize("graph", ["digits", "karate"])
def test_linear_propagation_stays_below_its_bound(graph):
    found = layers("heat", graph)
    assert found[0]["energy_ratio"] == found[0]["bound"] == 1
    for layer, measured in found.items():
        assert measured["energy_ratio"] <= measured["bound"] * (1 + 1e-5), layer
    assert found[64]["kernel_share"] > found[0]["kernel_share"]


def test_a_gcn_layer_shrinks_the_distance_to_the_kernel_by_the_singular_value_times_the_modulus():
    # Oono & Suzuki (2020): ReLU does not lead away from non-negative multiples, and there is no bias yet.
    found, mu = layers("gcn"), graphs.second_modulus(graphs.load("digits"))
    for layer in (1, 2, 3, 4):
        limit = found[layer]["largest_singular_value"] * mu * found[layer - 1]["distance"]
        assert 0 < found[layer]["distance"] <= limit


def test_pythagoras_holds_between_kernel_and_distance():
    for measured in layers("gcnii").values():
        norm = measured["feature_norm"] * (1797 * 64) ** 0.5
        assert measured["distance"] == pytest.approx(
            norm * (1 - measured["kernel_share"] ** 2) ** 0.5, rel=1e-6
        )


def test_layers_of_one_network_follow_each_other_in_the_plan():
    plan = energy_by_layer.plan("full")
    width = len(energy_by_layer.LAYERS)
    for start in range(0, len(plan), width):
        group = [{k: v for k, v in run.items() if k != "layer"} for run in plan[start : start + width]]
        assert all(member == group[0] for member in group)


def test_stored_energy_falls_in_a_gcn_and_not_in_gcnii():
    result = stored("energy_by_layer")
    start = {"graph": "cora", "trained": False}
    gcn, gcnii = (
        [result.summary("energy_ratio", model=model, layer=layer, **start).mean for layer in (8, 64)]
        for model in ("gcn", "gcnii")
    )
    assert gcn[1] < 1e-10 * gcn[0] and gcnii[1] > 0.1 * gcnii[0]
