"""A page of small pictures, each a link."""

import base64
import html
import io
from dataclasses import dataclass

import matplotlib.pyplot as plt

STYLE = """<style>
.pde-map { display:grid; grid-template-columns:repeat(auto-fill, minmax(150px, 1fr)); gap:1rem; padding:0; }
.pde-map a { display:block; text-decoration:none; border:1px solid #8886; border-radius:.5rem; overflow:hidden; }
.pde-map img { display:block; width:100%; aspect-ratio:1; object-fit:cover; background:white; }
.pde-map span { display:block; padding:.5rem .6rem; line-height:1.3; }
.pde-map b { display:block; }
</style>"""


@dataclass(frozen=True)
class Thumbnail:
    """One square picture (a figure of Matplotlib) with a title, a line of text, alt text, and where it leads."""

    figure: plt.Figure
    title: str
    text: str
    alt: str
    link: str


def thumbnails(items: list[Thumbnail]):
    """Return a grid of linked pictures as HTML; every figure is drawn and closed."""
    from IPython.display import HTML

    cards = "".join(
        f'<a href="{html.escape(item.link)}"><img src="{_png(item.figure)}" alt="{html.escape(item.alt)}">'
        f"<span><b>{html.escape(item.title)}</b>{html.escape(item.text)}</span></a>"
        for item in items
    )
    return HTML(f'{STYLE}<div class="pde-map">{cards}</div>')


def _png(figure: plt.Figure) -> str:
    """Return a figure as a picture inside a link, and close it."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=100)
    plt.close(figure)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
