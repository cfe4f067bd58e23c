"""What is handed out: stubs for students, solutions for instructors, the same bytes every time."""

import subprocess
import sys

import nbformat
import pytest

from pdecourse.exercises.record import chapters, lab
from pdecourse.grading import release as module
from pdecourse.grading.grader import grade
from pdecourse.grading.notebook import Question
from pdecourse.grading.release import check_ids, given_cells, marked, questions, release, with_solutions

built = pytest.mark.skipif(
    not list(module.EXPORTED.glob("book/*/lab.ipynb")), reason="the book has not been built: make book"
)


def marks(cell):
    return cell.metadata.get("nbgrader", {})


@built
@pytest.mark.parametrize("chapter", chapters())
def test_students_get_stubs_and_instructors_solutions(chapter, tmp_path):
    student, instructor = (nbformat.read(path, as_version=4) for path in release([chapter], tmp_path))
    stubs = [c for c in student.cells if marks(c).get("solution") and not marks(c).get("grade")]
    assert len(stubs) == len(lab(chapter))
    assert all(c.source.rstrip().endswith("raise NotImplementedError") for c in stubs)
    assert "### BEGIN" not in str(student) and not any(c.get("outputs") for c in student.cells)
    solved = [c for c in instructor.cells if "### BEGIN SOLUTION" in c.source]
    assert len(solved) == len(stubs) and sum(
        "### BEGIN HIDDEN TESTS" in c.source for c in instructor.cells
    ) == len(stubs)
    for book in (student, instructor):
        nbformat.validate(book)
        ids = [c.id for c in book.cells]
        assert len(ids) == len(set(ids))


@built
def test_releasing_twice_writes_the_same_bytes(tmp_path):
    once, twice = (release(chapters(), tmp_path / name) for name in ("a", "b"))
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in twice]


@built
@pytest.mark.parametrize("chapter", chapters())
def test_nbgrader_accepts_both(chapter, tmp_path):
    validator = pytest.importorskip("nbgrader.nbgraderformat").MetadataValidator()
    for path in release([chapter], tmp_path):
        validator.validate_nb(nbformat.read(path, as_version=4))


@built
@pytest.mark.parametrize("chapter", chapters())
def test_the_instructors_notebook_earns_all_points_and_the_students_none(chapter, tmp_path, isolation):
    student, instructor = release([chapter], tmp_path)
    given = given_cells(chapter)
    full = grade(instructor, chapter, "Ann", secret=b"sixteen characters", isolation=isolation, given=given)
    blank = grade(student, chapter, "Bob", secret=b"sixteen characters", isolation=isolation, given=given)
    assert full.points == sum(exercise.points for exercise in lab(chapter)) and full.status == "graded"
    assert blank.points == 0 and all(result.remark == "not started" for result in blank.results)


def test_questions_in_words_have_points_and_an_opening():
    assert questions(3) == {"words-linear-theory": Question(2, 'words = """')} and questions(1) == {}


@pytest.mark.parametrize("chapter", chapters())
def test_every_exercise_has_the_id_of_its_check_cell(chapter):
    assert len(set(check_ids(chapter))) == len(lab(chapter))


def test_only_the_body_is_between_the_marks():
    stub = 'def f(x: int) -> int:\n    """Return x + 1."""\n    raise NotImplementedError'
    solution = 'def f(x: int) -> int:\n    """Return x + 1."""\n    y = x\n    return y + 1\n'
    text = marked(stub, solution)
    assert text.startswith(
        'def f(x: int) -> int:\n    """Return x + 1."""\n    ### BEGIN SOLUTION\n    y = x'
    )
    names = {}
    exec(text, names)
    assert names["f"](1) == 2


def test_a_hidden_test_fails_where_check_only_reports():
    solved = nbformat.read(module.ROOT / "tests" / "solutions" / "lab01.ipynb", as_version=4)
    checks = [c.source for c in with_solutions(solved, 1).cells if "HIDDEN" in c.source]
    assert len(checks) == 5 and checks[0].endswith("assert step_result.complete\n### END HIDDEN TESTS")


def test_the_command_line_lists_and_explains(tmp_path):
    def run(*words):
        return subprocess.run([sys.executable, "-m", "pdecourse", *words], capture_output=True, text=True)

    listed = run("labs", "list").stdout
    assert all(exercise.title in listed for chapter in chapters() for exercise in lab(chapter))
    unknown = run("labs", "release", "33", "--out", str(tmp_path))
    assert unknown.returncode == 1 and "there is no lab 33" in unknown.stderr
    with pytest.raises(ValueError, match="no lab 33"):
        given_cells(33)
    missing = run("labs", "grade", "no-such-folder", "--lab", "1", "--out", str(tmp_path), "--unsafe")
    assert (
        missing.returncode == 1
        and "there is no no-such-folder" in missing.stderr
        and "Traceback" not in missing.stderr
    )
