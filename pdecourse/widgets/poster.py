"""Posters: the still that stands for a live figure in print, EPUB and where JavaScript is off."""

import io

import numpy as np
from matplotlib.colors import to_rgb
from PIL import Image

from pdecourse.plots import INK, ORANGE
from pdecourse.widgets.base import LiveFigure, colours


def poster(widget: LiveFigure) -> bytes:
    """Return the poster of ``widget`` in its present state as a PNG image of 256 colours."""
    drawn = io.BytesIO()
    widget.poster().savefig(drawn, format="png", facecolor="white")
    reduced = Image.open(drawn).convert("RGB").quantize(palette=_palette(), dither=Image.Dither.NONE)
    png = io.BytesIO()
    reduced.save(png, format="png", optimize=True)
    return png.getvalue()


def _palette() -> Image.Image:
    """Return the colours a poster needs: the field's map, and ink and orange blended into white."""
    fields = [to_rgb(colour) for colour in colours(128)]
    blends = [
        np.array(to_rgb(colour)) * (1 - t) + t for colour in (INK, ORANGE) for t in np.linspace(0, 1, 24)
    ]
    levels = np.round(255 * np.array(fields + blends)).astype(np.uint8)
    image = Image.new("P", (1, 1))
    image.putpalette(levels.tobytes() + bytes(768 - levels.size))
    return image
