"""The {pde-live} directive: what it writes, what it refuses, and the notebook cell it turns into."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "book" / "_ext"))

pde_live = pytest.importorskip("pde_live", reason="the book's requirements are not installed")

CONF = f"""
import sys
sys.path[:0] = [{str(ROOT / "book" / "_ext")!r}, {str(ROOT)!r}]
project, author, copyright = "small", "small", "2026"
extensions = ["myst_parser", "pde_live"]
numfig = True
"""
GOOD = """\
# Small

{numref}`live-stripes`

```{pde-live} gray_scott
:name: live-stripes
:alt: Stripes & "more"
:state: {"size": 32, "F": 0.03, "still": 20}
Stripes with *emphasis* and {math}`k < 1`.
```
"""


def block(name="gray_scott", *, alt=":alt: text\n", state="", caption="Caption."):
    """Return the Markdown of one directive."""
    return f"# Small\n\n```{{pde-live}} {name}\n{alt}{state}{caption}\n```\n"


def build(folder: Path, page: str, builder="html") -> tuple[Path, str]:
    """Build ``page`` with Sphinx; returns the output folder and the warnings."""
    source = folder / "source"
    source.mkdir(exist_ok=True)
    (source / "conf.py").write_text(CONF)
    (source / "index.md").write_text(page)
    output = folder / "_build" / builder
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", builder, str(source), str(output)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    return output, done.stdout


def test_html_has_figure_poster_state_and_scripts(tmp_path):
    output, warnings = build(tmp_path, GOOD)
    assert warnings == ""
    page = (output / "index.html").read_text()
    assert '<figure class="align-default" id="live-stripes">' in page
    assert 'alt="Stripes &amp; &quot;more&quot;"' in page
    assert "<em>emphasis</em>" in page
    assert ">Fig. 1</span></a>" in page, "it is numbered and can be referred to"
    for asset in ("live.css", "gray_scott.js", "host.js"):
        assert f"_static/live/{asset}?v=" in page
    assert "fitzhugh_nagumo.js" not in page, "a page loads what it shows"
    module = (output / "_static" / "live" / "gray_scott.js").read_text().partition(" = ")[2].rstrip(";\n")
    assert json.loads(module) == str(pde_live.WIDGETS["gray_scott"]._esm)


def test_poster_is_kept_until_state_or_package_change(tmp_path):
    build(tmp_path, GOOD)
    (first,) = (tmp_path / "_build" / "posters").iterdir()
    os.utime(first, (0, 0))
    build(tmp_path, GOOD)
    assert first.stat().st_mtime == 0, "not computed again"
    build(tmp_path, GOOD.replace('"F": 0.03', '"F": 0.04'))
    assert len(list((tmp_path / "_build" / "posters").iterdir())) == 2


def test_poster_may_show_another_moment(tmp_path):
    options = ':state: {"size": 32, "F": 0.03, "still": 20}'
    output, warnings = build(tmp_path, GOOD.replace(options, options + '\n:poster: {"still": 40}'))
    assert warnings == ""
    page = (output / "index.html").read_text()
    assert "&quot;still&quot;: 20" in page, "the live figure is what :state: says"
    (kept,) = (tmp_path / "_build" / "posters").iterdir()
    assert kept.name == pde_live.poster_name(
        pde_live.make_widget("gray_scott", {"size": 32, "F": 0.03, "still": 40})
    )
    assert f"_images/{kept.name}" in page


@pytest.mark.parametrize("builder", ["text", "latex", "epub"])
def test_other_formats_get_the_poster_alone(tmp_path, builder):
    output, warnings = build(tmp_path, GOOD, builder)
    assert [line for line in warnings.splitlines() if "live" in line] == []
    pages = [path.read_text() for path in output.rglob("*") if path.suffix in (".txt", ".tex", ".xhtml")]
    assert any("Stripes with" in page for page in pages)
    assert not any("data-figure" in page or "host.js" in page for page in pages)


MISTAKES = {
    "name": (
        block("grey_scott"),
        "unknown live figure 'grey_scott'; choose one of ['",
    ),
    "setting": (block(state=':state: {"feed": 0.03}\n'), "no setting 'feed'; choose from"),
    "value": (block(state=':state: {"F": "much"}\n'), "state of gray_scott: The 'F' trait"),
    "json": (block(state=":state: F = 0.03\n"), "is not JSON"),
    "list": (block(state=":state: [0.03]\n"), "wanted an object"),
    "alt": (block(alt=""), "needs :alt:"),
    "caption": (block(caption=""), "needs a caption"),
}


@pytest.fixture(scope="module")
def warnings_about_mistakes(tmp_path_factory):
    """Build one page per mistake; return the warnings."""
    folder = tmp_path_factory.mktemp("mistakes")
    (folder / "source").mkdir()
    for name, (page, _) in MISTAKES.items():
        (folder / "source" / f"{name}.md").write_text("---\norphan: true\n---\n\n" + page)
    return build(folder, "# Mistakes\n")[1]


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_named(warnings_about_mistakes, name):
    said = [line for line in warnings_about_mistakes.splitlines() if f"{name}.md" in line]
    assert any(MISTAKES[name][1] in line for line in said), warnings_about_mistakes


def test_notebook_cell_runs_and_shows_the_same_state():
    state = {"F": 0.025, "k": 0.06, "boundary": "neumann"}
    cell = pde_live.notebook_cell("gray_scott", json.dumps(state))
    assert cell == "from pdecourse import widgets\n\nwidgets.GrayScott(F=0.025, k=0.06, boundary='neumann')"
    scope = {}
    exec(cell.replace("widgets.GrayScott(", "shown = widgets.GrayScott("), scope)
    assert state.items() <= scope["shown"].state().items()
    assert pde_live.notebook_cell("fitzhugh_nagumo", {}).endswith("widgets.FitzHughNagumo()")
    with pytest.raises(ValueError, match="no setting 'feed'"):
        pde_live.notebook_cell("gray_scott", {"feed": 1})
