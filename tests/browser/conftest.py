"""Chromium, the built book over http and from file, and a small page with live figures that needs no built book."""

import os
import shutil
import subprocess
import sys

import pytest
from loopback import BOOK, ROOT, missing, problems_of, serve

FLAGS = (
    "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader"
).split()
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

CONF = """
import sys
sys.path[:0] = [{extensions!r}, {root!r}]
project, author, copyright = "small", "small", "2026"
extensions = ["myst_parser", "pde_live"]
html_theme = "sphinx_book_theme"
numfig = True
"""
PAGE = """\
# Small

See {numref}`live-gray-scott` and {numref}`live-waves`.

```{pde-live} gray_scott
:name: live-gray-scott
:alt: Stripes that branch
:state: {"size": 64, "F": 0.037, "k": 0.060, "still": 300}
Stripes *branch*.
```

```{pde-live} fitzhugh_nagumo
:name: live-waves
:alt: A spiral
:state: {"size": 64, "start": "broken wave", "still": 300}
A spiral.

And its legend.
```
"""


@pytest.fixture(scope="session")
def browser():
    """One Chromium without a network for the whole session."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed: pip install playwright")
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    executable = next((found for name in names if name and (found := shutil.which(name))), None)
    if executable is None:
        missing("no chromium found: apt install chromium, or set CHROMIUM to its path")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=[*FLAGS, OFFLINE])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def book_address():
    """The built book: its address for each protocol."""
    if not (BOOK / "index.html").is_file():
        missing(f"no built book in {BOOK}: run make book, or set BOOK_HTML")
    with serve(BOOK) as address:
        yield {"http": address, "file": BOOK.as_uri()}


@pytest.fixture(scope="session")
def small_book(tmp_path_factory):
    """A page with both live figures, built by Sphinx with warnings as errors: its addresses."""
    source = tmp_path_factory.mktemp("small")
    (source / "conf.py").write_text(CONF.format(extensions=str(ROOT / "book" / "_ext"), root=str(ROOT)))
    (source / "index.md").write_text(PAGE)
    output = source / "_build" / "html"
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", str(source), str(output)]
    built = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert built.returncode == 0, built.stdout
    with serve(output) as address:
        yield {"http": address, "file": output.as_uri()}


@pytest.fixture
def open_page(browser):
    """Return a function that opens an address in a fresh profile; ``page.problems`` collects what went wrong."""
    contexts = []

    def open_page(address, *, width=1280, theme="light", before=None, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, **options)
        contexts.append(context)
        page = context.new_page()
        page.problems = problems_of(page, address)
        if before:
            before(page)
        page.goto(address, wait_until="domcontentloaded")
        return page

    yield open_page
    for context in contexts:
        context.close()
