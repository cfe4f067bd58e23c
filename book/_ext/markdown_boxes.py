"""Titled boxes: admonitions, theorems, exercises, folds. Solutions are left out."""

import re
from html import escape as escape_html

from docutils import nodes
from markdown_inline import inline
from notebook_pieces import Piece, blocks
from sphinx.locale import admonitionlabels
from sphinx_proof.nodes import NODE_TYPES as PROOF_NODES


def quoted(title: str, pieces: list[Piece]) -> list[Piece]:
    """Return a titled box: a quotation, or bold title and loose pieces where the box holds a cell."""
    heading = f"**{title}**" if title else ""
    if any(not isinstance(piece, str) for piece in pieces):
        return [heading, *pieces]
    body = "\n\n".join(filter(None, [heading, *pieces]))
    return ["\n".join(f"> {line}".rstrip() for line in body.split("\n"))]


def details(summary: str, pieces: list[Piece]) -> list[Piece]:
    """Return a fold: <details>, or bold summary and loose pieces where the fold holds a cell."""
    if any(not isinstance(piece, str) for piece in pieces):
        return [f"**{summary}**", *pieces]
    body = "\n\n".join(filter(None, pieces))
    return [f"<details><summary>{escape_html(summary, quote=False)}</summary>\n\n{body}\n\n</details>"]


def titled(node) -> tuple[nodes.title | None, list[nodes.Node]]:
    """Split a node's title, if it has one, from its other children."""
    if node.children and isinstance(node[0], nodes.title):
        return node[0], node.children[1:]
    return None, list(node.children)


def admonition(node, page):
    title, body = titled(node)
    label = inline(title.children, page) if title else str(admonitionlabels.get(node.tagname, ""))
    if "dropdown" in node["classes"]:
        return details(title.astext() if title else label, blocks(body, page))
    return quoted(label, blocks(body, page))


def enumerated_box(kind):
    """Return the writer of a numbered theorem or exercise: "**Theorem 2.1** (name)"."""

    def write(node, page):
        title, body = titled(node)
        name = inline(title.children, page).strip() if title else ""
        label = page.numbered_title(kind, node).capitalize()
        return quoted(f"{label} {name}".strip(), blocks(body, page))

    return write


def unnumbered_proof(node, page):
    title, body = titled(node)
    return quoted(
        f"{node['realtype'].title()} {inline(title.children, page).strip()}".strip(), blocks(body, page)
    )


def proof(node, page):
    body = blocks(node[0].children, page)
    if body and isinstance(body[0], str):
        body[0] = re.sub(r"^Proof\.", "*Proof.*", body[0])
    return quoted("", body)


def dropdown(node, page):
    summary, *body = node.children
    title = next(part for part in summary.children if "sd-summary-text" in part.get("classes", []))
    return details(title.astext().strip() or "More", blocks(body, page))


def quotation(node, page):
    return quoted("", blocks(node.children, page))


def nothing(node, page):
    return []


ADMONITIONS = (
    "attention caution danger error hint important note tip warning seealso admonition topic sidebar"
)

BOXES = {
    **dict.fromkeys(ADMONITIONS.split(), admonition),
    **{kind.__name__: enumerated_box(name) for name, kind in PROOF_NODES.items()},
    "unenumerable_node": unnumbered_proof,
    "proof_node": proof,
    "exercise_enumerable_node": enumerated_box("exercise"),
    "exercise_node": admonition,
    "solution_node": nothing,
    "dropdown_main": dropdown,
    "block_quote": quotation,
}
