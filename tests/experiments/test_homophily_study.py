"""Agreement is measured right, and attraction and repulsion show in it."""

import pytest
import torch
from stored import stored

from pdecourse import graphs
from pdecourse.experiments import homophily
from pdecourse.experiments.networks import network
from pdecourse.experiments.selection import best_trial

pytestmark = pytest.mark.usefixtures("one_thread")


class Oracle(torch.nn.Module):
    """Knows the labels."""

    def bind(self, graph):
        return lambda x: torch.nn.functional.one_hot(graph.y).float()


def test_an_oracle_predicts_the_homophily_of_the_graph():
    graph = graphs.load("csbm", homophily=0.3)
    measured = homophily.agreement(Oracle(), graph)
    assert measured == {"predicted": pytest.approx(graphs.edge_homophily(graph))}


def test_products_have_a_spectrum_of_one_sign():
    graph = graphs.load("csbm")
    spectra = {}
    for mixing in ("prod", "neg_prod", "sum"):
        torch.manual_seed(0)
        measured = homophily.agreement(
            network(f"graff_{mixing}", graph, depth=2, step=0.5, dropout=0.0), graph
        )
        spectra[mixing] = measured["w_min"], measured["w_max"]
    assert spectra["prod"][0] > -1e-6 and spectra["neg_prod"][1] < 1e-6
    assert spectra["sum"][0] < -0.1 and spectra["sum"][1] > 0.1


def test_every_model_has_the_same_trials():
    runs = homophily.plan("full")
    per_model = {
        m: [(r["homophily"], r["trial"], r["split"]) for r in runs if r["model"] == m]
        for m in homophily.MODELS
    }
    assert len({tuple(trials) for trials in per_model.values()}) == 1


def accuracy(result, model, share):
    runs = best_trial(result, model=model, homophily=share)
    return sum(run["test"] for run in runs) / len(runs)


def test_stored_repulsion_wins_at_one_end_and_attraction_at_the_other():
    result = stored("homophily")
    assert accuracy(result, "graff_neg_prod", 0.0) > accuracy(result, "graff_prod", 0.0)
    assert accuracy(result, "graff_prod", 1.0) > accuracy(result, "graff_neg_prod", 1.0)


def test_stored_a_free_spectrum_serves_both_ends():
    result = stored("homophily")
    for share in (0.0, 1.0):
        best = max(accuracy(result, f"graff_{mixing}", share) for mixing in ("prod", "neg_prod"))
        assert accuracy(result, "graff_sum", share) > best - 0.03
    assert accuracy(result, "gcn", 0.0) < accuracy(result, "mlp", 0.0) - 0.3


def test_stored_with_short_steps_attraction_raises_and_repulsion_lowers_agreement():
    result = stored("homophily")
    for run in result.select(model="graff_prod", trial=0):
        assert run["predicted"] > run["encoded"]
    lowered = [run["predicted"] < run["encoded"] for run in result.select(model="graff_neg_prod", trial=0)]
    assert sum(lowered) > 0.8 * len(lowered)


def test_stored_with_long_steps_repulsion_smooths_after_all():
    """The upper bound in the condition for high-frequency dominance: 1 + τ(w(1 − λ) − ω) may fall below −1."""
    result = stored("homophily")
    short, long = (result.select(model="graff_neg_prod", homophily=1.0, trial=trial) for trial in (0, 1))
    assert all(run["test"] < 0.75 and abs(1 + run["step"] * run["w_min"]) < 1 for run in short)
    assert all(run["test"] > 0.95 and abs(1 + run["step"] * run["w_min"]) > 3 for run in long)
