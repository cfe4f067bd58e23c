"""Pages run when they must and only then; a failing page fails the build; notebooks show computed numbers."""

import os
import subprocess
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup
from execution_cache import package_digest

CHAPTER = """\
# Patterns

The answer is {{glue:text}}`answer:.2f`, drawn in {{numref}}`fig-line`. {prose}

```{{code-cell}} ipython3
:tags: [remove-cell]
hidden = 2
with open({runs!r}, "a") as runs:
    runs.write("x")
```

```{{code-cell}} ipython3
from pdecourse import glue
glue("answer", 3.14159)
```

```{{pde-live}} gray_scott
:name: live-pad
:alt: A labyrinth
:state: {{"F": 0.03, "k": 0.06}}
Drag the point.
```

```{{code-cell}} ipython3
---
mystnb:
  figure: {{caption: The line *rises*., name: fig-line}}
  image: {{alt: A rising line}}
tags: [hide-input]
---
import matplotlib.pyplot as plt
_ = plt.figure(figsize=(1, 1)).gca().plot([1, hidden])
```
"""

LAB = """\
# Lab

````{exercise-start} Double
:label: ex-double
````

```{code-cell} ipython3
:nbgrader: {"grade": false, "grade_id": "double", "locked": false, "solution": true, "schema_version": 3}
def double(x: float) -> float:
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
```

````{exercise-end}
````

````{solution-start} ex-double
````

```{code-cell} ipython3
secret = 1
```

````{solution-end}
````
"""


@pytest.fixture(scope="module")
def book(new_book):
    """A chapter that counts its runs, and a lab, built once."""
    book = new_book()
    book.runs = book.root / "runs"
    book.page("index", "# Start\n", notebook=False)
    book.page("02-patterns/chapter", CHAPTER.format(runs=str(book.runs), prose=""))
    book.page("02-patterns/lab", LAB)
    book.page("statistics", "# Statistics\n\n```{nb-exec-table}\n```\n", notebook=False)
    result = book.build()
    assert result.returncode == 0, result.stdout
    return book


def test_prose_does_not_run_again_and_the_package_does(book):
    runs = book.runs.read_text()
    book.page("02-patterns/chapter", CHAPTER.format(runs=str(book.runs), prose="More prose."))
    assert book.build().returncode == 0
    assert book.runs.read_text() == runs
    assert "More prose." in book.html("02-patterns/chapter")

    (book.root / "pdecourse" / "patterns.py").write_text("NEW = 1\n")
    assert book.build().returncode == 0
    assert book.runs.read_text() == runs + "x"


def test_notebook_shows_computed_numbers(book):
    markdown = book.markdown("02-patterns/chapter")
    url = "https://pde-course.github.io/pdecourse/book/02-patterns/chapter.html"
    assert f"The answer is 3.14, drawn in [Figure 2.2]({url}#fig-line)." in markdown
    assert "**Figure 2.1.** Drag the point." in markdown
    assert "**Figure 2.2.** The line *rises*." in markdown


def test_notebook_keeps_every_cell_in_order_and_runs(book, tmp_path):
    notebook = book.notebook("02-patterns/chapter")
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    beginnings = [source.split("\n")[0] for source in sources[1:]]
    assert beginnings == [
        "hidden = 2",
        "from pdecourse import glue",
        "from pdecourse import widgets",
        "import matplotlib.pyplot as plt",
    ]
    assert sources[3].endswith("widgets.GrayScott(F=0.03, k=0.06)")
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"jupyter", "cellView"}
    program = tmp_path / "page.py"
    program.write_text("\n\n".join(sources))
    subprocess.run([sys.executable, program], check=True, env=os.environ | {"MPLBACKEND": "agg"})


def test_lab_notebook_has_no_solution(book):
    notebook = book.notebook("02-patterns/lab")
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code[1:]] == ["double"]
    assert (
        code[1].source
        == "def double(x: float) -> float:\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    )
    assert code[1].metadata["nbgrader"]["grade_id"] == "double"
    assert "**Exercise 2.1 (Double)**" in book.markdown("02-patterns/lab")


def test_statistics_need_no_execution(book):
    runs = book.runs.read_text()
    assert book.build().returncode == 0
    assert book.runs.read_text() == runs
    rows = BeautifulSoup(book.html("statistics"), "html.parser").select("tbody tr")
    table = [[cell.text.strip() for cell in row.select("td")] for row in rows]
    assert [row[0] for row in table] == ["book/02-patterns/chapter", "book/02-patterns/lab"]
    for _, _, _, seconds, status in table:
        assert float(seconds) > 0 and status == "✅"


def test_export_is_deterministic(book):
    path = book.root / "_build" / "html" / "notebooks" / "book" / "02-patterns" / "lab.ipynb"
    before = path.read_bytes()
    assert book.build().returncode == 0
    assert path.read_bytes() == before


def test_header_buttons(book):
    html = book.html("02-patterns/chapter")
    colab = "https://colab.research.google.com/github/pde-course/pdecourse/blob/gh-pages/notebooks/book/02-patterns"
    assert f'href="{colab}/chapter.ipynb"' in html
    assert 'href="../../notebooks/book/02-patterns/chapter.ipynb"' in html
    assert html.count("colab.research.google.com") == 1
    assert "colab.research.google.com" not in book.html("index")


def test_failing_cell_fails_the_build(new_book):
    book = new_book()
    book.page("index", "# Start\n", notebook=False)
    book.page("02-patterns/chapter", "# Title\n\n```{code-cell} ipython3\nnumber = 1\nnumber / 0\n```\n")
    result = book.build()
    assert result.returncode != 0
    assert "ZeroDivisionError: division by zero" in result.stdout
    assert "number / 0" in result.stdout


@pytest.mark.parametrize(
    ("myst", "message"),
    [
        ("```{nosuch}\n```", "Unknown directive type: 'nosuch'"),
        ("{nosuch}`a`", 'Unknown interpreted text role "nosuch"'),
        (":::{glossary}\nterm\n  meaning\n:::", "no notebook form for the block <glossary>"),
    ],
)
def test_what_a_notebook_cannot_show_fails_the_build(new_book, myst, message):
    book = new_book(execute_notebooks="off")
    book.page("index", "# Start\n", notebook=False)
    book.page("02-patterns/chapter", f"# Title\n\n{myst}\n")
    result = book.build()
    assert result.returncode != 0
    assert message in result.stdout


def test_digest_follows_every_file(tmp_path):
    (tmp_path / "pdecourse" / "widgets").mkdir(parents=True)
    digests = [package_digest(tmp_path)]
    for name in ("requirements.txt", "pdecourse/a.py", "pdecourse/b.py", "pdecourse/widgets/c.js"):
        (tmp_path / name).write_text("1")
        digests.append(package_digest(tmp_path))
    (tmp_path / "pdecourse/a.py").write_text("2")
    digests.append(package_digest(tmp_path))
    (tmp_path / "pdecourse/a.py").rename(tmp_path / "pdecourse/d.py")
    digests.append(package_digest(tmp_path))
    assert len(set(digests)) == len(digests)
    (tmp_path / "pdecourse/__pycache__").mkdir()
    (tmp_path / "pdecourse/__pycache__/d.pyc").write_text("1")
    assert package_digest(tmp_path) == digests[-1]
