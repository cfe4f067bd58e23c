"""A type checker that looks at array annotations only, so that public errors stay our own."""

import functools
import inspect
from collections.abc import Callable

from jaxtyping import AbstractArray


def check(function: Callable) -> Callable:
    """Wrap ``function`` so that arrays must fit their jaxtyping annotations, on the way in and out."""
    signature = inspect.signature(function)
    wanted = {p.name: p.annotation for p in signature.parameters.values() if _is_array(p.annotation)}
    if not wanted and not _is_array(signature.return_annotation):
        return function

    @functools.wraps(function)
    def checked(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        for name, value in bound.arguments.items():
            _require(value, wanted.get(name), f"{function.__qualname__}({name})")
        result = function(*args, **kwargs)
        _require(result, signature.return_annotation, f"the result of {function.__qualname__}")
        return result

    return checked


def _is_array(annotation) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, AbstractArray)


def _require(value, annotation, place: str) -> None:
    if _is_array(annotation) and not isinstance(value, annotation):
        got = f"{value.dtype}{list(value.shape)}" if hasattr(value, "shape") else type(value).__name__
        raise TypeError(f"{place} is {got}; wanted {annotation.__name__}")
