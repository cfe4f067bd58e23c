"""How long a class takes to grade, beside nbgrader's autograde on the same notebooks.

    python benchmarks/grading.py --lab 1 --submissions 300 --jobs 2 --nbgrader 10

Makes a mixed class (right, half right, blank, noisy, broken, endless), grades all of it with ``labs grade``, and the
first ``--nbgrader`` of its sound notebooks with ``nbgrader autograde`` (the extra ``instructor``), both in
``--jobs`` processes at a time where they can. Prints seconds per submission and their ratio; checks first that
every submission has its row and the marks it should have.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from pdecourse.exercises.record import lab

SOLVED = Path(__file__).parent.parent / "tests" / "solutions"
MIX = ["right"] * 11 + ["half"] * 4 + ["noisy"] * 2 + ["blank"] * 2 + ["raises"]
RARE = {37: "truncated", 73: "endless"}  # of every hundred


def submission(kind: str, chapter: int) -> bytes:
    """Return a notebook of this kind for a lab."""
    book = json.loads((SOLVED / f"lab{chapter:02d}.ipynb").read_text(encoding="utf-8"))
    stubs = [c for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]
    names = [exercise.reference.__name__ for exercise in lab(chapter)]
    bodies = {"blank": "raise NotImplementedError", "half": "return None", "endless": "while True: pass"}
    wrong = {"blank": names, "half": names[::2], "endless": names[:1]}.get(kind, [])
    for cell, name in zip(stubs, names, strict=True):
        if name in wrong:
            cell["source"] = f"def {name}(*inputs):\n    {bodies[kind]}\n"
    for cell in book["cells"]:
        cell["outputs"] = []
    extra = {"noisy": "import sys\nprint('x' * 10_000, file=sys.stderr)", "raises": "1 / 0"}.get(kind)
    if extra:
        cell = {
            "cell_type": "code",
            "id": "extra",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": extra,
        }
        book["cells"].insert(2, cell)
    text = json.dumps(book).encode()
    return text[:1000] if kind == "truncated" else text


def make_class(folder: Path, chapter: int, size: int) -> dict[str, str]:
    """Write ``size`` submissions as folder/STUDENT/labNN.ipynb and return each student's kind."""
    kinds = {}
    for number in range(size):
        kind = RARE.get(number % 100, MIX[number % len(MIX)])
        student = f"student{number:04d}"
        kinds[student] = kind
        path = folder / student / f"lab{chapter:02d}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(submission(kind, chapter))
    return kinds


def grade_with_ours(folder: Path, results: Path, chapter: int, jobs: int) -> float:
    """Return the seconds that ``labs grade`` takes for all of ``folder``."""
    command = [sys.executable, "-m", "pdecourse", "labs", "grade", str(folder), "--lab", str(chapter)]
    start = time.perf_counter()
    subprocess.run([*command, "--out", str(results), "--jobs", str(jobs)], check=True)
    return time.perf_counter() - start


def check_marks(results: Path, kinds: dict[str, str], chapter: int) -> None:
    """Stop unless every submission has one row, with the status and the points of its kind."""
    points = [exercise.points for exercise in lab(chapter)]
    expected = {"right": sum(points), "noisy": sum(points), "raises": sum(points), "blank": 0, "truncated": 0}
    expected |= {"half": sum(points[1::2]), "endless": sum(points[1:])}
    with (results / "grades.csv").open(newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(kinds), f"{len(rows)} rows for {len(kinds)} submissions"
    for student, kind in kinds.items():
        assert float(rows[student]["total"]) == expected[kind], (student, kind, rows[student])
    print("status:", dict(Counter(row["status"] for row in rows.values())))


def grade_with_nbgrader(folder: Path, course: Path, chapter: int, students: list[str]) -> float:
    """Return the seconds that ``nbgrader autograde`` takes for these students, one after the other as it does."""
    import nbformat

    from pdecourse.grading.release import with_solutions

    name = f"lab{chapter:02d}"
    source = course / "source" / name / f"{name}.ipynb"
    source.parent.mkdir(parents=True)
    released = nbformat.read(SOLVED / f"{name}.ipynb", as_version=4)
    nbformat.write(with_solutions(released, chapter), source)
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.ExecutePreprocessor.timeout = 120\n")
    subprocess.run(["nbgrader", "generate_assignment", name], cwd=course, check=True, capture_output=True)
    for student in students:
        target = course / "submitted" / student / name
        target.mkdir(parents=True)
        shutil.copy(folder / student / f"{name}.ipynb", target)
    start = time.perf_counter()
    subprocess.run(["nbgrader", "autograde", name], cwd=course, check=False, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lab", type=int, default=1)
    parser.add_argument("--submissions", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--nbgrader", type=int, default=10, help="how many nbgrader grades; 0 leaves it out")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder, results = Path(scratch, "class"), Path(scratch, "results")
        kinds = make_class(folder, chosen.lab, chosen.submissions)
        ours = grade_with_ours(folder, results, chosen.lab, chosen.jobs) / chosen.submissions
        check_marks(results, kinds, chosen.lab)
        print(f"labs grade, {chosen.jobs} jobs: {ours:.2f} s per submission, {3600 / ours:.0f} per hour")
        if chosen.nbgrader:
            sound = [
                student for student, kind in kinds.items() if kind in ("right", "half", "noisy", "blank")
            ]
            students = sound[: chosen.nbgrader]
            theirs = grade_with_nbgrader(folder, Path(scratch, "course"), chosen.lab, students) / len(
                students
            )
            graded = len(list(Path(scratch, "course", "autograded").glob("*/*/*.ipynb")))
            print(f"nbgrader autograde: {theirs:.2f} s per submission ({graded} of {len(students)} graded)")
            print(f"ratio: {theirs / ours:.1f}")


if __name__ == "__main__":
    main()
