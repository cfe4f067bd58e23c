"""``+ - * /``, negation and whole powers of Cells, species by species and lane by lane."""

import operator

from numba.core import cgutils, types
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin

from pdecourse.kernels.cells import Cells, vectors_of

FLAGS = ("contract", "nsz", "reassoc")
"""Multiply and add may fuse, sums reorder; NaN and infinity keep their meaning: a blow-up stays visible."""


def _fits(kind, cells):
    """Whether ``kind`` can meet ``cells`` in arithmetic: a number, a tuple of one per species, or equals."""
    if isinstance(kind, types.BaseTuple):
        return kind.count == cells.species and all(_fits(part, cells.one) for part in kind.types)
    return kind == cells or isinstance(kind, types.Number | types.IntegerLiteral)


def _register_binary(symbol, instruction):
    @infer_global(symbol)
    class Typing(AbstractTemplate):
        def generic(self, args, kws):
            found = [kind for kind in args if isinstance(kind, Cells)]
            if found and all(_fits(kind, found[0]) for kind in args):
                return signature(found[0], *args)

    def generate(context, builder, sig, args):
        left, right = (
            vectors_of(context, builder, *operand, sig.return_type) for operand in zip(args, sig.args)
        )
        combine = getattr(builder, instruction)
        return cgutils.pack_array(
            builder, [combine(x, y, flags=FLAGS) for x, y in zip(left, right, strict=True)]
        )

    for kinds in ((Cells, Cells), (Cells, types.Any), (types.Any, Cells)):
        lower_builtin(symbol, *kinds)(generate)


for symbol, instruction in {
    operator.add: "fadd",
    operator.sub: "fsub",
    operator.mul: "fmul",
    operator.truediv: "fdiv",
}.items():
    _register_binary(symbol, instruction)


@infer_global(operator.pow)
class PowerTyping(AbstractTemplate):
    """``cells ** n`` for a literal n = 1, 2, 3, …"""

    prefer_literal = True

    def generic(self, args, kws):
        base, power = args
        if isinstance(base, Cells) and isinstance(power, types.IntegerLiteral) and power.literal_value > 0:
            return signature(base, *args)


@lower_builtin(operator.pow, Cells, types.IntegerLiteral)
def power(context, builder, sig, args):
    """Multiply by the base over and over: ``u ** 2`` costs what ``u * u`` does."""
    base = cgutils.unpack_tuple(builder, args[0])
    product = base
    for _ in range(sig.args[1].literal_value - 1):
        product = [builder.fmul(x, y, flags=FLAGS) for x, y in zip(product, base, strict=True)]
    return cgutils.pack_array(builder, product)


@infer_global(operator.neg)
class NegativeTyping(AbstractTemplate):
    """``-cells``."""

    def generic(self, args, kws):
        if isinstance(args[0], Cells):
            return signature(args[0], *args)


@lower_builtin(operator.neg, Cells)
def negative(context, builder, sig, args):
    """Flip every sign."""
    return cgutils.pack_array(builder, [builder.fneg(x) for x in cgutils.unpack_tuple(builder, args[0])])
