"""``python -m pdecourse``: parse the command line and call the package."""

import argparse
from pathlib import Path


def main(arguments: list[str] | None = None) -> None:
    """Carry out the command in ``arguments``, by default those of the process."""
    parser = argparse.ArgumentParser(prog="python -m pdecourse", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_experiment(commands)
    chosen = parser.parse_args(arguments)
    chosen.call(chosen)


def _add_experiment(commands) -> None:
    """Add ``experiment``: carry out a study and store its result."""
    from pdecourse.experiments import EXPERIMENTS

    parser = commands.add_parser(
        "experiment",
        help="carry out a study behind a figure of the book",
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
    parser.set_defaults(call=_experiment)


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
