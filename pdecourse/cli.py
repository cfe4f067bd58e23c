"""``python -m pdecourse``: parse the command line and call the package."""

import argparse
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> None:
    """Carry out the command in ``arguments``, by default those of the process.

    A command parses what follows its name, so that ``labs`` does not wait for what ``experiment`` imports.
    """
    parser = argparse.ArgumentParser(prog="python -m pdecourse", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (command, text) in COMMANDS.items():
        commands.add_parser(name, help=text, add_help=False).set_defaults(command=command)
    chosen, rest = parser.parse_known_args(arguments)
    try:
        chosen.command(rest)
    except BrokenPipeError:  # the reader, perhaps head, has seen enough
        sys.stderr.close()
    except (ValueError, OSError, RuntimeError) as error:  # what a user can mend; a traceback would hide it
        raise SystemExit(f"{parser.prog}: {error}") from error


def experiment(arguments: list[str]) -> None:
    """Carry out a study and store its result."""
    from pdecourse.experiments import EXPERIMENTS

    parser = argparse.ArgumentParser(
        prog="python -m pdecourse experiment",
        description="Carry out a study; Ctrl-C interrupts it, and the same command goes on where it stopped.",
        epilog="Studies: " + "; ".join(f"{name}: {study.question}" for name, study in EXPERIMENTS.items()),
    )
    parser.add_argument("name", choices=EXPERIMENTS, metavar="NAME", help="one of " + ", ".join(EXPERIMENTS))
    parser.add_argument(
        "--size", choices=("full", "small"), default="full", help="full needs the real graphs"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes, one thread each (default: 1)")
    parser.add_argument(
        "--out", type=Path, help="file of the result (default: the one stored in the package)"
    )
    _experiment(parser.parse_args(arguments))


def _experiment(chosen: argparse.Namespace) -> None:
    """Carry out one study with a progress bar and say where its result is."""
    from pdecourse.experiments import EXPERIMENTS, carry_out, path_of

    path = chosen.out or path_of(chosen.name, chosen.size)
    try:
        result = carry_out(EXPERIMENTS[chosen.name], chosen.size, path=path, jobs=chosen.jobs, progress=True)
    except KeyboardInterrupt:
        raise SystemExit(
            f"interrupted; the runs that ended are in {path}, and the same command goes on"
        ) from None
    print(f"{len(result.runs)} runs, {len(result.failures)} failed: {path}")


def labs(arguments: list[str]) -> None:
    """List, release and grade the labs."""
    parser = argparse.ArgumentParser(prog="python -m pdecourse labs", description=labs.__doc__)
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="show exercises, points and times")
    listing.set_defaults(call=_list)

    release = actions.add_parser("release", help="write notebooks for students and instructors")
    release.add_argument("labs", nargs="*", type=int, metavar="N", help="numbers of labs (default: all)")
    release.add_argument("--out", type=Path, required=True, metavar="DIR")
    release.set_defaults(call=_release)

    grade = actions.add_parser(
        "grade", help="grade a folder, a zip file or a notebook; go on where it stopped"
    )
    grade.add_argument("submissions", type=Path)
    grade.add_argument("--lab", type=int, required=True, metavar="N")
    grade.add_argument("--out", type=Path, required=True, metavar="RESULTS")
    grade.add_argument("--jobs", type=int, default=1, help="submissions side by side (default: 1)")
    grade.add_argument(
        "--secret-file", type=Path, help="what hidden inputs are drawn from (default: kept in RESULTS)"
    )
    grade.add_argument("--deadlines", type=Path, help="TOML file with the late policy")
    grade.add_argument(
        "--unsafe", action="store_true", help="run learners' code without an enclosure if need be"
    )
    grade.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="EXERCISE",
        help="leave an exercise out of the marks; may be repeated",
    )
    grade.add_argument(
        "--again",
        action="append",
        default=[],
        metavar="STUDENT",
        help="grade this one once more; may be repeated",
    )
    grade.add_argument(
        "--export", choices=("canvas", "moodle", "nbgrader"), help="also write marks for a gradebook"
    )
    grade.set_defaults(call=_grade)

    report = actions.add_parser(
        "report", help="write a page about what a class found hard, and who resembles whom"
    )
    report.add_argument("results", type=Path, help="the folder that grade wrote to")
    report.add_argument(
        "--similarity", type=Path, metavar="SUBMISSIONS", help="also compare these submissions"
    )
    report.set_defaults(call=_report)

    chosen = parser.parse_args(arguments)
    chosen.call(chosen)


def _list(_: argparse.Namespace) -> None:
    """Print all exercises with points and minutes."""
    from pdecourse.exercises.record import chapters, lab

    for chapter in chapters():
        exercises = lab(chapter)
        print(
            f"Lab {chapter}: {sum(e.points for e in exercises)} points, {sum(e.minutes for e in exercises)} minutes"
        )
        for exercise in exercises:
            print(
                f"  {exercise.number}  {exercise.points:2d} points  {exercise.minutes:3d} min  {exercise.title}"
            )


def _release(chosen: argparse.Namespace) -> None:
    """Write the notebooks and say where."""
    from pdecourse.exercises.record import chapters
    from pdecourse.grading.release import release

    for path in release(chosen.labs or chapters(), chosen.out):
        print(path)


def _grade(chosen: argparse.Namespace) -> None:
    """Grade all submissions and print how many had which status."""
    from collections import Counter

    from pdecourse.grading.batch import Assignment, grade_all, secret_of
    from pdecourse.grading.exports import EXPORTS
    from pdecourse.grading.lateness import Deadlines, read_deadlines
    from pdecourse.grading.release import given_cells, questions
    from pdecourse.grading.session import strongest

    isolation = strongest(unsafe=chosen.unsafe)
    print(f"isolation: {isolation}")
    assignment = Assignment(
        chapter=chosen.lab,
        secret=secret_of(chosen.out, chosen.secret_file),
        isolation=isolation,
        given=given_cells(chosen.lab),
        deadlines=read_deadlines(chosen.deadlines, chosen.lab) if chosen.deadlines else Deadlines(),
        questions=questions(chosen.lab),
        without=frozenset(chosen.without),
        again=frozenset(chosen.again),
    )
    try:
        records = grade_all(chosen.submissions, assignment, chosen.out, jobs=chosen.jobs, progress=True)
    except KeyboardInterrupt:
        raise SystemExit("interrupted; the same command goes on where it stopped") from None
    print(
        ", ".join(f"{count} {status}" for status, count in sorted(Counter(r.status for r in records).items()))
    )
    print(chosen.out / "grades.csv")
    if chosen.export:
        print(EXPORTS[chosen.export](records, chosen.out))


def _report(chosen: argparse.Namespace) -> None:
    """Write the report, and the list of similar submissions if asked for."""
    from pdecourse.grading.release import given_cells
    from pdecourse.grading.report import read_records, write_report
    from pdecourse.grading.similarity import similar_pairs, write_pairs
    from pdecourse.grading.submissions import find

    records = read_records(chosen.results)
    print(write_report(records, chosen.results))
    if chosen.similarity:
        submissions = find(chosen.similarity, chosen.results / "unpacked", records[0].lab)
        print(write_pairs(similar_pairs(submissions, given_cells(records[0].lab)), chosen.results))


COMMANDS = {
    "experiment": (experiment, "carry out a study behind a figure of the book"),
    "labs": (labs, "list, release and grade the labs"),
}
"""Commands by name, with a line of help."""
