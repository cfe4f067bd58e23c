"""The process that runs a learner's code. It knows no reference, no expected value, no secret and no other student.

    python -I -m pdecourse.grading.worker DESCRIPTOR SETTINGS

It shuts itself in, then answers requests on the socket DESCRIPTOR: run this cell, call that function with
these inputs. Whatever it answers is data to the grader, so code that takes it over gains nothing.
"""

import base64
import ctypes
import json
import os
import resource
import socket
import sys
import traceback
import types
from dataclasses import dataclass
from pathlib import Path

from pdecourse.grading import landlock
from pdecourse.grading.messages import BadMessage, pack, receive, send, unpack
from pdecourse.grading.system_calls import checked, libc

MEGABYTE = 1 << 20
MEMORY, FILES, INODES = 2560 * MEGABYTE, 64 * MEGABYTE, 2000
CPU_SECONDS, OPEN_FILES = 600, 256
THREADS = 4096  # of the user; many, since older kernels count those outside the jail too
TMPFS_FLAGS = 2 | 4  # no set-user-id files, no devices
NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER, NOT_DUMPABLE = 38, 22, 2, 4
CAPABILITIES_V3 = 0x20080522


@dataclass(frozen=True)
class Settings:
    """How the worker shuts itself in; fields as in ``Isolation``. ``fonts`` is Matplotlib's list of them."""

    scratch: str
    mounts_scratch: bool
    user: int | None
    readable: tuple[str, ...] | None
    seccomp: str
    fonts: str


def main(descriptor: str, settings: str) -> None:
    """Shut this process in, say so, and answer requests until the grader closes the channel."""
    channel = socket.socket(fileno=int(descriptor))
    fonts = shut_in(Settings(**json.loads(settings)))
    for name, data in fonts.items():
        Path(os.environ["MPLCONFIGDIR"], name).write_bytes(data)
    namespace = new_namespace()
    send(channel, {"ready": True})
    while True:
        try:
            request = receive(channel)
        except (EOFError, OSError):
            return
        send(channel, answer(request, namespace))


def shut_in(settings: Settings) -> dict[str, bytes]:
    """Take the rights away that this process will not need; nothing below can be undone from inside.

    Returns Matplotlib's cache of fonts by file name, read while it is still in reach: it takes seconds to make.
    """
    fonts = (
        {p.name: p.read_bytes() for p in Path(settings.fonts).glob("fontlist-*.json")}
        if settings.fonts
        else {}
    )
    os.umask(0o077)
    if settings.mounts_scratch:
        options = f"size={FILES},nr_inodes={INODES},mode=1777".encode()
        checked(libc.mount(b"tmpfs", settings.scratch.encode(), b"tmpfs", TMPFS_FLAGS, options))
    if settings.user is not None:
        os.setgroups([])
        os.setresgid(settings.user, settings.user, settings.user)
        os.setresuid(settings.user, settings.user, settings.user)
    os.chdir(settings.scratch)
    _small_environment(settings.scratch)
    for name, limit in (
        *((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, FILES), (resource.RLIMIT_CORE, 0)),
        *((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_NOFILE, OPEN_FILES)),
        (resource.RLIMIT_NPROC, THREADS),
    ):
        resource.setrlimit(name, (limit, limit))
    if sys.platform == "linux":
        checked(libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0))
        checked(libc.prctl(NOT_DUMPABLE, 0, 0, 0, 0))
    if settings.mounts_scratch:
        _drop_capabilities()
    if settings.readable is not None:
        landlock.restrict(list(settings.readable), [settings.scratch, "/dev/null"])
    if settings.seccomp:
        _filter_system_calls(base64.b64decode(settings.seccomp))
    return fonts


def _small_environment(scratch: str) -> None:
    """Leave nothing of the grader's environment; one thread for every library."""
    os.environ.clear()
    os.environ.update(
        {name: scratch for name in ("HOME", "TMPDIR", "MPLCONFIGDIR", "NUMBA_CACHE_DIR", "IPYTHONDIR")},
        PATH="/usr/bin:/bin",
        MPLBACKEND="Agg",
        PDECOURSE_PROGRESS="0",
        **{f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")},
    )


def _drop_capabilities() -> None:
    """Give up every capability."""
    header, none = (ctypes.c_uint32 * 2)(CAPABILITIES_V3, 0), (ctypes.c_uint32 * 6)()
    checked(libc.capset(header, none))


def _filter_system_calls(program: bytes) -> None:
    """Install a seccomp filter for this process and all its threads to come."""

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]

    checked(libc.prctl(SET_SECCOMP, FILTER, ctypes.byref(Program(len(program) // 8, program))))


def new_namespace() -> dict:
    """Return the names a notebook starts with: no prompts, no shell, and feedback that says nothing."""
    feedback = types.ModuleType("pdecourse.exercises")
    for name in ("check", "hint", "solution", "score"):
        setattr(feedback, name, lambda *_: _Nothing())
    sys.modules["pdecourse.exercises"] = feedback
    main_module = types.ModuleType("__main__")
    sys.modules["__main__"] = main_module
    main_module.__dict__.update(
        get_ipython=_Shell, display=lambda *_, **__: None, input=lambda *_: "", exit=lambda *_: None
    )
    return main_module.__dict__


class _Nothing:
    """Stands for feedback: every attribute is a call that does nothing."""

    complete = False
    points = 0

    def __getattr__(self, name: str):
        return lambda *_, **__: _Nothing()


class _Shell(_Nothing):
    """Stands for the notebook's shell: a magic that only watches code runs it, every other does nothing."""

    def run_cell_magic(self, magic: str, _: str, cell: str) -> None:
        """Run ``cell`` as a part of the cell that begins with ``magic``."""
        if magic in ("time", "capture"):
            caller = sys._getframe(1)
            run(cell, caller.f_code.co_filename, caller.f_globals)

    def run_line_magic(self, magic: str, line: str, **_) -> None:
        """Run the code on the ``line`` of a magic."""
        caller = sys._getframe(1)
        if magic == "time":
            run(line, caller.f_code.co_filename, caller.f_globals)


def answer(request: dict, namespace: dict) -> dict:
    """Carry out one request of the grader and return the answer; the learner's errors are part of it."""
    try:
        match request["do"]:
            case "run":
                run(request["source"], request["name"], namespace)
                return {}
            case "call":
                inputs = unpack(request["inputs"])
                return {"value": pack(namespace[request["function"]](*inputs))}
            case "functions":
                names = {n: own(f) for n, f in list(namespace.items()) if isinstance(n, str) and callable(f)}
                return {"value": pack(names)}
    except BadMessage:
        raise
    except BaseException as error:  # a learner's code may raise anything, and may even exit
        return {"error": describe(error)}
    raise BadMessage(f"unknown request {request['do']!r}")


def run(source: str, name: str, namespace: dict) -> None:
    """Run one cell; lines that start with % or ! are left to a shell that does nothing."""
    if any(
        line.lstrip().startswith(("%", "!", "?")) or line.rstrip().endswith("?")
        for line in source.splitlines()
    ):
        from IPython.core.inputtransformer2 import TransformerManager

        source = TransformerManager().transform_cell(source)
    exec(compile(source, name, "exec"), namespace)


def own(function) -> bool:
    """Return whether a function was written in the notebook."""
    return isinstance(function, types.FunctionType) and function.__code__.co_filename.startswith("cell ")


def describe(error: BaseException) -> dict:
    """Return the kind of an error, the start of its text and the last line of the learner's it passed."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith("cell ")]
    place = f"line {frames[-1].lineno} of {frames[-1].filename}" if frames else ""
    return {"kind": type(error).__name__[:60], "text": str(error)[:300], "place": place}


if __name__ == "__main__":
    # What a learner's code prints goes nowhere, and it finds nobody at the keyboard.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    main(*sys.argv[1:])
