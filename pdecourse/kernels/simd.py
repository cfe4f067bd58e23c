r"""Numbers for numba that stand for all species of several neighbouring cells at once.

A processor adds sixteen float32 numbers as quickly as one, if it is told to. ``Cells`` tells it: it is a
numba type with ``+ - * /`` and whole powers, so that the ``rates`` which NumPy evaluates on fields compile,
as they stand, into vector instructions. Plain numbers take the precision of the cells they meet, as in NumPy
(numba alone would promote float32 to float64). LLVM splits vectors that are wider than the processor's own,
so the code is right on every processor.
"""

import operator

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, models, register_model

VECTOR_BYTES = 64
"""One cache line, and one AVX-512 register."""

FLAGS = ("contract", "nsz", "reassoc")
"""Multiply and add may fuse, sums reorder; NaN and infinity keep their meaning: a blow-up stays visible."""

INDEX = ir.IntType(64)
LANE = ir.IntType(32)


class Cells(types.Type):
    """``lanes`` neighbouring cells, each holding ``species`` numbers of type ``element``."""

    def __init__(self, element, lanes, species):
        self.element, self.lanes, self.species = element, lanes, species
        super().__init__(name=f"Cells({element}, lanes={lanes}, species={species})")

    @property
    def vector(self):
        """LLVM's type for one species of these cells."""
        element = ir.FloatType() if self.element == types.float32 else ir.DoubleType()
        return element if self.lanes == 1 else ir.VectorType(element, self.lanes)

    @property
    def one(self):
        """The type of a single species."""
        return Cells(self.element, self.lanes, 1)


@register_model(Cells)
class CellsModel(models.PrimitiveModel):
    """Stored as an array of one vector per species, which LLVM keeps in registers."""

    def __init__(self, manager, cells):
        super().__init__(manager, cells, ir.ArrayType(cells.vector, cells.species))


# --- memory: `fields` is a tuple of two-dimensional arrays, one per species --------------------------------


def _vector_lanes(fields):
    return VECTOR_BYTES * 8 // fields.dtype.dtype.bitwidth


def _pointers(context, builder, fields_type, fields, row, column, vector):
    """Yield the address of ``[row, column]`` in every field."""
    array_type = fields_type.dtype
    for s in range(fields_type.count):
        array = context.make_array(array_type)(context, builder, builder.extract_value(fields, s))
        row_bytes = builder.extract_value(array.strides, 0)
        item_bytes = INDEX(array_type.dtype.bitwidth // 8)
        offset = builder.add(builder.mul(row, row_bytes), builder.mul(column, item_bytes))
        yield cgutils.pointer_add(builder, array.data, offset, vector.as_pointer())


def _loader(lanes_of):
    @intrinsic
    def load(typingctx, fields, row, column):
        cells = Cells(fields.dtype.dtype, lanes_of(fields), fields.count)

        def generate(context, builder, signature, args):
            vectors = [
                builder.load(pointer, align=cells.element.bitwidth // 8)
                for pointer in _pointers(context, builder, fields, *args, cells.vector)
            ]
            return cgutils.pack_array(builder, vectors)

        return cells(fields, types.intp, types.intp), generate

    return load


load = _loader(_vector_lanes)
"""``load(fields, row, column)``: a vector's worth of cells, from ``column`` eastwards."""

load_cell = _loader(lambda fields: 1)
"""``load_cell(fields, row, column)``: one cell."""


@intrinsic
def store(typingctx, fields, row, column, value):
    """Write ``value``, Cells or one number per species, to ``fields`` from ``[row, column]`` eastwards."""
    cells = value if isinstance(value, Cells) else Cells(fields.dtype.dtype, 1, fields.count)

    def generate(context, builder, signature, args):
        *where, value_ = args
        vectors = _vectors(context, builder, value_, value, cells)
        pointers = _pointers(context, builder, fields, *where, cells.vector)
        for vector, pointer in zip(vectors, pointers, strict=True):
            builder.store(vector, pointer, align=cells.element.bitwidth // 8)
        return context.get_dummy_value()

    return types.void(fields, types.intp, types.intp, value), generate


@intrinsic
def lanes(typingctx, fields):
    """Return how many neighbouring cells ``load`` takes at once."""
    return types.intp(fields), lambda context, builder, signature, args: INDEX(_vector_lanes(fields))


def _shifter(by):
    @intrinsic
    def shifted(typingctx, first, second):
        def generate(context, builder, signature, args):
            lanes = [by(first.lanes) + lane for lane in range(first.lanes)]
            order = ir.Constant(ir.VectorType(LANE, first.lanes), lanes)
            pairs = zip(*(cgutils.unpack_tuple(builder, cells) for cells in args), strict=True)
            return cgutils.pack_array(builder, [builder.shuffle_vector(x, y, order) for x, y in pairs])

        return first(first, second), generate

    return shifted


west_of_second = _shifter(lambda lanes: lanes - 1)
"""``west_of_second(first, second)``: the western neighbours of ``second``, which lies east of ``first``."""

east_of_first = _shifter(lambda lanes: 1)
"""``east_of_first(first, second)``: the eastern neighbours of ``first``."""


# --- arithmetic --------------------------------------------------------------------------------------------


@intrinsic
def species(typingctx, cells):
    """Return a tuple of the species, each a Cells of its own."""

    def generate(context, builder, signature, args):
        vectors = cgutils.unpack_tuple(builder, args[0])
        return cgutils.pack_array(builder, [cgutils.pack_array(builder, [vector]) for vector in vectors])

    return types.UniTuple(cells.one, cells.species)(cells), generate


def _vectors(context, builder, value, kind, cells):
    """Return one LLVM vector per species of ``cells`` from Cells, a number, or a tuple of these."""
    if isinstance(kind, Cells):
        return cgutils.unpack_tuple(builder, value, kind.species)
    if isinstance(kind, types.BaseTuple):
        parts = zip(cgutils.unpack_tuple(builder, value, kind.count), kind.types, strict=True)
        return [_vectors(context, builder, part, part_kind, cells.one)[0] for part, part_kind in parts]
    number = context.cast(builder, value, kind, cells.element)
    if cells.lanes == 1:
        return [number] * cells.species
    undefined = ir.Constant(cells.vector, ir.Undefined)
    first = builder.insert_element(undefined, number, LANE(0))
    everywhere = ir.Constant(ir.VectorType(LANE, cells.lanes), [0] * cells.lanes)
    return [builder.shuffle_vector(first, undefined, everywhere)] * cells.species


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
            _vectors(context, builder, *operand, sig.return_type) for operand in zip(args, sig.args)
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
