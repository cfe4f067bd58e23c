"""Find the submissions in what an instructor downloads: folders, single notebooks, zip files of Canvas and Moodle."""

import os
import re
import shutil
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

LARGEST_DOWNLOAD = 4 << 30  # bytes when unpacked
SKIPPED = {".ipynb_checkpoints", "__MACOSX"}

CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<user>\d+)_(?P<submission>\d+)_(?P<file>.+)\.ipynb")
MOODLE = re.compile(r"(?P<name>.+)_(?P<user>\d+)_assignsubmission_file_?")


@dataclass(frozen=True)
class Submission:
    """One student's notebook. ``student`` names the row; ``others`` are further notebooks, which are not graded.

    ``late`` is what the download says; None if it says nothing.
    """

    student: str
    path: Path
    others: tuple[Path, ...] = ()
    late: bool | None = None


def find(source: Path, unpacked: Path) -> list[Submission]:
    """Return the submissions below the folder ``source``, in a zip file or in one notebook, sorted by student.

    A zip file is unpacked into ``unpacked``. A student is named, in this order, by a Moodle folder, a file
    name of Canvas, the folder directly below ``source``, or the file. Of several notebooks of one student
    the newest resubmission is graded, as the numbering of the names has it (lab1-2 after lab1-1).
    Links are not followed.

    Raises ``FileNotFoundError`` if there is no notebook, ``ValueError`` for a zip that is damaged or too large.
    """
    if not source.exists():
        raise FileNotFoundError(f"there is no {source}; give a folder, a zip file or a notebook")
    root = _unpack(source, unpacked) if source.suffix.lower() == ".zip" else source
    paths = [root] if root.is_file() else [p for p in sorted(root.rglob("*")) if _is_notebook(p, root)]
    if not paths:
        raise FileNotFoundError(f"there is no .ipynb file in {source}")
    by_student: dict[str, list[tuple[Path, bool | None]]] = {}
    for path in paths:
        student, late = _student(path, root)
        by_student.setdefault(student, []).append((path, late))
    return [_chosen(student, files) for student, files in sorted(by_student.items())]


def _is_notebook(path: Path, root: Path) -> bool:
    """Return whether ``path`` is a notebook of its own, not a link and not one of Jupyter's copies."""
    parts = path.relative_to(root).parts
    linked = any((root / Path(*parts[: n + 1])).is_symlink() for n in range(len(parts)))
    return path.suffix == ".ipynb" and not linked and path.is_file() and not SKIPPED & set(parts)


def _student(path: Path, root: Path) -> tuple[str, bool | None]:
    """Return whose notebook this is and whether it is late, as far as its name tells."""
    for folder in path.relative_to(root).parts[:-1] if path != root else ():
        if match := MOODLE.fullmatch(folder):
            return f"{match['name']} ({match['user']})", None
    if match := CANVAS.fullmatch(path.name):
        return f"{match['name']} ({match['user']})", match["late"] is not None
    parts = path.relative_to(root).parts if path != root else (path.name,)
    return (parts[0] if len(parts) > 1 else path.stem), None


def _chosen(student: str, files: list[tuple[Path, bool | None]]) -> Submission:
    """Return one student's submission: the last file in natural order."""
    *others, (path, late) = sorted(files, key=lambda file: _natural(str(file[0])))
    return Submission(student, path, tuple(other for other, _ in others), late)


def _natural(name: str) -> list:
    """Return a sort key in which lab1-10 comes after lab1-9, and lab1-1 after lab1."""
    stem = name.removesuffix(".ipynb")
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", stem) if part
    ]


def _unpack(archive: Path, target: Path) -> Path:
    """Unpack the notebooks of a zip file below ``target``, and nothing outside it; return ``target``."""
    shutil.rmtree(target, ignore_errors=True)
    try:
        with zipfile.ZipFile(archive) as zipped:
            members = [m for m in zipped.infolist() if m.filename.endswith(".ipynb") and not m.is_dir()]
            if sum(member.file_size for member in members) > LARGEST_DOWNLOAD:
                raise ValueError(
                    f"{archive.name} unpacks to more than {LARGEST_DOWNLOAD >> 30} GB; unpack it by hand"
                )
            for member in members:
                parts = [
                    part for part in PurePosixPath(member.filename).parts if part not in ("/", "..", ".")
                ]
                place = target.joinpath(*parts)
                place.parent.mkdir(parents=True, exist_ok=True)
                with zipped.open(member) as packed, place.open("wb") as file:
                    shutil.copyfileobj(packed, file)
                written = time.mktime((*member.date_time, 0, 0, -1))
                os.utime(place, (written, written))  # the deadline may be judged by it
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"{archive.name} cannot be unpacked ({error}); download it again") from error
    return target
