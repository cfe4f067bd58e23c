"""Paragraphs, headings, lists, formulas and listings."""

import re
from textwrap import indent

from docutils import nodes
from markdown_inline import html, inline, nothing, render
from notebook_pieces import Heading, blocks, text_of


def paragraph(node, page):
    text = inline(node.children, page)
    return re.sub(r"^(\d*)(?=[.)#>+-]\s)", r"\1\\", text)  # a paragraph, not a list, heading or quotation


def heading(node, page):
    level, above = 0, node.parent
    while above is not None:
        level += isinstance(above, nodes.section)
        above = above.parent
    number = page.section_number(node.parent)
    text = f"{'#' * level} {number + ' ' if number else ''}{inline(node.children, page)}"
    return [Heading(text)]


def display_math(node, page):
    """A formula on one line: in a quotation JupyterLab would show the ``>`` of further lines as part of it."""
    tex = " ".join(node.astext().split())
    if node.get("nowrap"):
        tex = re.sub(r"\\(begin|end)\{(align|gather)\*?\}", r"\\\1{\2ed}", tex)
    elif r"\\" in tex:
        tex = f"\\begin{{split}} {tex} \\end{{split}}"
    number = page.number("displaymath", node) if node.get("number") else ""
    tag = f" \\tag{{{number}}}" if number else ""
    return f"$${tex}{tag}$$"


def literal(node, page):
    text, fence = node.astext().rstrip(), "```"
    while fence in text:
        fence += "`"
    language = node.get("language", "")
    language = "" if language in ("default", "none") else language
    return f"{fence}{language}\n{text}\n{fence}"


def hang(marker: str, body: str) -> str:
    """Return a list item: the marker, and the body indented to stand under its first line."""
    return marker + indent(body, " " * len(marker))[len(marker) :]


def listing(markers):
    """Return the writer of a list whose items take the given markers."""

    def write(node, page):
        items = [
            hang(marker, text_of(item.children, page))
            for marker, item in zip(markers(node), node.children, strict=True)
        ]
        loose = any(
            sum(isinstance(part, nodes.paragraph) for part in item.children) > 1 for item in node.children
        )
        return ("\n\n" if loose else "\n").join(items)

    return write


def bullets(node):
    return ["- "] * len(node.children)


def ordinals(node):
    first = node.get("start", 1)
    return [f"{number}. " for number in range(first, first + len(node.children))]


def definitions(node, page):
    items = []
    for item in node.children:
        terms = ", ".join(f"**{inline(term.children, page)}**" for term in item.findall(nodes.term))
        meanings = [part for part in item.children if isinstance(part, nodes.definition)]
        items.append(hang("- ", "\n\n".join([terms, *(text_of(part.children, page) for part in meanings)])))
    return "\n\n".join(items)


def bold(node, page):
    return f"**{inline(node.children, page)}**"


def lines(node, page):
    return "  \n".join(inline(line.children, page) for line in node.findall(nodes.line))


def note(node, page):
    """A footnote or a bibliography entry, with its label first."""
    label = next(node.findall(nodes.label))
    mark = f"[{label.astext()}]" if isinstance(node, nodes.citation) else f"<sup>{label.astext()}</sup>"
    return f"{mark} {text_of([part for part in node.children if part is not label], page)}"


def compound(node, page):
    return [] if "toctree-wrapper" in node["classes"] else blocks(node.children, page)


def inside(node, page):
    return blocks(node.children, page)


def rule(node, page):
    return "---"


TEXT = {
    "section": inside,
    "title": heading,
    "rubric": bold,
    "paragraph": paragraph,
    "compound": compound,
    "math_block": display_math,
    "literal_block": literal,
    "doctest_block": literal,
    "bullet_list": listing(bullets),
    "enumerated_list": listing(ordinals),
    "definition_list": definitions,
    "line_block": lines,
    "transition": rule,
    "raw": html,
    "reference": render,
    "caption": bold,
    "legend": inside,
    "attribution": paragraph,
    "footnote": note,
    "citation": note,
    "sd_tab_label": bold,
    "PassthroughTextElement": bold,  # the title of a card
    **dict.fromkeys("sd_tab_input target comment index meta substitution_definition".split(), nothing),
}
