"""Number chapters by their folder: everything in ``book/02-patterns/`` is 2.something.

Sphinx numbers by position in the table of contents, which would call the first chapter written "1" and give
the lab a number of its own. Here ``02-patterns/chapter.md`` is chapter 2 with sections 2.1, 2.2, …; the
equations, figures, tables, theorems and exercises of the chapter, its lab and its lens share one count:
Exercise 2.1 is ``check("2.1")``.
"""

import re

from docutils import nodes
from sphinx.environment.collectors.toctree import TocTreeCollector

CHAPTER_PAGE = re.compile(r"(?:^|/)(\d\d)-[^/]+/([^/]+)$")
DEEPEST = 2  # sections are numbered, their subsections are not


def chapter_of(docname: str) -> int | None:
    """Return the chapter a page belongs to, or None for the pages around the chapters."""
    match = CHAPTER_PAGE.search(docname)
    return int(match.group(1)) if match else None


def number_entry(entry: nodes.list_item, number: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """Number one heading and those below it: write them into the sidebar, return them by anchor."""
    reference = next(entry.findall(nodes.reference))
    reference["secnumber"] = list(number) or None
    numbers = {reference["anchorname"]: number}
    for sublist in entry.children[1:]:
        below = [item for item in sublist.children if isinstance(item, nodes.list_item)]
        for position, item in enumerate(below, start=1):
            numbers |= number_entry(item, (*number, position) if 0 < len(number) < DEEPEST else ())
    return numbers


def number_chapters(app, env) -> list[str]:
    """Replace Sphinx's section numbers by ours and count figures, equations and exercises again."""
    chapters = {
        docname: chapter_of(docname)
        for docname in env.found_docs
        if chapter_of(docname) and env.tocs[docname]
    }
    for docname, chapter in chapters.items():
        if docname.endswith("/chapter"):
            env.toc_secnumbers[docname] = number_entry(env.tocs[docname].children[0], (chapter,))
            env.titles[docname]["secnumber"] = [chapter]
        else:
            env.toc_secnumbers[docname] = {"": (chapter,)}
    TocTreeCollector().assign_figure_numbers(env)
    for docname in chapters:
        if not docname.endswith("/chapter"):
            del env.toc_secnumbers[docname]  # lab and lens: numbered figures under unnumbered headings
    return list(chapters)


def setup(app):
    """Run after Sphinx's own numbering (priority 500) and before pages are written."""
    app.connect("env-get-updated", number_chapters, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
