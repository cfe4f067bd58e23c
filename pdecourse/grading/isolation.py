"""Where a learner's code runs: the strongest of three enclosures that this machine has.

"jail"      bubblewrap: an empty network, own processes, own users, and a file system with nothing in it but
            Python and a small scratch folder; on top a filter of system calls and limits of resources.
"landlock"  the kernel's Landlock in place of the namespaces: files outside are denied, not absent.
"limits"    limits of resources only. Code can read your files and use the network; for code you trust.
"""

import base64
import os
import shutil
import site
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pdecourse
from pdecourse.grading import landlock, seccomp

SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache")
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
PACKAGE = Path(pdecourse.__file__).parent
SOLUTIONS = PACKAGE / "exercises"  # reference solutions and checks: not for the code that is judged by them
NOBODY = 65534
SCRATCH, FONTS = "/scratch", "/fonts"  # folders of a jail


class NoIsolation(RuntimeError):
    """This machine offers no enclosure that holds."""


@dataclass(frozen=True)
class Isolation:
    """One enclosure: its ``level``, the ``command`` that a worker is started by, and what the worker adds itself.

    ``fonts`` is where the worker finds Matplotlib's list of fonts. The worker mounts its own scratch folder,
    ``SCRATCH``, if ``mounts_scratch``, becomes the user ``user`` if that is not None, gives up all files but
    ``readable`` if that is not None, and installs the filter ``seccomp`` (base64).
    """

    level: str
    fonts: str
    command: tuple[str, ...] = ()
    mounts_scratch: bool = False
    user: int | None = None
    readable: tuple[str, ...] | None = None
    seccomp: str = ""

    def __str__(self) -> str:
        return self.level


def jail() -> Isolation:
    """Return the enclosure made of namespaces. Raises ``NoIsolation`` if a part of it is missing."""
    program = shutil.which("bwrap")
    if program is None:
        raise NoIsolation("bubblewrap is not installed; on Debian or Ubuntu: apt install bubblewrap")
    is_root = os.geteuid() == 0
    as_root = ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    users = as_root if is_root else ["--unshare-user", "--uid", "0"]
    command = [program, "--die-with-parent", "--new-session", "--clearenv"]
    command += [f"--unshare-{kind}" for kind in ("net", "pid", "ipc", "uts", "cgroup-try")]
    command += ["--cap-drop", "ALL", "--cap-add", "CAP_SYS_ADMIN", *users]
    for path in SYSTEM:
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            command += ["--ro-bind", path, path]
    for folder in sorted({parent for path in _python() for parent in Path(path).parents[:-1]}):
        command += ["--perms", "0755", "--dir", str(folder)]  # else nobody could pass them
    for path in _python():
        command += ["--ro-bind", path, path]
    command += ["--tmpfs", str(SOLUTIONS), "--remount-ro", str(SOLUTIONS), "--proc", "/proc"]
    command += ["--dev", "/dev", "--remount-ro", "/dev"]  # else it is more scratch, without a limit
    command += ["--dir", SCRATCH, "--ro-bind", _fonts(), FONTS, "--remount-ro", "/", "--"]
    user = NOBODY if is_root else None
    return Isolation("jail", FONTS, tuple(command), mounts_scratch=True, user=user, seccomp=_filter())


def landlocked() -> Isolation:
    """Return the enclosure made by Landlock. Raises ``NoIsolation`` where it is missing, and for root."""
    if sys.platform != "linux" or landlock.version() == 0:
        raise NoIsolation("this kernel has no Landlock (Linux 5.13 or newer)")
    if os.geteuid() == 0:
        raise NoIsolation(
            "Landlock alone does not hold root; grade as an ordinary user, or install bubblewrap"
        )
    visible = [path for folder in _python() for path in _without_solutions(Path(folder))]
    readable = (*SYSTEM, *DEVICES, "/proc/self", *visible)
    return Isolation("landlock", _fonts(), readable=readable, seccomp=_filter(alone=False))


def limits() -> Isolation:
    """Return the enclosure that is none: resource limits only."""
    return Isolation("limits", _fonts())


LEVELS = {"jail": jail, "landlock": landlocked, "limits": limits}
"""Enclosures by name, the strongest first."""


@cache
def _fonts() -> str:
    """Return the folder of Matplotlib's list of fonts, made here once: a worker would need seconds for it."""
    import matplotlib
    import matplotlib.font_manager

    return matplotlib.get_cachedir()


def _filter(*, alone: bool = True) -> str:
    """Return the system-call filter as text for the worker; ``alone`` if it sees no process but its own."""
    try:
        return base64.b64encode(seccomp.program(alone=alone)).decode()
    except (ImportError, RuntimeError, OSError) as error:
        raise NoIsolation(
            f"no filter of system calls ({error}); pip install 'pdecourse[instructor]'"
        ) from error


def _python() -> list[str]:
    """Return the folders that hold this Python, its packages and the course's package."""
    folders = [Path(p) for p in (sys.base_prefix, sys.prefix, *site.getsitepackages(), PACKAGE)]
    system = [Path(path) for path in SYSTEM]
    wanted = [
        f for f in dict.fromkeys(folders) if not any(f.is_relative_to(s) for s in system) or f == PACKAGE
    ]
    return [str(f) for f in wanted if f.exists()]


def _without_solutions(folder: Path) -> list[str]:
    """Return paths that cover ``folder`` except the solutions: Landlock can only add, never take away."""
    if folder == SOLUTIONS:
        return []
    if not SOLUTIONS.is_relative_to(folder):
        return [str(folder)]
    return [path for child in sorted(folder.iterdir()) for path in _without_solutions(child)]
