"""Pieces of a notebook, and the rule that turns each block of a page into some.

A piece is a string of Markdown, or the place of a code cell or of a live figure. ``BLOCKS`` lists all that can
be exported; a node that is not in it raises, so that nothing is lost or shown raw without anybody noticing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from docutils import nodes
from page_context import PageContext


@dataclass(frozen=True)
class Heading:
    """A heading, which begins a new Markdown cell."""

    text: str


@dataclass(frozen=True)
class CodeCell:
    """The place of the page's code cell number ``index``."""

    index: int


@dataclass(frozen=True)
class LiveFigure:
    """The place of a live figure, to be written as a call of the widget class with ``settings`` (JSON)."""

    name: str
    settings: str


Piece = str | Heading | CodeCell | LiveFigure

BLOCKS: dict[str, Callable[[nodes.Node, PageContext], str | list[Piece]]] = {}
"""Node name to its writer; filled by ``markdown_blocks.py`` from the tables of the modules beside it."""


def blocks(children, page: PageContext) -> list[Piece]:
    """Return the pieces of a run of block nodes."""
    return [piece for node in children for piece in block(node, page)]


def block(node: nodes.Node, page: PageContext) -> list[Piece]:
    """Return the pieces of one block node; an unknown kind raises ``page_context.ExportError``."""
    if node.tagname not in BLOCKS:
        raise page.error(node, f"no notebook form for the block <{node.tagname}>")
    pieces = BLOCKS[node.tagname](node, page)
    return [pieces] if isinstance(pieces, str) else pieces


def text_of(children, page: PageContext) -> str:
    """Return blocks as one string, where a cell can't stand (in a list, a table, a quotation)."""
    pieces = blocks(children, page)
    for piece in pieces:
        if not isinstance(piece, str):
            raise page.error(children[0], f"a {type(piece).__name__} inside a list, table or quotation")
    return "\n\n".join(filter(None, pieces))
