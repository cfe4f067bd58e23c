"""Exercise 5.5: from four measurements of a deep network to the cause of its failure."""

import numpy as np

from pdecourse.exercises.drawn_graphs import on_nodes
from pdecourse.exercises.feedback import Wrong, call
from pdecourse.exercises.record import Check, Exercise

CAUSES = (
    "works",
    "explodes",
    "overfits",
    "no gradient",
    "no information",
    "neither gradient nor information",
    "something else",
)


def diagnose(runs: np.ndarray, chance: float, good: float) -> np.ndarray:
    """Return the number of the cause for each run: its row holds train, test, gradient and probe."""
    train, test, gradient, probe = runs.T
    works, kept = test > (chance + good) / 2, probe > (chance + good) / 2
    learned, weak = train > (chance + 1) / 2, gradient < 0.01
    questions = [works, gradient > 100, learned, weak & ~kept, weak, ~kept]
    return np.select(questions, [0, 1, 2, 5, 3, 4], default=6)


def fitted(answer, rng):
    """Works, or learned the training nodes only."""
    judge(answer, rng, ("works", "overfits"), 4)


def explosion(answer, rng):
    """A gradient that is huge or infinite."""
    judge(answer, rng, ("explodes", "works", "overfits"), 2)


def three_kinds(answer, rng):
    """It did not learn: for want of a gradient, of information, or of both."""
    judge(answer, rng, ("no gradient", "no information", "neither gradient nor information"), 3)


def honest(answer, rng):
    """A gradient and information are there, and still it did not learn."""
    judge(answer, rng, ("something else", "no gradient", "no information"), 2)


def judge(answer, rng, causes, times):
    """Compare the causes of some runs with the right ones, and with those of usual mistakes."""
    chance, good = float(rng.uniform(0.05, 0.12)), float(rng.uniform(0.65, 0.75))
    runs = [measured(rng, cause, chance, good, k % 2 == 0) for k in range(times) for cause in causes]
    runs = rng.permutation(np.array(runs))
    want = diagnose(runs, chance, good)
    got = call(answer, runs, chance, good)
    array = on_nodes(
        np.asarray(got) + 0 if np.asarray(got).dtype.kind == "b" else got, (len(runs),), "the list of causes"
    )
    if (array == want).all():
        return
    at = int(np.flatnonzero(array != want)[0])
    row = ", ".join(
        f"{name} {value:.3g}" for name, value in zip(("train", "test", "gradient", "probe"), runs[at])
    )
    detail = f"{row}, chance {chance:.2g}, good {good:.2g}: got {array[at]:g}, wanted {want[at]} ({CAUSES[want[at]]})"
    if not np.isin(array, range(len(CAUSES))).all():
        raise Wrong(f"the causes are numbers from 0 to {len(CAUSES) - 1}", detail)
    for mistake, other in MISTAKES.items():
        if (array == other(runs, chance, good)).all():
            raise Wrong(mistake, detail)
    raise Wrong(f"a run that is {CAUSES[want[at]]!r} is judged {CAUSES[int(array[at])]!r}", detail)


def measured(rng, cause, chance, good, close):
    """Draw four measurements of a run with this cause, ``close`` to the borders or not."""

    def low(top):
        return float(chance + rng.uniform(*((0.475, 0.495) if close else (0, 0.45))) * (top - chance))

    def high(top):
        return float(chance + rng.uniform(*((0.53, 0.6) if close else (0.6, 1))) * (top - chance))

    healthy, tiny = float(10 ** rng.uniform(-1.5, 1.2)), float(10 ** rng.uniform(-6, -2.5))
    if cause == "works":
        return high(1), high(good), healthy, high(good)
    if cause == "overfits":
        return high(1), low(good), healthy, high(good)
    if cause == "explodes":
        return low(1), low(good), float(10 ** rng.uniform(2.3, 6)) if close else np.inf, high(good)
    gradient = tiny if "gradient" in cause else healthy
    probe = low(good) if "information" in cause else high(good)
    return low(1), low(good), gradient, probe


def variant(
    runs, chance, good, *, border=None, train_border=None, order=None, codes=(0, 1, 2, 5, 3, 4), rest=6
):
    """The reference with some of its parts replaced."""
    train, test, gradient, probe = runs.T
    border = (chance + good) / 2 if border is None else border
    works, kept = test > border, probe > border
    learned, weak = train > ((chance + 1) / 2 if train_border is None else train_border), gradient < 0.01
    questions = [works, gradient > 100, learned, weak & ~kept, weak, ~kept]
    order = order or range(6)
    return np.select([questions[k] for k in order], [codes[k] for k in order], default=rest)


MISTAKES = {
    "½ is no border: test and probe are good if nearer to `good` than to `chance`": lambda r, c, g: variant(
        r, c, g, border=0.5
    ),
    "½ is no border: all of train, test and probe start from `chance`": lambda r, c, g: variant(
        r, c, g, border=0.5, train_border=0.5
    ),
    "½ is no border: training accuracy lies between `chance` and 1": lambda r, c, g: variant(
        r, c, g, train_border=0.5
    ),
    "training accuracy lies between `chance` and 1, not `good`": lambda r, c, g: variant(
        r, c, g, train_border=(c + g) / 2
    ),
    "the borders are at `chance`: a little better than chance is not good": lambda r, c, g: variant(
        r, c, g, border=c, train_border=c
    ),
    "the borders are at `good`: halfway from chance is enough": lambda r, c, g: variant(r, c, g, border=g),
    "a weak gradient hides the lost information: where both are gone it is cause 5": lambda r, c, g: variant(
        r, c, g, codes=(0, 1, 2, 3, 3, 4)
    ),
    "lost information hides the weak gradient: where both are gone it is cause 5": lambda r, c, g: variant(
        r, c, g, codes=(0, 1, 2, 4, 3, 4)
    ),
    "if gradient and information are both there, the cause is not known: 6": lambda r, c, g: variant(
        r, c, g, rest=4
    ),
    "if gradient and information are both there, the cause isn't known: 6": lambda r, c, g: variant(
        r, c, g, rest=3
    ),
    "an exploded run is none of the others: ask for the gradient above 100 too": lambda r, c, g: variant(
        r, c, g, order=(0, 2, 3, 4, 5)
    ),
    "a run that learned the training nodes and fails the test overfits: ask that before the rest": (
        lambda r, c, g: variant(r, c, g, order=(0, 1, 3, 4, 5))
    ),
    "causes 3 and 4 are exchanged": lambda r, c, g: variant(r, c, g, codes=(0, 1, 2, 5, 4, 3)),
    "causes are counted from 1: they start at 0": lambda r, c, g: variant(r, c, g) + 1,
    "all failures are called over-smoothing": lambda r, c, g: variant(r, c, g, order=(0,), rest=4),
    "every failure is called over-smoothing, except overfitting": lambda r, c, g: variant(
        r, c, g, order=(0, 2), rest=4
    ),
}
"""What a mistake says -> the causes that it gives."""

DIAGNOSE = Exercise(
    number="5.5",
    title="Name the cause",
    minutes=12,
    reference=diagnose,
    hints=(
        "Turn each measurement into yes or no for all runs at once: `train, test, gradient, probe = runs.T`. "
        "Then ask in the order of the table, and stop at the first yes.",
        "`np.select(questions, numbers, default=6)` takes the first question that is true. Questions, in "
        "order: test above (chance + good)/2 → 0; gradient > 100 → 1; train above (chance + 1)/2 → 2; weak and "
        "not kept → 5; weak → 3; not kept → 4. Weak is gradient < 0.01, kept is probe above (chance + good)/2.",
    ),
    checks=(
        Check("works, or overfits", 1, fitted),
        Check("explodes", 1, explosion),
        Check("gradient, information, both", 2, three_kinds),
        Check("something else", 1, honest),
    ),
)
