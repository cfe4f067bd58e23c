"""The sources of the book: a complete table of contents, no stubs, one repository address."""

import re
import tomllib

import pytest
import yaml
from mini_book import ROOT, read_pages

CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text())
PAGES = read_pages()
TEXTS = [
    ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CITATION.cff", "pyproject.toml", "_config.yml")
]
TEXTS += [ROOT / f"{page}.md" for page in PAGES] + sorted((ROOT / "pdecourse").rglob("*.py"))


def listed(entry) -> list[str]:
    """Return every page named in a table of contents."""
    if isinstance(entry, list):
        return [page for part in entry for page in listed(part)]
    if isinstance(entry, dict):
        own = [entry[key] for key in ("root", "file") if key in entry]
        return own + [page for value in entry.values() if isinstance(value, list) for page in listed(value)]
    return []


def test_contents_list_exactly_the_pages_there_are():
    assert sorted(listed(yaml.safe_load((ROOT / "_toc.yml").read_text()))) == sorted(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_no_stub_is_left(page):
    assert not re.search(r"\b(TODO|FIXME|TBD|XXX|lorem ipsum|coming soon)\b", PAGES[page], re.IGNORECASE)


def test_one_repository_address():
    url = CONFIG["repository"]["url"]
    owner, name = url.removeprefix("https://github.com/").split("/")
    assert CONFIG["html"]["baseurl"] == f"https://{owner}.github.io/{name}/"
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["urls"]["Repository"] == url
    for path in TEXTS:
        for found in re.findall(rf"github\.com[/:]([\w-]+)/{name}\b", path.read_text()):
            assert found == owner, f"{path.relative_to(ROOT)} names the repository of {found}"
        for found in re.findall(rf"([\w-]+)\.github\.io/{name}\b", path.read_text()):
            assert found == owner, f"{path.relative_to(ROOT)} names the pages of {found}"
