"""The built book: pages that need no network, pictures with words, notebooks that fit the pages."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from mini_book import ROOT, read_pages

CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text())
BASE = CONFIG["html"]["baseurl"]
RAW_MYST = {
    "role": r"\{[\w:.+-]+\}`",
    "fence": r"^\s*(```+|~~~+|:::+)\s*\{",
    "colons": r"^\s*:::+",
    "target": r"^\([^)\s]+\)=\s*$",
    "option": r"^:[a-z-]+: ",
    "equation label": r"\$\$[ \t]*\([\w:-]+\)",
    "block break": r"^\+\+\+",
    "comment": r"^% ",
}
LOADS = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
}


def is_external(address: str) -> bool:
    return bool(re.match(r"(https?:)?//", address))


@pytest.fixture(scope="module")
def pages(html_root):
    """Every built page, parsed."""
    return {
        path.relative_to(html_root).as_posix(): BeautifulSoup(path.read_text(), "html.parser")
        for path in html_root.rglob("*.html")
        if "_static" not in path.parts
    }


@pytest.fixture(scope="module")
def notebooks(html_root):
    """Every exported notebook by page name."""
    folder = html_root / "notebooks"
    return {
        path.relative_to(folder).with_suffix("").as_posix(): nbformat.read(path, as_version=4)
        for path in folder.rglob("*.ipynb")
    }


def test_nothing_is_loaded_from_elsewhere(pages):
    for name, soup in pages.items():
        for tag, attribute in LOADS.items():
            for element in soup.find_all(tag):
                assert not is_external(element.get(attribute, "")), f"{name} loads {element}"
        for element in soup.find_all("link"):
            if element.get("rel") != ["canonical"]:
                assert not is_external(element.get("href", "")), f"{name} loads {element}"
        for script in soup.find_all("script", src=False):
            assert not re.search(r"unpkg|jsdelivr|cdnjs|THEBE", script.text), f"{name} loads from a CDN"


def test_no_style_sheet_loads_from_elsewhere(html_root):
    for path in html_root.rglob("*.css"):
        assert not re.search(r"(@import\s+|url\()\s*(url\()?['\"]?(https?:)?//", path.read_text()), path


def test_mathjax_is_complete(html_root):
    mathjax = html_root / "_static" / "mathjax"
    assert (mathjax / "tex-mml-chtml.js").is_file()
    assert len(list((mathjax / "output/chtml/fonts/woff-v2").glob("*.woff"))) > 20


def test_local_addresses_exist(html_root, pages):
    for name, soup in pages.items():
        for tag, attribute in {**LOADS, "a": "href", "link": "href"}.items():
            for element in soup.find_all(tag):
                parts = urlsplit(element.get(attribute, ""))
                if parts.scheme or parts.netloc or not parts.path:
                    continue
                target = (html_root / name).parent / unquote(parts.path)
                assert target.exists(), f"{name} points to {parts.path}, which is not there"


def test_every_picture_has_words(pages):
    for name, soup in pages.items():
        for picture in soup.select("article img"):
            words = picture.get("alt", "").strip()
            assert len(words) > 10 and not words.startswith("../"), (
                f"{name}: {picture.get('src')} has no alt text"
            )


def test_every_page_with_a_kernel_has_a_notebook(notebooks):
    assert set(notebooks) == {page for page, text in read_pages().items() if "kernelspec:" in text}
    assert any(name.endswith("/chapter") for name in notebooks)
    assert any(name.endswith("/lab") for name in notebooks)


def test_header_buttons_lead_to_the_notebooks(html_root, pages, notebooks):
    slug = CONFIG["repository"]["url"].removeprefix("https://github.com/")
    for page in notebooks:
        addresses = [a.get("href") for a in pages[f"{page}.html"].select(".article-header-buttons a")]
        assert (
            f"https://colab.research.google.com/github/{slug}/blob/gh-pages/notebooks/{page}.ipynb"
            in addresses
        )
        local = [a for a in addresses if a and a.endswith(".ipynb") and not is_external(a)]
        assert local
        for address in local:
            target = ((html_root / page).parent / address).resolve()
            assert target == Path(html_root, "notebooks", page + ".ipynb").resolve()


@pytest.mark.parametrize("kind", RAW_MYST)
def test_notebooks_show_no_raw_myst(notebooks, kind):
    for name, notebook in notebooks.items():
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                found = re.search(RAW_MYST[kind], cell.source, re.MULTILINE)
                assert not found, f"{name}: raw {kind} in the cell\n{cell.source}"


def test_links_of_notebooks_lead_into_the_book(html_root, pages, notebooks):
    followed = 0
    for name, notebook in notebooks.items():
        text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        for page, anchor in re.findall(rf"\]\({re.escape(BASE)}([^)#\s]+)(?:#([^)\s]+))?\)", text):
            assert (html_root / page).is_file(), f"{name} links to {page}"
            if anchor:
                assert pages[page].find(id=anchor) is not None, f"{name} links to {page}#{anchor}"
            followed += 1
    assert followed > 0


def test_notebooks_are_clean_and_valid(notebooks):
    for name, notebook in notebooks.items():
        nbformat.validate(notebook)
        assert notebook.cells[0].cell_type == "code" and "pip" in notebook.cells[0].source
        for cell in notebook.cells:
            assert set(cell.metadata) <= {"jupyter", "cellView", "nbgrader"}, name
            assert not cell.get("outputs")
            assert "BEGIN SOLUTION" not in cell.source


def test_figures_keep_their_captions(pages, notebooks):
    for page, notebook in notebooks.items():
        text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        for number in pages[f"{page}.html"].select("article figure .caption-number"):
            assert f"**{number.text.strip()}.**" in text, f"{page}: {number.text} is not in the notebook"


def test_the_reference_has_an_entry_for_every_name_and_shows_no_markup(pages):
    entries = 0
    for name in read_pages():
        if name.startswith("book/reference/api/"):
            soup = pages[f"{name}.html"]
            for link in soup.select("table.api-table td:first-child a"):
                assert soup.find(id=link["href"].removeprefix("#")), f"{name} lists {link.text}"
                entries += 1
            assert not re.search(r":\w+:`|``", soup.select_one("article").text), f"{name} shows markup"
    assert entries > 100


def test_the_statistics_have_a_row_for_every_page_with_a_kernel(pages, notebooks):
    rows = [
        [cell.text.strip() for cell in row.select("td")]
        for row in pages["book/reference/statistics.html"].select("table tbody tr")
    ]
    assert sorted(row[0] for row in rows) == sorted(notebooks)
    for name, _, _, seconds, status in rows:
        assert float(seconds) > 0 and status == "✅", name
