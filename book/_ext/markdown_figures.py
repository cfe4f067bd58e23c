"""Code cells, live figures, pictures and tables, each with its numbered caption below or above it."""

from docutils import nodes
from markdown_boxes import details
from markdown_inline import inline, render
from notebook_pieces import CodeCell, LiveFigure, Piece, block, blocks, text_of


def container(node, page):
    """A code cell of the page, a fold, or a box without meaning of its own (a grid, a card, a tab)."""
    if node.get("nb_element") == "cell_code":
        captions = [caption_of(figure, page) for figure in node.findall(nodes.figure)]
        return [CodeCell(node["cell_index"]), *filter(None, captions)]
    if "toggle" in node["classes"]:
        return details("Click to show", blocks(node.children, page))
    return blocks(node.children, page)


def caption_of(node, page, kind="figure") -> str:
    """Return "**Figure 2.3.** The finding." of a figure or table."""
    caption = next((child for child in node.children if isinstance(child, nodes.caption | nodes.title)), None)
    if caption is None:
        return ""
    number = page.numbered_title(kind, node)
    return f"**{number}.** {inline(caption.children, page)}" if number else inline(caption.children, page)


def figure(node, page):
    pieces: list[Piece] = []
    for child in node.children:
        if isinstance(child, nodes.caption):
            pieces.append(caption_of(node, page))
        elif isinstance(child, nodes.image | nodes.reference):
            pieces.append(render(child, page))
        else:
            pieces += block(child, page)
    return pieces


def live_figure(node, page):
    return [LiveFigure(node["figure"], node["settings"])]


def table(node, page):
    rows = [
        [text_of(entry.children, page).replace("\n", " ").replace("|", r"\|") for entry in row.children]
        for row in node.findall(nodes.row)
    ]
    if not list(node.findall(nodes.thead)):
        rows.insert(0, [""] * len(rows[0]))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return list(filter(None, [caption_of(node, page, "table"), "\n".join(lines)]))


FIGURES = {
    "container": container,
    "figure": figure,
    "live_figure": live_figure,
    "image": render,
    "table": table,
}
