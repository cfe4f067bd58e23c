r"""Numbers for numba that stand for all species of several neighbouring cells at once.

A processor adds sixteen float32 numbers as quickly as one, if it is told to. ``Cells`` tells it: it is a
numba type with ``+ - * /`` and whole powers, so that the ``rates`` which NumPy evaluates on fields compile,
as they stand, into vector instructions (``arithmetic.py``). Plain numbers take the precision of the cells
they meet, as in NumPy (numba alone would promote float32 to float64). LLVM splits vectors that are wider than
the processor's own, so the code is right on every processor.
"""

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic, models, register_model

LANE = ir.IntType(32)
"""The type in which LLVM numbers the lanes of a vector."""


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


@intrinsic
def species(typingctx, cells):
    """Return a tuple of the species, each a Cells of its own."""

    def generate(context, builder, signature, args):
        vectors = cgutils.unpack_tuple(builder, args[0])
        return cgutils.pack_array(builder, [cgutils.pack_array(builder, [vector]) for vector in vectors])

    return types.UniTuple(cells.one, cells.species)(cells), generate


def vectors_of(context, builder, value, kind, cells):
    """Return one LLVM vector per species of ``cells`` from Cells, a number, or a tuple of these."""
    if isinstance(kind, Cells):
        return cgutils.unpack_tuple(builder, value, kind.species)
    if isinstance(kind, types.BaseTuple):
        parts = zip(cgutils.unpack_tuple(builder, value, kind.count), kind.types, strict=True)
        return [vectors_of(context, builder, part, part_kind, cells.one)[0] for part, part_kind in parts]
    number = context.cast(builder, value, kind, cells.element)
    if cells.lanes == 1:
        return [number] * cells.species
    undefined = ir.Constant(cells.vector, ir.Undefined)
    first = builder.insert_element(undefined, number, LANE(0))
    everywhere = ir.Constant(ir.VectorType(LANE, cells.lanes), [0] * cells.lanes)
    return [builder.shuffle_vector(first, undefined, everywhere)] * cells.species
