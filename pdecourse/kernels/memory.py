"""Loads and stores of Cells. ``fields`` is a tuple of two-dimensional arrays of one shape, one per species."""

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from pdecourse.kernels.cells import LANE, Cells, vectors_of

VECTOR_BYTES = 64
"""One cache line, and one AVX-512 register."""

INDEX = ir.IntType(64)


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
        vectors = vectors_of(context, builder, value_, value, cells)
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
