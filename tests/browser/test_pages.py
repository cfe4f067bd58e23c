"""Every built page: over http and from file, light and dark, wide and narrow, without an error or a request that leaves."""

import pytest
from loopback import BOOK, serve

REDIRECT = 'http-equiv="refresh"'
HELPERS = {"genindex.html", "search.html", "py-modindex.html", "prf-prf.html", "proof-proof.html"}

OVERFLOW = """() => {
  const limit = document.documentElement.clientWidth + 1;
  const scrolls = (e) => e && e !== document.body
    && (/auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const wide = [...document.querySelectorAll("article *")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 0 && box.right > limit && !e.closest("mjx-assistive-mml") && !scrolls(e.parentElement) && !scrolls(e);
  });
  const page = document.documentElement.scrollWidth;
  return [...(page > limit ? [`page is ${page} wide`] : []),
    ...wide.slice(0, 5).map((e) => `${e.tagName}.${e.className} ends at ${Math.round(e.getBoundingClientRect().right)}`)];
}"""


MISSING_IMAGES = """() => [...document.images]
  .filter((image) => image.complete && !image.naturalWidth && image.loading !== "lazy").map((image) => image.src)"""


def content_pages() -> list[str]:
    """Return the addresses of the book's pages below its root, without redirects and helper pages."""
    names = (path.relative_to(BOOK) for path in sorted(BOOK.rglob("*.html")))
    pages = (name for name in names if name.name not in HELPERS and not name.parts[0].startswith("_"))
    return [name.as_posix() for name in pages if REDIRECT not in (BOOK / name).read_text("utf-8").lower()]


@pytest.mark.browser
@pytest.mark.parametrize("theme,width", [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("protocol", ["http", "file"])
@pytest.mark.parametrize("name", content_pages() or ["index.html"])
def test_page_is_clean(book_address, open_page, name, protocol, theme, width):
    page = open_page(f"{book_address[protocol]}/{name}", width=width, theme=theme)
    page.wait_for_load_state("load")
    page.evaluate("() => window.MathJax?.startup?.promise")
    assert page.evaluate("() => document.documentElement.dataset.theme") == theme
    for other in (width, 1670 - width):  # the other width too, without loading again
        page.set_viewport_size({"width": other, "height": 900})
        assert page.evaluate(OVERFLOW) == [], f"overflow at {other} px"
    for figure in page.locator(".pde-live").all():
        figure.scroll_into_view_if_needed()
        assert figure.get_attribute("data-problem") is None
        assert figure.locator(".live-figure").count() == 1
    assert page.evaluate(MISSING_IMAGES) == []
    assert page.problems == []


@pytest.mark.browser
def test_problems_would_be_noticed(open_page, tmp_path):
    """A page with one fault of each kind: the checks above can fail."""
    (tmp_path / "index.html").write_text(
        """<!doctype html><title>faulty</title><article><div style="width: 2000px">wide</div>
        <div style="overflow-x: auto"><div style="width: 3000px">scrolls by itself</div></div></article>
        <img src="absent.png"><img src="http://example.org/far.png"><script>throw Error("loud")</script>"""
    )
    with serve(tmp_path) as address:
        page = open_page(f"{address}/index.html")
        page.wait_for_load_state("load")
        problems = "\n".join(page.problems)
        for fault in ("absent.png", "external request: http://example.org/far.png", "page error: loud"):
            assert fault in problems
        assert page.evaluate(MISSING_IMAGES)
        wide = page.evaluate(OVERFLOW)
    assert any("2000" in line or "2008" in line for line in wide)
    assert not any("3000" in line or "3008" in line for line in wide), "what scrolls by itself is no overflow"
