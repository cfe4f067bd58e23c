"""Live figures: the same ES module in a notebook (through anywidget) and in the pages of the book.

``WIDGETS`` names them; ``GrayScott(F=0.03, k=0.062)`` shows one in Jupyter, Colab or VS Code.
"""

from pdecourse.widgets.base import LiveFigure
from pdecourse.widgets.fitzhugh_nagumo import FitzHughNagumo
from pdecourse.widgets.gray_scott import GrayScott
from pdecourse.widgets.poster import poster

WIDGETS: dict[str, type[LiveFigure]] = {"gray_scott": GrayScott, "fitzhugh_nagumo": FitzHughNagumo}

__all__ = ["WIDGETS", "FitzHughNagumo", "GrayScott", "LiveFigure", "poster"]
