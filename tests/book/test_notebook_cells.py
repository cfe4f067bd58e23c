"""Cells of an exported notebook: order, ids, metadata, set-up."""

import sys
from types import ModuleType

import pytest
from nbformat import v4
from notebook_cells import assemble, without_solution
from notebook_pieces import CodeCell, Heading

PACKAGE = "https://github.com/pde-course/pdecourse/archive/refs/heads/main.zip"


def notebook(pieces, sources, dropped=frozenset()):
    source = v4.new_notebook(cells=[v4.new_code_cell(text) for text in sources])
    return assemble(pieces, source, set(dropped), PACKAGE, "page")


def test_set_up_comes_first_and_is_python():
    first = notebook([Heading("# Title")], []).cells[0]
    assert first.cell_type == "code"
    compile(first.source, "set-up", "exec")


@pytest.mark.parametrize("colab", [False, True])
def test_set_up_installs_the_package_and_asks_jupyterlab_for_a_reload(monkeypatch, capsys, colab):
    commands = []
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("subprocess.run", lambda command, check: commands.append(command))
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.delenv("PDECOURSE_SOURCE", raising=False)
    if colab:
        monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    exec(notebook([], []).cells[0].source, {})
    assert commands == [[sys.executable, "-m", "pip", "install", "--quiet", PACKAGE]]
    said = capsys.readouterr().out
    assert ("reload" in said) != colab
    assert "No GPU" in said


def test_unseen_cells_come_before_the_next_seen_one():
    cells = notebook(["text", CodeCell(1), "more"], ["a", "b", "c", "d"], dropped={2}).cells[1:]
    assert [cell.source for cell in cells] == ["text", "a", "b", "more", "d"]


def test_headings_begin_cells():
    cells = notebook([Heading("# One"), "text", "text", Heading("## Two")], []).cells[1:]
    assert [cell.source for cell in cells] == ["# One\n\ntext\n\ntext", "## Two"]


def test_ids_depend_on_the_cell_alone_and_differ():
    one = notebook([CodeCell(0), CodeCell(1)], ["a", "a"])
    two = notebook([CodeCell(0), CodeCell(1), CodeCell(2)], ["new", "a", "a"])
    assert [cell.id for cell in one.cells[1:]] == [cell.id for cell in two.cells[2:]]
    assert len({cell.id for cell in two.cells}) == len(two.cells)


@pytest.mark.parametrize("indent", ["", "    "])
def test_solutions_become_stubs(indent):
    source = (
        f"before\n{indent}### BEGIN SOLUTION\n{indent}x = 1\n\n{indent}y = 2\n{indent}### END SOLUTION\nafter"
    )
    assert (
        without_solution(source)
        == f"before\n{indent}# YOUR CODE HERE\n{indent}raise NotImplementedError()\nafter"
    )
