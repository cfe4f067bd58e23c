"""A learner's notebook as something that can be called: its cells run in a worker, again whenever one died."""

import builtins
import os
import time

from pdecourse.grading.isolation import Isolation
from pdecourse.grading.session import Died, LearnerError, Session, TooSlow

CELL_SECONDS, CALL_SECONDS, TOTAL_SECONDS = 45.0, 10.0, 300.0  # on a machine that has nothing else to do


class OutOfTime(BaseException):
    """A submission has used up all its time. Not an ``Exception``: no check may swallow it."""


class NoWorker(BaseException):
    """No worker could be started: the machine's fault. No ``Exception``, so that no check makes a mark of it."""


class ProcessEnded(Exception):
    """The learner's code ended its process."""


def crowding() -> float:
    """Return how many times longer everything takes since this machine has more to do than processors: 1 to 8.

    A mark must not depend on what else is running. From 8 on, time costs more than a second try.
    """
    return min(8.0, max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)))


class RunningNotebook:
    """The code ``cells`` of one submission, run on demand in workers inside ``isolation``.

    ``notes`` collects what went wrong at the top of cells; ``slow`` and ``crashed`` say whether code had to be
    stopped or ended its worker. A cell that did either is left out from then on; ``incomplete`` if it was one of
    the lab's own. A context manager.
    """

    def __init__(self, cells: list[tuple[str, str]], isolation: Isolation):
        self.cells, self.isolation = cells, isolation  # cells: (name, source)
        self.notes: list[str] = []
        self.slow = self.crashed = self.incomplete = False
        self._dropped: set[str] = set()
        self._session: Session | None = None
        self._start = time.monotonic()

    def functions(self) -> dict[str, bool]:
        """Return what can be called by name, and whether the notebook wrote it."""
        try:
            return self._running().functions(self._seconds(CALL_SECONDS))
        except (Died, TooSlow, LearnerError) as error:
            self._session = None
            self._blame(error)
            return {}

    def call(self, function: str, *inputs, seconds: float | None = None):
        """Return what the learner's ``function`` returns for ``inputs``.

        Raises what it raised, as far as that is a built-in kind; ``TimeoutError`` after ``seconds``, by default
        ``CALL_SECONDS``; ``ProcessEnded`` if it took its process down; ``OutOfTime`` when the submission's time
        is spent.
        """
        limit = CALL_SECONDS if seconds is None else seconds
        session = self._running()
        try:
            return session.call(function, inputs, self._seconds(limit))
        except LearnerError as error:
            raise _rebuilt(error) from None
        except TooSlow:
            self._session, self.slow = None, True
            raise TimeoutError(f"it did not return within {limit:g} seconds") from None
        except Died:
            self._session, self.crashed = None, True
            raise ProcessEnded("it exited, crashed, or used too much memory") from None

    def _running(self) -> Session:
        """Return a session in which every cell has run but those that end it."""
        while self._session is None:
            self._seconds(CELL_SECONDS)
            try:
                session = Session(self.isolation)
            except (Died, TooSlow, OSError) as error:
                raise NoWorker(str(error)) from error
            try:
                if self._run_cells(session):
                    self._session = session
            except BaseException:
                session.close()
                raise
        return self._session

    def _run_cells(self, session: Session) -> bool:
        """Run the cells; False if one of them ended the session, and is dropped."""
        for name, source in self.cells:
            if name in self._dropped:
                continue
            try:
                session.run(source, name, self._seconds(CELL_SECONDS))
            except LearnerError as error:
                if name.startswith("cell "):  # a cell of the lab only suffers from what is missing above it
                    self._note(f"{name} raised {error}")
            except (TooSlow, Died) as error:
                self._dropped.add(name)
                self._blame(error)
                self.incomplete |= not name.startswith("cell ")
                ended = "took too long" if isinstance(error, TooSlow) else "ended its process"
                self._note(f"{name} {ended} and was left out")
                return False
        return True

    def _blame(self, error: Exception) -> None:
        """Remember which way a worker ended."""
        self.slow |= isinstance(error, TooSlow)
        self.crashed |= isinstance(error, Died)

    def _note(self, text: str) -> None:
        """Keep a note once, however often the cells run."""
        if text not in self.notes:
            self.notes.append(text)

    def _seconds(self, most: float) -> float:
        """Return how long the next step may take."""
        share = crowding()
        left = self._start + share * TOTAL_SECONDS - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return min(share * most, left)

    def __enter__(self) -> "RunningNotebook":
        return self

    def __exit__(self, *_) -> None:
        if self._session is not None:
            self._session.close()


def _rebuilt(error: LearnerError) -> Exception:
    """Return an exception of the learner's kind if that is built in; its name could carry anything else."""
    kind = getattr(builtins, error.kind, None)
    if isinstance(kind, type) and issubclass(kind, Exception):
        try:
            return kind(error.text)
        except TypeError:  # UnicodeDecodeError and its like want more than a text
            return RuntimeError(error.text)
    return RuntimeError(error.text)
