"""Text inside a paragraph, from resolved docutils nodes to the Markdown that Jupyter and Colab show.

References arrive resolved (their text holds the number), glued values arrive as text, citations as links;
what is left is to spell each node in plain Markdown or HTML. An unknown node raises.
"""

import re
from html import escape as escape_html

from docutils import nodes
from page_context import PageContext


def inline(children, page: PageContext) -> str:
    """Return the Markdown of a run of inline nodes."""
    return "".join(render(node, page) for node in children)


def render(node: nodes.Node, page: PageContext) -> str:
    """Return the Markdown of one inline node; an unknown kind raises :class:`page_context.ExportError`."""
    if node.tagname not in INLINE:
        raise page.error(node, f"no notebook form for the inline element <{node.tagname}>")
    return INLINE[node.tagname](node, page)


def escape(text: str) -> str:
    """Escape what Markdown would read as markup, so that the text shows as it is."""
    text = re.sub(r"([\\`*$])", r"\\\1", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    return re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")


def plain(node, page):
    return escape(" ".join(node.astext().split("\n")))


def inside(node, page):
    return inline(node.children, page)


def between(opening: str, closing: str):
    return lambda node, page: f"{opening}{inline(node.children, page)}{closing}"


def nothing(node, page):
    return ""


def code(node, page):
    text = " ".join(node.astext().split("\n"))
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def math(node, page):
    tex = " ".join(node.astext().split())
    return "$" + tex.replace("<", r"\lt ") + "$"


def link(node, page):
    return f"[{inline(node.children, page)}]({page.link(node)})"


def image(node, page):
    return f"![{escape(node.get('alt', ''))}]({page.image_url(node)})"


def html(node, page):
    return node.astext() if "html" in node.get("format", "").split() else ""


def footnote_mark(node, page):
    return f"<sup>{escape_html(node.astext())}</sup>"


INLINE = {
    "#text": plain,
    "inline": inside,
    "emphasis": between("*", "*"),
    "strong": between("**", "**"),
    "title_reference": between("*", "*"),
    "subscript": between("<sub>", "</sub>"),
    "superscript": between("<sup>", "</sup>"),
    "abbreviation": inside,
    "generated": inside,
    "literal": code,
    "math": math,
    "reference": link,
    "number_reference": link,
    "image": image,
    "raw": html,
    "footnote_reference": footnote_mark,
    "target": nothing,
    "comment": nothing,
}
