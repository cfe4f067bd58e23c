"""``{pde-live}``: a live figure in HTML pages, its poster in print and in every other format.

    ```{pde-live} gray_scott
    :name: live-gray-scott
    :alt: what the picture shows
    :state: {"F": 0.037, "k": 0.060}
    :poster: {"still": 9000}
    Caption; a second paragraph becomes the legend.
    ```

``:poster:`` names settings that differ in the poster: what the reader can reach, where that says more than the start.

The state is checked against the Python class of the figure, which also computes the poster. Posters are kept beside
the output under a name made of the state and of the package's sources, so that an unchanged one is not computed again.
The page gets the figure's module as a string in a classic script, because ``file://`` pages may not load modules.
"""

import hashlib
import json
import os
from html import escape
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from traitlets import TraitError

import pdecourse
from pdecourse.widgets import WIDGETS, poster
from pdecourse.widgets.base import SOURCES, LiveFigure, style_sheet

ASSETS = "live"
"""Folder below ``_static`` for scripts and style sheet."""

POSTER_SOURCES = (
    *(
        "grid.py",
        "heat.py",
        "network.py",
        "simulate.py",
        "plots/*.py",
        "graphs/*.py",
        "dynamics/graff_theory.py",
    ),
    *("kernels/*.py", "kinetics/*.py", "solvers/*.py", "turing/*.py", "widgets/*.py"),
)
"""What a poster is computed from: a change in these makes a new one."""

WEB_BUILDERS = ("html", "dirhtml", "singlehtml")


class live_figure(nodes.General, nodes.Element):
    """Wraps the poster; HTML pages put the live figure in its place.

    ``figure`` is its name, ``settings`` the JSON as written, ``state`` the JSON of all settings.
    """


class PdeLive(SphinxDirective):
    """The ``{pde-live}`` directive; its argument names a figure in ``pdecourse.widgets.WIDGETS``."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {
        "name": directives.unchanged_required,
        "alt": directives.unchanged_required,
        "state": directives.unchanged,
        "poster": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return a numbered figure."""
        if not self.options.get("alt"):
            raise self.error("pde-live needs :alt:, a sentence that says what the picture shows")
        if not self.content:
            raise self.error("pde-live needs a caption that states the finding or the thing to try")
        settings = self.options.get("state", "{}")
        try:
            widget = make_widget(self.arguments[0], settings)
            still = make_widget(
                self.arguments[0], widget.state() | settings_from(self.options.get("poster", "{}"))
            )
        except ValueError as problem:
            raise self.error(str(problem)) from None
        picture = self.poster_uri(still)
        live = live_figure(
            figure=self.arguments[0], settings=settings, state=json.dumps(widget.state(), ensure_ascii=False)
        )
        live += nodes.image(uri=picture, alt=self.options["alt"], candidates={"*": picture})
        figure = nodes.figure("", live)
        self.set_source_info(figure)
        figure += self.caption()
        self.add_name(figure)
        return [figure]

    def caption(self) -> list[nodes.Node]:
        """Return the caption, and a legend if there is more than one paragraph."""
        text = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, text)
        first, *rest = text.children
        if not isinstance(first, nodes.paragraph):
            raise self.error("the caption of pde-live must begin with a paragraph")
        caption = nodes.caption(first.rawsource, "", *first.children)
        return [caption, nodes.legend("", *rest)] if rest else [caption]

    def poster_uri(self, widget: LiveFigure) -> str:
        """Return the poster's address below the source folder, computing the image if it is not there yet."""
        path = Path(self.env.app.outdir).parent / "posters" / poster_name(widget)
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(f".{os.getpid()}")  # pages may be read in parallel
            unfinished.write_bytes(poster(widget))
            unfinished.replace(path)
        return "/" + Path(os.path.relpath(path, self.env.srcdir)).as_posix()


def make_widget(name: str, state: str | dict) -> LiveFigure:
    """Return the figure ``name`` in ``state`` (a dict or JSON text).

    Raises ``ValueError`` that lists the choices for an unknown figure or setting, or says what is wrong with a value.
    """
    if name not in WIDGETS:
        raise ValueError(f"unknown live figure {name!r}; choose one of {sorted(WIDGETS)}")
    try:
        return WIDGETS[name](**settings_from(state))
    except (TypeError, TraitError) as problem:
        raise ValueError(f"state of {name}: {problem}") from None


def settings_from(state: str | dict) -> dict:
    """Return the settings in ``state``, a dict or JSON text; raises ``ValueError`` if it is neither."""
    try:
        settings = json.loads(state) if isinstance(state, str) else state
    except json.JSONDecodeError as problem:
        raise ValueError(
            f'state {state} is not JSON ({problem}); wanted something like {{"F": 0.037}}'
        ) from None
    if not isinstance(settings, dict):
        raise ValueError(f'state is {settings!r}; wanted an object such as {{"F": 0.037}}')
    return settings


def notebook_cell(name: str, state: str | dict) -> str:
    """Return the code cell that shows this figure in a notebook."""
    widget = make_widget(name, state)
    arguments = ", ".join(f"{key}={value!r}" for key, value in settings_from(state).items())
    return f"from pdecourse import widgets\n\nwidgets.{type(widget).__name__}({arguments})"


def poster_name(widget: LiveFigure) -> str:
    """Return a file name that changes with the state and with the code that computes posters."""
    digest = hashlib.sha256(json.dumps(widget.state(), sort_keys=True).encode())
    package = Path(pdecourse.__file__).parent
    for pattern in POSTER_SOURCES:
        for source in sorted(package.glob(pattern)):
            digest.update(source.read_bytes())
    return f"{widget.figure_name}-{digest.hexdigest()[:16]}.png"


def open_live(translator, node: live_figure) -> None:
    """Open the place where host.js shows the figure; the poster follows inside."""
    state = escape(node["state"], quote=True)
    translator.body.append(f'<div class="pde-live" data-figure="{node["figure"]}" data-state="{state}">')


def close_live(translator, node: live_figure) -> None:
    """Close that place."""
    translator.body.append("</div>")


def only_poster(translator, node: live_figure) -> None:
    """Formats without JavaScript show what is inside: the poster."""


def write_assets(app) -> None:
    """Write host script, style sheet and one script per figure into the output, before pages refer to them."""
    if app.builder.name not in WEB_BUILDERS:
        return
    folder = Path(app.outdir) / "_static" / ASSETS
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "host.js").write_text((SOURCES / "host.js").read_text("utf-8"), "utf-8")
    (folder / "live.css").write_text(style_sheet(), "utf-8")
    for name, widget in WIDGETS.items():
        module = json.dumps(str(widget._esm))
        (folder / f"{name}.js").write_text(f'(window.liveFigures ??= {{}})["{name}"] = {module};\n', "utf-8")


def add_scripts(app, pagename, templatename, context, doctree) -> None:
    """Add scripts only to pages that show a live figure, and only those they need."""
    if doctree is None or app.builder.name not in WEB_BUILDERS:
        return
    figures = sorted({node["figure"] for node in doctree.findall(live_figure)})
    if figures:
        app.add_css_file(f"{ASSETS}/live.css")
    for name in figures:
        app.add_js_file(f"{ASSETS}/{name}.js", loading_method="defer")
    if figures:
        app.add_js_file(f"{ASSETS}/host.js", loading_method="defer", priority=600)


def setup(app):
    """Register the directive, its node and its assets."""
    poster_only = {
        name: (only_poster, only_poster)
        for name in ("epub", "latex", "text", "man", "texinfo", "gettext", "xml")
    }
    app.add_node(live_figure, html=(open_live, close_live), **poster_only)
    app.add_directive("pde-live", PdeLive)
    app.connect("builder-inited", write_assets)
    app.connect("html-page-context", add_scripts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
