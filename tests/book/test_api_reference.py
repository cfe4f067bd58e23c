"""The API reference: complete, with a docstring for each name, and with links where docstrings name something."""

import inspect
import re
from importlib import import_module
from types import SimpleNamespace

import pytest
from api_reference import documentation, first_line, meant, with_links
from mini_book import read_pages

PAGES = {name: text for name, text in read_pages().items() if name.startswith("book/reference/api/")}
LINES = re.findall(r"^(pdecourse[\w.]*): (.+)$", "\n".join(PAGES.values()), re.MULTILINE)
LISTED = [f"{module}.{name}" for module, names in LINES for name in names.split()]
PACKAGES = ("pdecourse", *(f"pdecourse.{name}" for name in (
    "kinetics", "turing", "graphs", "solvers", "dynamics", "experiments", "exercises", "plots", "widgets",
)))  # fmt: skip


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_class_and_function_is_listed_once(package):
    module = import_module(package)
    listed = [getattr(import_module(full.rpartition(".")[0]), full.rpartition(".")[2]) for full in LISTED]
    for name in module.__all__:
        thing = getattr(module, name)
        ours = getattr(thing, "__module__", "").startswith("pdecourse")
        if ours and (inspect.isclass(thing) or inspect.isfunction(thing)):
            assert sum(other is thing for other in listed) == 1, (
                f"{package}.{name}: list it once in book/reference/api"
            )


def test_chapters_become_links():
    env = SimpleNamespace(found_docs={"book/01-heat/chapter", "book/06-grand/chapter", "book/06-grand/lab"})
    assert with_links("Fourier (1822), chapters 1 and 6.", env) == (
        "Fourier (1822), chapters :doc:`1 </book/01-heat/chapter>` and :doc:`6 </book/06-grand/chapter>`."
    )
    assert (
        with_links("Chapter 9; Hairer, chapter IV; section 1", env)
        == "Chapter 9; Hairer, chapter IV; section 1"
    )


def test_a_name_means_the_one_in_its_own_module_or_the_only_one():
    kinds = {"a.load": "function", "b.load": "function", "b.solve": "function", "b.C.step": "method"}
    objects = {full: SimpleNamespace(objtype=kind) for full, kind in kinds.items()}
    assert meant("load", "b", objects) == "b.load"
    assert meant("solve", "a", objects) == "b.solve"
    assert meant("C.step", "a", objects) == "b.C.step"
    assert meant("load", "c", objects) is None
    assert meant("step", "a", objects) is None


def test_a_constant_is_described_where_it_is_assigned():
    assert (
        first_line(import_module("pdecourse"), "PEARSON")
        == "Twelve of Pearson's regimes, by the name of their letter."
    )
    with pytest.raises(ValueError, match=r"plots.FIELD_MAP has no docstring"):
        documentation(import_module("pdecourse.plots"), "FIELD_MAP")
