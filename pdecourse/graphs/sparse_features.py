"""Node features that are mostly zeros: a paper contains few of the words of the dictionary."""

from torch import Tensor
from torch.nn import functional
from torch.utils.weak import WeakIdKeyDictionary

from pdecourse.graphs.graph import Graph
from pdecourse.graphs.sparse import SparseMatrix

SPARSE = 0.1
"""Share of nonzero features up to which their list is faster than the whole table."""

_COMPRESSED = WeakIdKeyDictionary()


class SparseFeatures(SparseMatrix):
    """Features (node, feature) of which only the nonzero ones are stored.

    ``nn.Dropout`` and ``nn.Linear`` take them as they take a tensor, and their cost grows with the entries stored.
    A zero stays zero whether it is dropped or not, so dropping stored entries is the same dropout. To every
    other function of PyTorch they are the dense tensor. (PyTorch asks ``__torch_function__`` of an argument
    that is not a tensor.)
    """

    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        """Return ``function(*args, **kwargs)``."""
        own = {functional.dropout: _dropout, functional.linear: _linear}.get(function)
        if own and isinstance(args[0], cls):
            return own(*args, **(kwargs or {}))
        return function(*map(_dense, args), **{name: _dense(value) for name, value in (kwargs or {}).items()})


def compressed(graph: Graph, x: Tensor) -> Tensor | SparseFeatures:
    """Return ``x`` as ``SparseFeatures`` if it is the constant ``graph.x`` and mostly zeros, else as it is.

    Networks ask for this, so ``network(graph.x)`` is fast everywhere. The list is made once and kept as long as
    the tensor lives and is not changed in place.
    """
    if x is not graph.x or x.requires_grad:
        return x
    version, features = _COMPRESSED.get(x, (None, None))
    if version != x._version:
        is_sparse = x.count_nonzero().item() <= SPARSE * x.numel()
        features = SparseFeatures.from_tensor(x) if is_sparse else None
        _COMPRESSED[x] = x._version, features
    return x if features is None else features


def _dropout(
    x: SparseFeatures, p: float = 0.5, training: bool = True, inplace: bool = False
) -> SparseFeatures:
    # Never in place: the entries are shared by all passes.
    return SparseFeatures(x.pattern, functional.dropout(x.values, p, training))


def _linear(x: SparseFeatures, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    product = x @ weight.T
    return product if bias is None else product + bias


def _dense(argument):
    """Return an argument of a function, or each of a list of them, with all its zeros."""
    if isinstance(argument, (list, tuple)):
        return type(argument)(map(_dense, argument))
    return argument.to_dense() if isinstance(argument, SparseFeatures) else argument
