"""What a check says: calling an answer, comparing what it returns, naming the likely mistake.

Checks look at plain data only (numbers and arrays), shape and dtype before values. So ``answer`` may be the
learner's own function or a stand-in that calls it in another process.
"""

from collections.abc import Callable

import numpy as np

EMPTY_BODY = (lambda: None).__code__.co_code


class Wrong(Exception):
    """An answer is wrong: ``mistake`` names the likely reason, ``detail`` gives numbers of the inputs drawn.

    A grader shows the mistake and may keep the detail to itself.
    """

    def __init__(self, mistake: str, detail: str = ""):
        super().__init__(mistake + (f" ({detail})" if detail else ""))
        self.mistake, self.detail = mistake, detail


class Raised(Exception):
    """The learner's code raised the exception that is the cause of this one."""


class NotStarted(Exception):
    """The stub is as it was: there is nothing to judge yet."""


def call(answer: Callable, *inputs):
    """Return ``answer(*inputs)``; refuse a missing result and an input array that was overwritten."""
    given = [x.copy() if isinstance(x, np.ndarray) else x for x in inputs]
    try:
        result = answer(*given)
    except NotImplementedError as error:
        raise NotStarted("this part is not written yet: it raises NotImplementedError") from error
    except (Exception, SystemExit) as error:  # a learner's code may raise anything
        raise Raised from error
    if result is Ellipsis or result is NotImplemented or (result is None and is_empty(answer)):
        raise NotStarted("this part is not written yet")
    if result is None:
        raise Wrong("your function returns None: is the `return` missing?")
    for position, (before, after) in enumerate(zip(inputs, given, strict=True), start=1):
        if isinstance(before, np.ndarray) and not np.array_equal(before, after):
            raise Wrong(
                f"your function overwrites its input in place (argument {position}): compute on a copy, or "
                "write `a = a + b` instead of `a += b`"
            )
    return result


def is_empty(answer: Callable) -> bool:
    """True if the body of ``answer`` is a docstring, ``pass`` or ``...`` and nothing else."""
    code = getattr(answer, "__code__", None)
    return code is not None and not code.co_names and len(code.co_code) == len(EMPTY_BODY)


def numbers(got, name: str) -> np.ndarray:
    """Return ``got`` as an array of real numbers, or raise ``Wrong``."""
    try:
        array = np.array(got, subok=False)
    except Exception as error:  # ragged lists, objects with broken conversions
        raise Wrong(f"{name} is not an array of numbers", f"got {type(got).__name__}") from error
    if array.dtype.kind == "c":
        raise Wrong(f"{name} is complex: a square root of a negative number?")
    if array.dtype.kind not in "iuf":
        raise Wrong(f"{name} is not made of numbers", f"got {described(got)}")
    return array


def shaped(got, shape: tuple[int, ...], name: str) -> np.ndarray:
    """Return ``got`` as an array of real numbers of the given shape, or say what is wrong with its shape."""
    array = numbers(got, name)
    if array.shape == shape:
        return array
    sizes = f"got shape {array.shape}, wanted {shape}"
    if len(shape) > 1 and array.shape == shape[::-1]:
        raise Wrong(f"{name} is transposed: rows are y, columns are x", sizes)
    if array.shape == tuple(n - 2 for n in shape):
        raise Wrong(f"{name} lost its edge cells: they belong to the grid too and need a value", sizes)
    if array.ndim == 0:
        raise Wrong(f"{name} is a single number, one per cell is wanted", sizes)
    raise Wrong(f"{name} has the wrong shape", sizes)


def agree(got, want, name: str = "the result", mistakes: dict | None = None) -> None:
    """Raise ``Wrong`` unless ``got`` equals ``want`` to round-off.

    ``mistakes`` maps a message to what an answer with that mistake returns; the first value that ``got`` equals
    gives the message. A float32 answer is compared to float32 accuracy.
    """
    want = np.asarray(want, dtype=float)
    array = shaped(got, want.shape, name)
    tolerance = 1e-9 if array.dtype.itemsize == 8 else 2e-4
    if equal(array, want, tolerance):
        return
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise Wrong(
            f"{name} is not finite: a division by zero or a square root of a negative number?",
            f"first at index {where}",
        )
    for message, value in (mistakes or {}).items():
        if equal(array, np.broadcast_to(value, want.shape), tolerance):
            raise Wrong(message, worst(array, want))
    if array.dtype.kind in "iu":
        raise Wrong(
            f"{name} has integer dtype, so fractions were cut off: make the output array float",
            worst(array, want),
        )
    raise Wrong(
        f"{name} {ratio(array, want, tolerance) or 'differs from the right value'}", worst(array, want)
    )


def equal(got: np.ndarray, want: np.ndarray, tolerance: float = 1e-9) -> bool:
    """True if the largest difference is below ``tolerance`` times the largest wanted value."""
    scale = np.abs(want).max(initial=0.0) or 1.0
    if np.isinf(scale):  # every number is within a share of infinity
        return False
    return bool(np.abs(got - want).max(initial=0.0) <= tolerance * scale)


def ratio(got: np.ndarray, want: np.ndarray, tolerance: float) -> str | None:
    """Describe ``got`` as a multiple of ``want`` when it is one."""
    factor = float(np.vdot(want, got) / (np.vdot(want, want) or 1.0))
    if abs(factor) < 1e-12 or not equal(got, factor * want, 10 * tolerance):
        return None
    if abs(factor + 1.0) < 1e-6:
        return "has the wrong sign"
    if abs(factor - 1.0) < 1e-3:
        return "is nearly right: a rounded number, or a search that stopped early?"
    return f"is {factor:.3g} times the right value" + (" everywhere" if want.ndim else "")


def worst(got: np.ndarray, want: np.ndarray) -> str:
    """Where ``got`` is furthest from ``want``, and by how much."""
    if want.ndim == 0:
        return f"got {got:.6g}, wanted {want:.6g}"
    where = np.unravel_index(np.argmax(np.abs(got - want)), want.shape)
    return f"worst at index {tuple(int(i) for i in where)}: got {got[where]:.6g}, wanted {want[where]:.6g}"


def described(thing) -> str:
    """A short plain description of a value, without addresses or contents."""
    if isinstance(thing, np.ndarray):
        return f"an array of shape {thing.shape}, dtype {thing.dtype}"
    if isinstance(thing, (bool, int, float, str)):
        return f"{type(thing).__name__} {repr(thing)[:40]}"
    return f"a {type(thing).__name__}"
