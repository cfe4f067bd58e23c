"""The measures on shapes whose answer is known, and Pearson's twelve regimes held to their names."""

import numpy as np
import pytest

from pdecourse import PEARSON, GrayScott, Grid, patterns, simulate, sweep

SIDE = 96
Y, X = np.mgrid[:SIDE, :SIDE]


def discs(spacing=24, radius=6.0):
    """Return a field with (96 / spacing)² discs of value 1 on 0."""
    y, x = (Y % spacing - spacing / 2), (X % spacing - spacing / 2)
    return (x**2 + y**2 < radius**2).astype(float)


def stripes(period=12):
    return (X % period < period / 2).astype(float)


def test_a_lattice_of_discs_is_spots_and_its_negative_is_holes():
    spots, holes = patterns.describe(discs()), patterns.describe(1 - discs())
    assert (spots.spots, spots.holes, patterns.name(spots)) == (16, 0, "spots")
    assert (holes.spots, holes.holes, patterns.name(holes)) == (0, 16, "holes")
    assert spots.coverage == pytest.approx(np.pi * 36 / 24**2, rel=0.05)
    assert holes.coverage == pytest.approx(1 - spots.coverage)


def test_stripes_are_stripes_whichever_way_they_run():
    for field in (stripes(), stripes().T, (np.sin(2 * np.pi * (X + Y) / 12) > 0).astype(float)):
        look = patterns.describe(field)
        assert patterns.name(look) == "stripes" and look.spots == look.holes == 0


def test_spots_beside_stripes_are_mixed():
    field = np.where(Y < 72, discs(), stripes())
    assert patterns.name(patterns.describe(field)) == "mixed"


def test_dead_and_uniform_fields_have_no_features():
    assert patterns.name(patterns.describe(np.full((20, 20), 1e-4))) == "dead"
    assert patterns.name(patterns.describe(np.full((20, 20), 0.3))) == "uniform"
    faint = 0.3 + 0.01 * discs()
    assert patterns.describe(faint).spots == 0, "a contrast below `flat` is not a pattern"


def test_pieces_are_joined_across_the_edges():
    corner = np.roll(discs(spacing=SIDE, radius=8.0) > 0, (SIDE // 2, SIDE // 2), axis=(0, 1))
    areas, slenderness = patterns.pieces(corner)
    assert len(areas) == 1 and areas[0] == corner.sum()
    assert slenderness[0] == pytest.approx(1, abs=0.25)


def test_slenderness_of_a_disc_is_one_and_grows_with_length():
    def bar(length):
        return (abs(Y - 48) < 3) & (abs(X - 48) < length / 2)

    measured = [patterns.pieces(bar(length))[1][0] for length in (20, 40, 80)]
    assert patterns.pieces(discs(SIDE, 10.0) > 0)[1][0] == pytest.approx(1, abs=0.2)
    assert np.diff(measured).min() > 2 and measured[1] == pytest.approx(4 * 39 / (np.pi * 5), rel=0.25)


def test_otsu_threshold_separates_two_levels():
    rng = np.random.default_rng(0)
    field = np.where(discs() > 0, 0.8, 0.2) + 0.02 * rng.standard_normal(X.shape)
    assert 0.3 < patterns.threshold(field) < 0.7
    assert patterns.threshold(np.where(discs(SIDE, 3.0) > 0, 1.0, 0.0)) == pytest.approx(0.5, abs=0.05)


def test_specks_are_not_counted():
    speck = np.zeros((32, 32))
    speck[5, 5] = speck[20, 20:22] = 1
    assert patterns.describe(speck).spots == 0


@pytest.mark.parametrize("period", [8, 12, 24])
def test_wavelength_of_a_plane_wave(period):
    wave = np.sin(2 * np.pi * X / period)
    assert patterns.wavelength(wave, spacing=0.5) == pytest.approx(period * 0.5)
    with pytest.raises(ValueError, match="no wavelength"):
        patterns.wavelength(np.ones((8, 8)))


def test_unsteadiness_vanishes_at_a_steady_state_and_is_the_rate_elsewhere():
    grid, kinetics = Grid((12, 12)), GrayScott(F=0.04, k=0.05)
    rest = np.stack([np.ones(grid.shape), np.zeros(grid.shape)])
    assert patterns.unsteadiness(kinetics, grid, (0.16, 0.08), rest) == 0
    rest[0] = 0.5  # no catalyst: u relaxes at F (1 − u), v stays
    assert patterns.unsteadiness(kinetics, grid, (0.16, 0.08), rest) == pytest.approx(0.04 * 0.5 / np.sqrt(2))


def test_unsteadiness_is_what_one_step_changes():
    grid, kinetics = Grid((24, 24)), GrayScott()
    run = simulate(kinetics, grid, steps=1, dt=0.25, dtype="float64")
    change = np.sqrt(np.mean((run.states[1] - run.states[0]) ** 2)) / 0.25
    assert patterns.unsteadiness(kinetics, grid, run.diffusion, run.states[0]) == pytest.approx(
        change, rel=1e-9
    )


@pytest.mark.parametrize(
    ("field", "message"),
    [(np.zeros((2, 8, 8)), "one species"), (np.full((8, 8), np.nan), "blew up")],
)
def test_wrong_input_is_named(field, message):
    with pytest.raises(ValueError, match=message):
        patterns.describe(field)


LOOKS = {  # name, whether it keeps changing, bounds on the fraction of the dish where catalyst lives
    "alpha": ({"stripes", "mixed", "spots"}, True, (0.05, 0.4)),
    "beta": ({"stripes", "mixed", "holes"}, True, (0.8, 1.0)),
    "gamma": ({"stripes"}, True, (0.6, 1.0)),
    "delta": ({"holes"}, False, (0.6, 0.95)),
    "epsilon": ({"spots"}, True, (0.1, 0.5)),
    "zeta": ({"spots"}, True, (0.2, 0.6)),
    "eta": ({"mixed"}, False, (0.25, 0.6)),
    "theta": ({"stripes"}, False, (0.4, 0.8)),
    "iota": ({"holes"}, False, (0.8, 1.0)),
    "kappa": ({"stripes"}, False, (0.4, 0.8)),
    "lambda": ({"spots"}, False, (0.2, 0.5)),
    "mu": ({"stripes"}, False, (0.2, 0.6)),
}
DISH = Grid((128, 128))


@pytest.fixture(scope="module")
def finals():
    """Return the final state of each regime, from one sweep on the compiled kernel."""
    runs = sweep([GrayScott(r.F, r.k) for r in PEARSON.values()], DISH, steps=10_000, progress=False)
    assert not runs.failures
    return dict(zip(PEARSON, runs.finals))


def test_every_regime_has_a_stated_look():
    assert LOOKS.keys() == PEARSON.keys()
    assert [r.letter for r in PEARSON.values()] == list("αβγδεζηθικλμ")


@pytest.mark.parametrize("name", PEARSON)
def test_a_regime_survives_and_looks_as_named(finals, name):
    shapes, restless, (least, most) = LOOKS[name]
    kinetics, state = GrayScott(PEARSON[name].F, PEARSON[name].k), finals[name]
    look = patterns.describe(state[1])
    assert look.filled > 0, f"{name} died"
    assert patterns.name(look) in shapes
    assert least <= look.filled <= most
    change = patterns.unsteadiness(kinetics, DISH, kinetics.diffusion, state)
    assert (change > 2.5e-4) == restless, f"{name} changes by {change:.1e} per unit of time"


def test_regimes_are_told_apart(finals):
    """Eight of the twelve lie beyond the saddle-node, where (1, 0) is the only uniform state."""
    beyond = {n for n, r in PEARSON.items() if r.k > np.sqrt(r.F) / 2 - r.F}
    assert beyond == {"alpha", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu"}
    looks = {n: patterns.describe(state[1]) for n, state in finals.items()}
    assert looks["lambda"].spots > 60 and looks["delta"].holes > 50
    assert looks["mu"].filled < looks["kappa"].filled, "worms leave gaps, branching stripes don't"
    assert looks["eta"].spots > 20 and looks["eta"].spotted < looks["lambda"].spotted


def test_small_noise_dies_in_every_regime():
    """(1, 0) is linearly stable everywhere: no regime starts from noise."""
    noise = np.random.default_rng(1).uniform(0, 0.05, (2, 48, 48))
    start = np.stack([1 - noise[0], noise[1]])
    everyone = [GrayScott(r.F, r.k) for r in PEARSON.values()]
    runs = sweep(everyone, Grid((48, 48)), initial=start, steps=1500, progress=False)
    assert runs.finals[:, 1].max() < 1e-6
