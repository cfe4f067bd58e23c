"""Each MyST directive and role the book may use becomes plain Markdown with the book's numbers and links."""

import pytest
from docutils import nodes
from markdown_blocks import block
from markdown_inline import escape, render
from page_context import ExportError, PageContext

BOOK = "https://pde-course.github.io/pdecourse/book/"

# name: (MyST, what the notebook shows). {n} is the number of the chapter, {url} the published page.
SNIPPETS = {
    "equation": (
        "$$\na = b\n$$ (eq-a)\n\nSee {eq}`eq-a`.",
        "$$a = b \\tag{{{n}.1}}$$\n\nSee [({n}.1)]({url}#equation-eq-a).",
    ),
    "unnumbered": ("$$\na = b\n$$", "$$a = b$$"),
    "math": (
        "```{math}\n:label: eq-m\na = 1 \\\\ b = 2\n```",
        "$$\\begin{{split}} a = 1 \\\\ b = 2 \\end{{split}} \\tag{{{n}.1}}$$",
    ),
    "align": (
        "\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}",
        "$$\\begin{{aligned}} a &= b \\\\ c &= d \\end{{aligned}}$$",
    ),
    "inline": ("Of $a<b$, {math}`c` and {sub}`2`.", r"Of $a\lt b$, $c$ and <sub>2</sub>."),
    "marks": ("*a* **b** `c_d` e_f 2\\*3 \\$4", r"*a* **b** `c_d` e_f 2\*3 \$4"),
    "note": ("```{note}\nOne.\n\n- two\n- three\n```", "> **Note**\n>\n> One.\n>\n> - two\n> - three"),
    "admonition": (":::{admonition} Predict\n:class: tip\nWhat?\n:::", "> **Predict**\n>\n> What?"),
    "fold": (
        ":::{admonition} Predict\n:class: dropdown\nWhat?\n:::",
        "<details><summary>Predict</summary>\n\nWhat?\n\n</details>",
    ),
    "dropdown": (
        "```{dropdown} Why $x<y$?\nSo.\n```",
        "<details><summary>Why x&lt;y?</summary>\n\nSo.\n\n</details>",
    ),
    "tabs": ("::::{tab-set}\n:::{tab-item} A\nOne.\n:::\n::::", "**A**\n\nOne."),
    "grid": ("::::{grid} 2\n:::{grid-item-card} A\nOne.\n:::\n::::", "**A**\n\nOne."),
    "theorem": (
        "```{prf:theorem} Name\n:label: th\nTrue.\n```\n\n{prf:ref}`th`",
        "> **Theorem {n}.1 (Name)**\n>\n> True.\n\n[Theorem {n}.1]({url}#th)",
    ),
    "quoted math": (":::{note}\n$$\na\n= b\n$$\n:::", "> **Note**\n>\n> $$a = b$$"),
    "proof": ("```{prf:proof}\nClear.\n```", "> *Proof.* Clear."),
    "exercise": (
        "```{exercise} Name\n:label: ex\nDo.\n```\n\n{ref}`ex`",
        "> **Exercise {n}.1 (Name)**\n>\n> Do.\n\n[Exercise {n}.1]({url}#ex)",
    ),
    "solution": (
        "```{exercise}\n:label: so\nDo.\n```\n\n```{solution} so\nSecret.\n```",
        "> **Exercise {n}.1**\n>\n> Do.",
    ),
    "section": ("(s-a)=\n## One\n\n{numref}`s-a`", "## {n}.1 One\n\n[Section {n}.1]({url}#s-a)"),
    "document": ("{doc}`../index`", "[Start](" + BOOK + "index.html)"),
    "citation": ("{cite:p}`pearson1993`", "[[Pearson, 1993](" + BOOK + "reference/bibliography.html#"),
    "table": ("| a | b |\n|---|---|\n| $x$ | `y` |", "| a | b |\n| --- | --- |\n| $x$ | `y` |"),
    "listed": (
        "```{list-table} Cap\n:name: t-l\n:header-rows: 1\n* - A\n* - 1\n```\n\n{numref}`t-l`",
        "**Table {n}.1.** Cap\n\n| A |\n| --- |\n| 1 |\n\n[Table {n}.1]({url}#t-l)",
    ),
    "figure": (
        "```{figure} ../dot.png\n:alt: A dot\n:name: f-d\nRound.\n```",
        "![A dot](https://pde-course.github.io/pdecourse/_images/dot.png)\n\n**Figure {n}.1.** Round.",
    ),
    "lists": (
        "1. one\n2. two\n\n   ```python\n   x = 1\n   ```",
        "1. one\n2. two\n\n   ```python\n   x = 1\n   ```",
    ),
    "definition": ("term\n: meaning", "- **term**\n\n  meaning"),
    "quote": ("> said", "> said"),
    "code": ("```python\nx = 1\n```", "```python\nx = 1\n```"),
    "footnote": ("Text[^a].\n\n[^a]: The note.", "Text<sup>1</sup>.\n\n---\n\n<sup>1</sup> The note."),
    "link": ("[a](https://example.org/a_b)", "[a](https://example.org/a_b)"),
    "break": ("a\n\n---\n\nb", "a\n\n---\n\nb"),
    "html": ("<kbd>x</kbd>\n\n% a comment", "<kbd>x</kbd>"),
}

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc33"
    "0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def snippets(new_book):
    """One page for each snippet, in a chapter folder of its own."""
    book = new_book(execute_notebooks="off")
    book.page("index", "# Start\n", notebook=False)
    book.page("reference/bibliography", "# Bibliography\n\n```{bibliography}\n```\n", notebook=False)
    (book.root / "book" / "dot.png").write_bytes(DOT)
    for number, (name, (myst, _)) in enumerate(SNIPPETS.items(), start=1):
        book.page(f"{number:02d}-{name}/chapter", f"# Title\n\n{myst}\n")
    result = book.build()
    assert result.returncode == 0, result.stdout
    return book


@pytest.mark.parametrize("name", SNIPPETS)
def test_snippet(snippets, name):
    number = list(SNIPPETS).index(name) + 1
    page = f"{number:02d}-{name}/chapter"
    expected = SNIPPETS[name][1].format(n=number, url=f"{BOOK}{page}.html")
    markdown = snippets.markdown(page)
    assert expected in markdown
    assert "Secret" not in markdown


@pytest.fixture
def page():
    return PageContext(env=None, builder=None, docname="book/02-patterns/chapter", base_url=BOOK)


def test_unknown_block_raises(page):
    with pytest.raises(
        ExportError, match=r"book/02-patterns/chapter, near line 7: no notebook form.*<field_list>"
    ):
        node = nodes.field_list()
        node.line = 7
        block(node, page)


def test_unknown_inline_raises(page):
    with pytest.raises(ExportError, match="<problematic>"):
        render(nodes.problematic(), page)


def test_a_cell_inside_a_list_raises(page):
    cell = nodes.container(nb_element="cell_code", cell_index=0)
    with pytest.raises(ExportError, match="CodeCell inside a list"):
        block(nodes.bullet_list("", nodes.list_item("", cell)), page)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("2*3", r"2\*3"),
        ("a_b", "a_b"),
        ("_a_", r"\_a\_"),
        ("$5", r"\$5"),
        ("a<b", "a&lt;b"),
        ("&amp;", "&amp;amp;"),
    ],
)
def test_escape(text, markdown):
    assert escape(text) == markdown


@pytest.mark.parametrize("text", ["1. no list", "12) no list", "# no heading", "- no list", "> no quotation"])
def test_a_paragraph_stays_a_paragraph(page, text):
    from markdown_it import MarkdownIt

    markdown = block(nodes.paragraph("", text), page)[0]
    tokens = MarkdownIt().parse(markdown)
    assert tokens[0].type == "paragraph_open"
    assert MarkdownIt().render(markdown).strip().replace("&gt;", ">") == f"<p>{text}</p>"
