"""Everything a page may hold, by docutils node name: the table behind the notebook export."""

from markdown_boxes import BOXES
from markdown_figures import FIGURES
from markdown_text import TEXT
from notebook_pieces import BLOCKS, block, blocks

__all__ = ["block", "blocks"]

BLOCKS.update(TEXT | BOXES | FIGURES)
