"""Pages that need no network: MathJax from a PyPI package, and nothing from a CDN.

MathJax is copied at build time from ``sphinx-mathjax-offline`` (which ships MathJax 3.2.2), so nothing of it
is committed. sphinx-thebe, which Jupyter Book always loads, is switched off: its scripts come from a CDN and
raise an error on every page. MyST-NB's widget manager and require.js are switched off too: a page has no
kernel.
"""

import shutil
from importlib.metadata import distribution
from pathlib import Path

# What tex-mml-chtml.js loads at once or on demand: TeX extensions, fonts, accessibility, the context menu.
COMPONENTS = ("tex-mml-chtml.js", "input", "output/chtml.js", "output/chtml", "a11y", "sre", "ui")

# Search results quote the pages found, which a browser may not read when the book is opened from a folder.
NO_SUMMARIES_FROM_FILE = (
    'if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;'
)


def mathjax_source() -> Path:
    """Return the folder of MathJax files in the installed ``sphinx-mathjax-offline``."""
    folder = Path(distribution("sphinx-mathjax-offline").locate_file("sphinx-mathjax-offline/static/mathjax"))
    if not (folder / "tex-mml-chtml.js").is_file():
        raise FileNotFoundError(
            f"no tex-mml-chtml.js in {folder}; wanted MathJax 3: reinstall sphinx-mathjax-offline"
        )
    return folder


def copy_mathjax(app) -> None:
    """Copy the components a page can ask for to ``_static/mathjax``."""
    if app.builder.format != "html":
        return
    source, target = mathjax_source(), Path(app.outdir) / "_static" / "mathjax"
    for name in COMPONENTS:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, dirs_exist_ok=True)
        else:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, target / name)


def use_local_assets(app, config) -> None:
    """Name the local MathJax, and drop what would come from elsewhere."""
    config.mathjax_path = "mathjax/tex-mml-chtml.js"
    config.nb_ipywidgets_js = {}
    app.add_js_file(None, body=NO_SUMMARIES_FROM_FILE)
    for listeners in app.events.listeners.values():
        listeners[:] = [one for one in listeners if one.handler.__module__ != "sphinx_thebe"]
    app.registry.css_files[:] = [entry for entry in app.registry.css_files if "thebe" not in str(entry[0])]


def setup(app):
    """Register the extension."""
    app.connect("config-inited", use_local_assets)
    app.connect("builder-inited", copy_mathjax)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
