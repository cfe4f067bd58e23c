"""Small pages with live figures, built by Sphinx alone, and what tests ask of a figure in one."""

import contextlib
import json
import subprocess
import sys
from pathlib import Path

from loopback import ROOT, serve

CONF = """
import sys
sys.path[:0] = [{extensions!r}, {root!r}]
project, author, copyright = "small", "small", "2026"
extensions = ["myst_parser", "pde_live"]
html_theme = "sphinx_book_theme"
numfig = True
"""

CURVES = {
    "heat_step": {"r": 0.2, "size": 32, "still": 60},
    "heat_race": {"r": 2.0},
    "heat_paint": {"boundary": "periodic", "size": 32, "still": 60},
    "dispersion": {"d": 8.0},
    "domain_length": {"length": 12.0, "still": 8000},
    "trace_determinant": {},
    "graph_cut": {"still": 60},
    "graph_modes": {},
    "karate_depth": {},
    "self_loops": {},
    "graph_step": {"still": 20},
    "stability_regions": {},
    "attention_temperature": {"still": 60},
    "graff_pad": {},
    "particles": {"still": 60},
    "graph_reaction": {"still": 60},
    "graph_turing": {"graph": "ring", "still": 400},
    "gray_scott_graph": {"size": 32, "still": 60},
}
"""The live figures of curves, plates and graphs (all chapters but 2), and the state in which the small page shows them."""

LIVE = "figure.querySelector('.live-figure').parentElement.live"


def anchor(name: str) -> str:
    """Return the id of the figure ``name`` in the small page; Sphinx writes ids with hyphens."""
    return "live-" + name.replace("_", "-")


@contextlib.contextmanager
def built(source: Path, page: str):
    """Build ``page`` in the folder ``source`` with warnings as errors and serve it; yields an address per protocol."""
    (source / "conf.py").write_text(CONF.format(extensions=str(ROOT / "book" / "_ext"), root=str(ROOT)))
    (source / "index.md").write_text(page)
    output = source / "_build" / "html"
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", str(source), str(output)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    with serve(output) as address:
        yield {"http": address, "file": output.as_uri()}


def page_of(figures: dict[str, dict]) -> str:
    """Return a page with one directive per figure."""
    blocks = [
        f"```{{pde-live}} {name}\n:name: {anchor(name)}\n:alt: A still of {name}\n:state: {json.dumps(state)}\nCaption.\n```\n"
        for name, state in figures.items()
    ]
    return "# Small\n\n" + "\n".join(blocks)


def show(page, name):
    """Scroll to the figure ``name`` and return it once it is there."""
    place = page.locator(f"#{anchor(name)}")
    place.locator(".live-figure").wait_for()
    place.locator(".live-stage").scroll_into_view_if_needed()
    return place


def ask(place, expression):
    """Evaluate ``expression`` with ``live``, the figure's panel."""
    return place.evaluate(f"(figure) => {{ const live = {LIVE}; return {expression}; }}")


def call(page, name, expression, *arguments):
    """Evaluate ``expression`` with ``m``, the module of the figure ``name``, and ``a``, the arguments."""
    return page.evaluate(
        """async ([name, expression, a]) => {
          const blob = new Blob([window.liveFigures[name]], { type: "text/javascript" });
          const m = await import(URL.createObjectURL(blob));
          return Function("m", "a", `return ${expression}`)(m, a);
        }""",
        [name, expression, list(arguments)],
    )


def control(place, name):
    """Return the button, slider or menu called ``name``."""
    return place.locator(f"[data-control='{name}']")


def wait_until(page, name, expression):
    """Wait until ``expression`` holds for ``live``, the panel of the figure ``name``."""
    page.wait_for_function(
        f"(anchor) => {{ const figure = document.querySelector(anchor), live = {LIVE}; return {expression}; }}",
        arg=f"#{anchor(name)}",
    )


def wait_for_words(page, name, words):
    """Wait until the status line of the figure ``name`` contains ``words``."""
    page.wait_for_function(
        "([anchor, words]) => document.querySelector(`${anchor} [role=status]`).textContent.includes(words)",
        arg=[f"#{anchor(name)}", words],
    )
