"""Find the submissions in what an instructor downloads: folders, single notebooks, zip files of Canvas and Moodle."""

import os
import re
import shutil
import time
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pdecourse.exercises.record import lab
from pdecourse.grading.notebook import plain

LARGEST_DOWNLOAD = 4 << 30  # bytes when unpacked
SKIPPED = {".ipynb_checkpoints", "__MACOSX"}  # folders
DESKTOP = {"Thumbs.db", "desktop.ini"}

CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<user>\d+)_(?P<submission>\d+)_(?P<file>.+)")
MOODLE = re.compile(r"(?P<name>.+?)_(?P<user>\d+)_assignsubmission_(file|onlinetext)_?.*")


@dataclass(frozen=True)
class Submission:
    """One student's notebook. ``student`` names the row; ``others`` are further notebooks, which are not graded.

    ``file`` is where ``path`` lies in the download. ``late`` is what the download says; None if it says nothing.
    """

    student: str
    path: Path
    file: str
    others: tuple[Path, ...] = ()
    late: bool | None = None


def find(source: Path, unpacked: Path, chapter: int | None = None) -> list[Submission]:
    """Return the submissions below the folder ``source``, in a zip file or in one notebook, sorted by student.

    A zip file is unpacked into ``unpacked``. A student is named, in this order, by a name that Moodle or Canvas
    made, the folder directly below ``source``, or the file. Of several files of one student a notebook counts
    before others, then one with a function of the lab of ``chapter``, then the newest resubmission, as the numbering
    of the names has it (lab1-2 after lab1-1). Who handed in no notebook has a submission too: some other file.
    Links are not followed.

    Raises ``FileNotFoundError`` if there is no notebook, ``ValueError`` for a zip that is damaged or too large.
    """
    if not source.exists():
        raise FileNotFoundError(f"there is no {source}; give a folder, a zip file or a notebook")
    root = _unpack(source, unpacked) if source.suffix.lower() == ".zip" else source
    paths = [root] if root.is_file() else [p for p in sorted(root.rglob("*")) if _is_handed_in(p, root)]
    if _is_inside(unpacked.parent, root):  # results among the submissions
        paths = [path for path in paths if not _is_inside(path, unpacked.parent)]
    if not any(path.suffix.lower() == ".ipynb" for path in paths):
        raise FileNotFoundError(f"there is no .ipynb file in {source}")
    by_student: dict[str, list[tuple[Path, bool | None]]] = {}
    for path in paths:
        student, late = _student(path, root)
        by_student.setdefault(student, []).append((path, late))
    functions = [exercise.reference.__name__ for exercise in lab(chapter)] if chapter else []
    return [_chosen(student, files, root, functions) for student, files in sorted(by_student.items())]


def _is_inside(path: Path, folder: Path) -> bool:
    """Return whether ``path`` lies somewhere below ``folder``."""
    return folder.resolve() in path.resolve().parents


def _is_handed_in(path: Path, root: Path) -> bool:
    """Return whether ``path`` is a student's file: no link, no copy of Jupyter's, nothing that a system hides."""
    parts = path.relative_to(root).parts
    linked = any((root / Path(*parts[: n + 1])).is_symlink() for n in range(len(parts)))
    hidden = SKIPPED & set(parts) or path.name.startswith(".") or path.name in DESKTOP
    named = MOODLE.fullmatch(path.name) or CANVAS.fullmatch(path.name) or path.suffix.lower() == ".ipynb"
    is_somebodys = named or len(parts) > 1  # else a file of the instructor's
    return bool(is_somebodys) and not linked and not hidden and path.is_file()


def _student(path: Path, root: Path) -> tuple[str, bool | None]:
    """Return whose notebook this is and whether it is late, as far as its name tells."""
    parts = path.relative_to(root).parts if path != root else (path.name,)
    parts = [unicodedata.normalize("NFC", plain(part)) for part in parts]  # a Mac writes ö as o and two dots
    for part in parts:
        if match := MOODLE.fullmatch(part):
            return f"{match['name']} ({match['user']})", None
    if match := CANVAS.fullmatch(parts[-1]):
        return f"{match['name']} ({match['user']})", match["late"] is not None
    return (parts[0] if len(parts) > 1 else PurePosixPath(parts[0]).stem), None


def _chosen(
    student: str, files: list[tuple[Path, bool | None]], root: Path, functions: list[str]
) -> Submission:
    """Return one student's submission: the last file in the order of ``find``."""

    def rank(file: tuple[Path, bool | None]) -> tuple:
        path = file[0]
        fits = len(files) > 1 and any(f"def {name}(".encode() in path.read_bytes() for name in functions)
        return path.suffix.lower() == ".ipynb", fits, _natural(str(path))

    *others, (path, late) = sorted(files, key=rank)
    file = plain(path.relative_to(root.parent if root.is_file() else root).as_posix())
    return Submission(student, path, file, tuple(other for other, _ in others), late)


def _natural(name: str) -> list:
    """Return a sort key in which lab1-10 comes after lab1-9, and lab1-1 after lab1."""
    stem = name.rsplit(".", 1)[0]
    return [
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", stem) if part
    ]


def _unpack(archive: Path, target: Path) -> Path:
    """Unpack a zip file below ``target``, and nothing outside it; return where the submissions begin.

    That is ``target``, or the one folder in it that somebody has packed instead of what is inside.
    """
    shutil.rmtree(target, ignore_errors=True)
    try:
        with zipfile.ZipFile(archive) as zipped:
            members = [m for m in zipped.infolist() if not m.is_dir()]
            if sum(member.file_size for member in members) > LARGEST_DOWNLOAD:
                raise ValueError(
                    f"{archive.name} unpacks to more than {LARGEST_DOWNLOAD >> 30} GB; unpack it by hand"
                )
            for member in members:
                name = member.filename.replace("\\", "/")  # as some programs for Windows write it
                parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..", ".")]
                place = target.joinpath(*parts)
                place.parent.mkdir(parents=True, exist_ok=True)
                with zipped.open(member) as packed, place.open("wb") as file:
                    shutil.copyfileobj(packed, file)
                written = time.mktime((*member.date_time, 0, 0, -1))
                os.utime(place, (written, written))  # the deadline may be judged by it
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"{archive.name} cannot be unpacked ({error}); download it again") from error
    inside = [path for path in target.iterdir() if path.name not in SKIPPED and not path.name.startswith(".")]
    wrapped = len(inside) == 1 and inside[0].is_dir() and not MOODLE.fullmatch(inside[0].name)
    return inside[0] if wrapped and len(list(inside[0].iterdir())) > 1 else target
