"""Which cells have to run so that the learner's functions work.

A lab shows simulations and plots that take seconds and that no answer needs. They are known word for word, so
they can be left out; whatever the learner wrote or changed always runs.
"""

from symtable import SymbolTable, symtable


def needed(cells: list[str], given: frozenset[str]) -> list[bool]:
    """Return for each cell whether it must run; ``given`` are the sources of the lab's own cells, stripped.

    A given cell runs if it imports something, or assigns or defines a global name that a cell which runs reads
    and does not assign itself. If one of the cells cannot be parsed (a magic, a mistake), all of them run.
    """
    own = [cell.strip() not in given for cell in cells]
    try:
        tables = [symtable(cell, "cell", "exec") for cell in cells]
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # the last two: nested very deep
        return [True] * len(cells)
    read = {name for table, is_own in zip(tables, own) if is_own for name in _read(table)}
    runs = list(own)
    for position in reversed(range(len(cells))):  # what is read was assigned above
        table = tables[position]
        if not own[position] and (_imports(table) or _assigned(table) & read):
            runs[position] = True
            read |= _read(table) - _assigned(table)
    return runs


def _read(table: SymbolTable) -> set[str]:
    """Return the global names that the code of ``table`` reads, functions inside it included."""
    is_module = table.get_type() == "module"
    here = {s.get_name() for s in table.get_symbols() if s.is_referenced() and (is_module or s.is_global())}
    return here.union(*(_read(child) for child in table.get_children()))


def _assigned(table: SymbolTable) -> set[str]:
    """Return the global names that a cell assigns."""
    return {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned()}


def _imports(table: SymbolTable) -> bool:
    """Return whether a cell imports something at its top."""
    return any(symbol.is_imported() for symbol in table.get_symbols())
