"""Chromium, the built book over http and from file, and a small page with live figures that needs no built book."""

import os
import shutil

import pytest
from loopback import BOOK, missing, problems_of, serve
from small_pages import CURVES, built, page_of

FLAGS = (
    "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader"
).split()
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

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
    """A page with the live figures of chapter 2: its addresses."""
    with built(tmp_path_factory.mktemp("small"), PAGE) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def curves_book(tmp_path_factory):
    """A page with the live figures of all chapters but 2: its addresses."""
    with built(tmp_path_factory.mktemp("curves"), page_of(CURVES)) as addresses:
        yield addresses


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
