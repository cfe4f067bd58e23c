"""Export each executable page as a plain notebook for Colab and Jupyter.

``_build/html/notebooks/<page>.ipynb`` is made from the *resolved* page, after numbering, citations and glued
values, so it shows the book's own numbers; links lead to the published book (``html.baseurl`` in
``_config.yml``). It holds no outputs: the book shows them, and a learner's own run replaces them. Publishing
the HTML publishes the notebooks.
"""

from pathlib import Path

import nbformat
from markdown_blocks import blocks
from myst_nb.core.read import create_nb_reader
from notebook_cells import assemble
from page_context import ExportError, PageContext
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx_exercise.nodes import solution_node

LOGGER = logging.getLogger(__name__)
FOLDER = "notebooks"


def is_executable(env, docname: str) -> bool:
    """Tell whether a page has a kernel, and so a notebook."""
    return "kernelspec" in env.metadata.get(docname, {})


def read_source(app, docname: str) -> nbformat.NotebookNode:
    """Return the page's source as MyST-NB reads it, with the cell indices that its doctree names."""
    path = app.env.doc2path(docname)
    text = Path(path).read_text(encoding="utf-8")
    return create_nb_reader(path, app.env.myst_config, app.env.mystnb_config, text).read(text)


def convert_page(app, docname: str) -> nbformat.NotebookNode:
    """Return the notebook of one page."""
    doctree = app.env.get_and_resolve_doctree(docname, app.builder)
    page = PageContext(app.env, app.builder, docname, app.config.html_baseurl)
    solutions = (cell for solution in doctree.findall(solution_node) for cell in solution.findall())
    dropped = {
        cell["cell_index"]
        for cell in solutions
        if getattr(cell, "attributes", {}).get("nb_element") == "cell_code"
    }
    pieces = blocks(doctree.children, page)
    book = f"[{app.config.html_title}]({page.url})"
    origin = f"*A page of the book {book}. Run the first cell, then the others in order.*"
    pieces.insert(1, origin)
    return assemble(pieces, read_source(app, docname), dropped, package_address(app), docname)


def package_address(app) -> str:
    """Return what pip installs the package from: an archive, since learners may not have git."""
    theme = app.config.html_theme_options
    return f"{theme['repository_url']}/archive/refs/heads/{theme['repository_branch']}.zip"


def export(app, failure) -> None:
    """Write the notebook of each page with a kernel (``build-finished``)."""
    if failure or app.builder.name != "html":
        return
    if not app.config.html_baseurl:
        raise ExtensionError("notebooks link to the published book: set html.baseurl in _config.yml")
    for docname in sorted(filter(lambda name: is_executable(app.env, name), app.env.found_docs)):
        try:
            notebook = convert_page(app, docname)
        except ExportError as error:
            raise ExtensionError(str(error)) from error
        path = Path(app.outdir, FOLDER, docname + ".ipynb")
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)
        LOGGER.info("notebook for Colab: %s", path)


def setup(app):
    """Register the extension."""
    app.connect("build-finished", export)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
