"""The grader's end of a worker: start it, ask it, and end it whatever it does."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from pdecourse.grading.isolation import LEVELS, SCRATCH, Isolation, NoIsolation
from pdecourse.grading.messages import BadMessage, pack, receive, send, unpack
from pdecourse.grading.notebook import plain

START_SECONDS = 60


class Died(Exception):
    """The worker is gone: the learner's code exited, crashed, or was stopped for using too much."""


class TooSlow(Exception):
    """The worker did not answer in time; it has been stopped."""


@dataclass(frozen=True)
class LearnerError(Exception):
    """The learner's code raised an exception: its ``kind``, ``text``, and the ``place`` in the notebook."""

    kind: str
    text: str
    place: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}" + f" ({self.place})" * bool(self.place)


class Session:
    """A running worker inside ``isolation``; a context manager that leaves no process and no file behind.

    Every question takes ``seconds`` at most. ``Died`` and ``TooSlow`` end the session; start another one.
    """

    def __init__(self, isolation: Isolation):
        self._own_scratch = None if isolation.mounts_scratch else tempfile.mkdtemp(prefix="pdecourse-")
        ours, theirs = socket.socketpair()
        settings = {
            "scratch": self._own_scratch or SCRATCH,
            "mounts_scratch": isolation.mounts_scratch,
            "user": isolation.user,
            "readable": isolation.readable,
            "seccomp": isolation.seccomp,
            "fonts": isolation.fonts,
        }
        python = [sys.executable, "-I", "-m", "pdecourse.grading.worker"]
        with (
            tempfile.TemporaryFile() as complaints
        ):  # of bubblewrap and Python; learners' code cannot reach it
            self._process = subprocess.Popen(
                [*isolation.command, *python, str(theirs.fileno()), json.dumps(settings)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                start_new_session=True,
                env={"PATH": "/usr/bin:/bin"},
            )
            theirs.close()
            self._channel = ours
            try:
                self._ask(None, START_SECONDS)
            except Died as error:
                complaints.seek(0)
                said = complaints.read().decode(errors="replace").split("\n")
                raise Died(next((line for line in reversed(said) if line), str(error))[:200]) from error
            except BaseException:
                self.close()
                raise

    def run(self, source: str, name: str, seconds: float) -> None:
        """Run a cell. Raises ``LearnerError``, ``TooSlow`` or ``Died``."""
        self._ask({"do": "run", "source": source, "name": name}, seconds)

    def call(self, function: str, inputs: tuple, seconds: float):
        """Return what ``function`` of the notebook returns for ``inputs``. Raises as ``run`` does."""
        reply = self._ask({"do": "call", "function": function, "inputs": pack(list(inputs))}, seconds)
        return self._value(reply)

    def functions(self, seconds: float) -> dict[str, bool]:
        """Return the names of all that can be called, and whether it is a function written in the notebook."""
        names = self._value(self._ask({"do": "functions"}, seconds))
        return {str(name): bool(own) for name, own in names.items()} if isinstance(names, dict) else {}

    def close(self) -> None:
        """Stop the worker and everything it started, and remove its files."""
        if self._process.returncode is None:  # else its number may be another process's by now
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._channel.close()
        if self._own_scratch:
            shutil.rmtree(self._own_scratch, ignore_errors=True)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def _ask(self, request: dict | None, seconds: float) -> dict:
        """Send a request, if there is one, and return the answer."""
        try:
            if request is not None:
                send(self._channel, request, seconds)
            reply = receive(self._channel, seconds)
        except TimeoutError as error:
            self.close()
            raise TooSlow(f"no answer within {seconds:g} s") from error
        except (EOFError, OSError, BadMessage) as error:
            self.close()
            raise Died(str(error) or type(error).__name__) from error
        failure = reply.get("error")
        if isinstance(failure, dict):
            raise LearnerError(*(plain(str(failure.get(key, "")))[:300] for key in ("kind", "text", "place")))
        return reply

    def _value(self, reply: dict):
        """Return the value in an answer."""
        try:
            return unpack(reply.get("value"))
        except BadMessage as error:
            self.close()
            raise Died(f"the answer is not data: {error}") from error


def strongest(*, unsafe: bool = False) -> Isolation:
    """Return the strongest enclosure that a worker can be started in on this machine.

    ``unsafe`` allows the last one, which is none. Raises ``NoIsolation``, with the reasons, if nothing holds.
    """
    reasons = []
    for level, make in LEVELS.items():
        if level == "limits" and not unsafe:
            continue
        try:
            isolation = make()
            Session(isolation).close()
            return isolation
        except (NoIsolation, Died, TooSlow, OSError) as error:
            reasons.append(f"{level}: {error or type(error).__name__}")
    raise NoIsolation(
        "no enclosure for learners' code holds on this machine ("
        + "; ".join(reasons)
        + "). On macOS and Windows grade inside a Linux container or WSL 2. For code that you trust as your own: --unsafe"
    )
