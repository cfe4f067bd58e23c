"""The API reference: tables of names with their first lines, then the docstrings, by Sphinx's autodoc.

::

    ```{api}
    pdecourse.solvers: solve integrate SOLVERS
    ```

documents names of modules in the order in which one learns them; with the option ``brief`` in a table alone.
Docstrings are reStructuredText, so they are handed to ``eval-rst``. Where one names a chapter, or quotes another
name of the reference, it gets a link.
"""

import inspect
import re
import sys
from importlib import import_module
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import desc_content, desc_sig_name
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

CHAPTERS = re.compile(r"\b[Cc]hapters? \d(?:(?:, | and |, and | to |–)\d)*")


class Api(SphinxDirective):
    """Document the names in the content: lines of a module and its names, ``module: name name``."""

    has_content = True
    option_spec: ClassVar = {"brief": directives.flag}

    def run(self) -> list[nodes.Node]:
        table, full = [".. list-table::", "   :class: api-table", ""], []
        brief = "brief" in self.options
        for line in self.content:
            path, _, names = line.partition(":")
            module = import_module(path)
            full += ["", f".. currentmodule:: {path}"]
            for name in names.split():
                if not hasattr(module, name):
                    raise self.error(f"{path} has no {name}; list names that it exports")
                shown = f"``{name}``" if brief else f":py:obj:`{name} <{path}.{name}>`"
                summary = with_links(first_line(module, name), self.env)
                table += [f"   * - {shown}", f"     - {summary}"]
                full += ["", *details(module, name, self.env)]
        text = table if brief else table + full
        return self.parse_text_to_nodes("\n".join(["`````{eval-rst}", *text, "`````"]))


def details(module, name: str, env) -> list[str]:
    """Return the directive that documents a name at full length."""
    thing = getattr(module, name)
    if inspect.isclass(thing):
        return [f".. autoclass:: {name}", "   :members:"]
    if inspect.isroutine(thing):
        return [f".. autofunction:: {name}"]
    text = [with_links(line, env) for line in documentation(module, name)]
    if isinstance(thing, dict):
        text += ["", ", ".join(f"``{key}``" for key in thing)]
    return [f".. py:data:: {name}", "", *("   " + line for line in text)]


def documentation(module, name: str) -> list[str]:
    """Return the docstring of a name; that of a constant is the string below its assignment, wherever that is."""
    thing = getattr(module, name)
    if inspect.isclass(thing) or inspect.isroutine(thing):
        found = (inspect.getdoc(thing) or "").splitlines()
    else:
        homes = [path for path in sys.modules if path.startswith(module.__name__)]
        homes = [path for path in homes if getattr(sys.modules[path], name, None) is thing]
        docs = (ModuleAnalyzer.for_module(path).find_attr_docs().get(("", name)) for path in homes)
        found = next(filter(None, docs), None)
    if not found:
        raise ValueError(
            f"{module.__name__}.{name} has no docstring; write one, for a constant below its assignment"
        )
    return found


def first_line(module, name: str) -> str:
    """Return the first line of the docstring, or as many as its first sentence takes."""
    lines = documentation(module, name)
    ends = (number for number, line in enumerate(lines, 1) if line.rstrip().endswith((".", ":", ";")))
    return " ".join(lines[: next(ends, 1)]).rstrip(" :;")


def with_links(text: str, env) -> str:
    """Return reStructuredText in which "chapters 2 and 3" lead to the chapters of these numbers."""
    pages = {name.split("/")[1][:2]: name for name in env.found_docs if name.endswith("/chapter")}

    def link(match):
        page = pages.get(f"{int(match[0]):02d}")
        return f":doc:`{match[0]} </{page}>`" if page else match[0]

    return CHAPTERS.sub(lambda chapters: re.sub(r"\d", link, chapters[0]), text)


def link_chapters(app, what, name, thing, options, lines) -> None:
    """Put links to chapters into a docstring (``autodoc-process-docstring``)."""
    lines[:] = [with_links(line, app.env) for line in lines]


def shorten_defaults(app, what, name, thing, options, signature, returned):
    """Write defaults that have no short form as an ellipsis (``autodoc-process-signature``)."""
    return signature and re.sub(r"<[^<>]*>", "...", signature), returned


def link_names(app, doctree, docname: str) -> None:
    """Link the names of the package that docstrings quote, parameters apart (``doctree-resolved``)."""
    objects = app.env.domains["py"].objects
    for content in doctree.findall(desc_content):
        signature = content.parent[0]
        known = {name.astext() for name in signature.findall(desc_sig_name)} | {signature.get("fullname")}
        for literal in [node for node in content.findall(nodes.literal) if node.astext() not in known]:
            full = meant(literal.astext(), signature.get("module"), objects)
            if full:
                found = objects[full]
                link = make_refnode(
                    app.builder, docname, found.docname, found.node_id, literal.deepcopy(), full
                )
                literal.replace_self(link)


def meant(name: str, module: str, objects: dict) -> str | None:
    """Return the one object of the reference that a docstring in ``module`` means by ``name``."""
    if f"{module}.{name}" in objects:
        return f"{module}.{name}"
    # A lone word is no method: too many classes have one called "step".
    kinds = ("class", "data", "exception", "function") if "." not in name else ("method", "property")
    found = [full for full, entry in objects.items() if full.endswith(f".{name}") and entry.objtype in kinds]
    return found[0] if len(found) == 1 else None


def setup(app):
    """Register the extension."""
    app.setup_extension("sphinx.ext.autodoc")
    app.add_directive("api", Api)
    app.connect("autodoc-process-docstring", link_chapters)
    app.connect("autodoc-process-signature", shorten_defaults)
    app.connect("doctree-resolved", link_names)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
