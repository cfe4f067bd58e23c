"""Honest, careless, broken and hostile submissions of lab 1: each has one right mark, and the host stays as it was."""

import json
import os
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest
from submitted import (
    FUNCTIONS,
    SOLVED,
    TOTAL,
    all_wrong,
    cell,
    code,
    edited,
    replaced,
    solved,
    with_cell,
    write,
)

from pdecourse.grading import running
from pdecourse.grading.grader import grade
from pdecourse.grading.isolation import LEVELS, NoIsolation
from pdecourse.grading.notebook import Question
from pdecourse.grading.release import given_cells
from pdecourse.grading.session import Died, Session

HEAT = "def heat_step(u, alpha, dx, dt):\n    "
RIGHT = "padded = np.pad(u, 1, mode='edge')\n    return u + alpha * dt / dx**2 * np.diff(padded, 2)\n"
LESS = TOTAL - FUNCTIONS["heat_step"]


def is_test(c):
    return c["metadata"].get("nbgrader", {}).get("grade") is True


def is_solution(c):
    return c["metadata"].get("nbgrader", {}).get("solution") is True


def swap(old, new):
    """Return the solved lab with ``new`` for ``old`` in the source of the first exercise."""
    book = solved()
    cell(book, "heat_step")["source"] = cell(book, "heat_step")["source"].replace(old, new)
    return book


def stripped(cells):
    for c in cells:
        c["metadata"] = {}


def to_markdown(cells):
    for c in cells:
        if is_solution(c):
            c["cell_type"] = "markdown"


def colab(cells):
    for n, c in enumerate(cells):
        c["metadata"] = {"id": f"aB{n}"}
        del c["id"]


def windows(cells):
    for c in cells:
        c["source"] = [line + "\r\n" for line in c["source"].split("\n")]


def many_outputs(cells):
    cells[2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 1000}] * 1000


def points_edited(cells):
    for c in filter(is_test, cells):
        c["metadata"]["nbgrader"]["points"] = 1000


def halves():
    book = all_wrong()
    right = solved()
    for name in ("heat_step", "heat_kernel"):
        cell(book, name)["source"] = cell(right, name)["source"]
    return book


def kernel(spec):
    book = solved()
    book["metadata"] = {"kernelspec": spec} if spec else {}
    return book


HONEST = {
    "perfect": (solved(), TOTAL),
    "wrong": (all_wrong(), 0),
    "half": (halves(), FUNCTIONS["heat_step"] + FUNCTIONS["heat_kernel"]),
    "blank": (all_wrong(body="raise NotImplementedError"), 0),
    "unrelated cell raises": (with_cell("1 / 0"), TOTAL),
    "warning in the function": (
        replaced("heat_step", f"{HEAT}import warnings; warnings.warn('careful')\n    {RIGHT}"),
        TOTAL,
    ),
    "prints to stderr": (with_cell("import sys; print('note', file=sys.stderr)"), TOTAL),
    "debug prints": (replaced("heat_step", f"{HEAT}print(u, alpha)\n    {RIGHT}"), TOTAL),
    "magics": (with_cell("%matplotlib inline\n!ls\n%timeit 1"), TOTAL),
    "input": (with_cell("name = input('Your name? ')"), TOTAL),
    "two seconds of thought": (with_cell("import time; time.sleep(2)"), TOTAL),
    "syntax error": (replaced("heat_step", HEAT + "return u +\n"), LESS),
    "missing module": (replaced("heat_step", f"import no_such_module\n{HEAT}{RIGHT}"), LESS),
    "renamed function": (swap("def heat_step(", "def heat_step_2("), LESS),
    "input mutated": (
        replaced("heat_step", f"{HEAT}v = u.astype(float); {RIGHT}    u *= 0\n    return v\n"),
        None,
    ),
    "timed cells": (swap("def heat_step(", "%%time\ndef heat_step("), TOTAL),
    "a timed line": (
        replaced("heat_step", f"%time factor = 1.0\n{HEAT}u = factor * u\n    {RIGHT}"),
        TOTAL,
    ),
    "an object with every attribute": (
        with_cell("from unittest.mock import MagicMock\nplot = MagicMock()"),
        TOTAL,
    ),
    "more cells and names": (with_cell("u = dt = alpha = None\nheat_step = 3\nprint('hello')"), TOTAL),
}

MANGLED = {
    "deleted test cells": (edited(lambda cells: [c for c in cells if not is_test(c)]), TOTAL),
    "deleted tests and bad code": (
        {**all_wrong(), "cells": [c for c in all_wrong()["cells"] if not is_test(c)]},
        0,
    ),
    "assert True for a test": (
        {**all_wrong(), "cells": [code("assert True") if is_test(c) else c for c in all_wrong()["cells"]]},
        0,
    ),
    "deleted solutions": (edited(lambda cells: [c for c in cells if not is_solution(c)]), 0),
    "duplicated solution": (edited(lambda cells: cells + [c for c in cells if is_solution(c)]), TOTAL),
    "duplicated test cell": (edited(lambda cells: cells + [c for c in cells if is_test(c)]), TOTAL),
    "duplicated test cell, bad code": ({**all_wrong(), "cells": all_wrong()["cells"] * 2}, 0),
    "duplicate ids": (edited(lambda cells: [c | {"id": "same"} for c in cells]), TOTAL),
    "code turned to Markdown": (edited(to_markdown), 0),
    "metadata stripped": (edited(stripped), TOTAL),
    "metadata of Colab": (edited(colab), TOTAL),
    "line ends of Windows": (edited(windows), TOTAL),
    "last definition is the stub": (
        edited(lambda cells: [*cells, code(f"{HEAT}raise NotImplementedError")]),
        LESS,
    ),
    "unknown kernelspec": (kernel({"name": "my-env", "display_name": "My env", "language": "R"}), TOTAL),
    "no kernelspec": (kernel(None), TOTAL),
    "edited points": (edited(points_edited), TOTAL),
    "a thousand outputs": (edited(many_outputs), TOTAL),
    "byte-order mark": (b"\xef\xbb\xbf" + json.dumps(solved()).encode(), TOTAL),
}

FORGED = {
    "patched allclose": all_wrong("import numpy as np\nnp.allclose = np.array_equal = lambda *a, **k: True"),
    "array subclass": all_wrong(
        "class Yes(np.ndarray):\n    def __array_function__(self, *a, **k): return True\n"
        "    def __eq__(self, other): return True\n    __le__ = __lt__ = __eq__",
        body="return np.zeros(3).view(Yes)",
    ),
    "frame peeking": all_wrong(
        "import sys\ndef peek():\n    f = sys._getframe()\n    while f:\n        for v in f.f_locals.values():\n"
        "            if hasattr(v, 'reference'): return v.reference\n        f = f.f_back",
        body="return peek()(*inputs)",
    ),
    "strips asserts": all_wrong(
        "import ast, builtins\nold = compile\n"
        "builtins.compile = lambda s, *a, **k: old('' if isinstance(s, str) and 'assert' in s else s, *a, **k)"
    ),
    "patched kernel": all_wrong("get_ipython().run_cell = lambda *a, **k: None\nget_ipython().kernel = None"),
    "reads the solutions": all_wrong(
        "import glob, sys\nfound = [f for p in sys.path for f in glob.glob(p + '/pdecourse/exercises/**', recursive=True)]\n"
        "from pdecourse.exercises.ch01 import heat_step as answer",
        body="return answer(*inputs)",
    ),
    "imports the marking": all_wrong(
        "from pdecourse.exercises.record import find", body="return find('1.1').reference(*inputs)"
    ),
    "asks for the solution": all_wrong("from pdecourse import solution", body="return solution('1.1')"),
    "writes a gradebook": all_wrong(
        "open('gradebook.db', 'w').write('100')\nopen('grades.csv', 'w').write('me,100')"
    ),
    "prints a score": all_wrong("print('Lab 1: 5 of 5 exercises complete · 19/19 points')"),
    "injects messages": all_wrong(
        "import os, json, struct\nbody = json.dumps({'value': 1.0, 'points': 19}).encode()\n"
        "for fd in range(3, 64):\n    try: os.write(fd, struct.pack('<I', len(body)) + body)\n    except OSError: pass"
    ),
    "patches result classes": all_wrong(
        "import pdecourse, gc\nfor c in gc.get_objects():\n"
        "    if isinstance(c, type) and c.__name__ in ('Result', 'Outcome', 'Grade'): c.points = c.passed = 19"
    ),
    "pickle payload": all_wrong(
        "import os\nclass Payload:\n    def __reduce__(self): return os.system, ('touch /tmp/owned',)",
        body="return Payload()",
    ),
    "NaN": all_wrong(body="return np.full_like(np.asarray(inputs[0], float), np.nan)"),
    "infinity": all_wrong(body="return np.full_like(np.asarray(inputs[0], float), np.inf)"),
    "a scalar that broadcasts": all_wrong(body="return 0.0"),
    "huge": all_wrong(body="return np.zeros(30_000_000)"),
    "nested": all_wrong(body="x = []\n    for _ in range(900): x = [x]\n    return x"),
    "objects": all_wrong(body="return np.array([object()] * 3)"),
    "a lie about the length": all_wrong(
        "import os, struct\nfor fd in range(3, 64):\n"
        "    try: os.write(fd, struct.pack('<I', 0xFFFFFFFF))\n    except OSError: pass"
    ),
    "bad base64 by hand": all_wrong(
        "import pdecourse.grading.worker as w, sys\nw = sys.modules.get('pdecourse.grading.worker', w)",
        body="return {'array': ['O', [1], 'AAAA']}",
    ),
    "numbers that lie": all_wrong(
        "class Any(float):\n    def __eq__(s, o): return True\n    def __float__(s): return 1.0\n"
        "    __le__ = __lt__ = __ge__ = __gt__ = __eq__\n    __hash__ = float.__hash__",
        body="return Any()",
    ),
    "answers from a generator": all_wrong(body="yield from inputs"),
    "a tensor with its own functions": all_wrong(
        "import torch\nclass Yes(torch.Tensor):\n"
        "    @classmethod\n    def __torch_function__(cls, *a, **k): return torch.zeros(())",
        body="return torch.zeros(3).as_subclass(Yes)",
    ),
    "patched package": all_wrong(
        "import sys, pdecourse\nfor name, module in list(sys.modules.items()):\n"
        "    if name.startswith('pdecourse'):\n"
        "        for key in dir(module):\n            try: setattr(module, key, lambda *a, **k: 0)\n"
        "            except Exception: pass",
    ),
    "takes the worker's place": all_wrong(
        "import sys, socket\nf = sys._getframe()\nwhile f.f_back: f = f.f_back\n"
        "for g in __import__('gc').get_objects():\n"
        "    if type(g).__name__ == 'socket':\n"
        '        for _ in range(9): g.sendall(b\'\\x12\\0\\0\\0{"value": {"list": 1e999}}\'[:22])\n',
    ),
    "a number too large": all_wrong(body="return 10 ** 4000"),
    "leaves something to run at the end": all_wrong("import atexit\natexit.register(print, '19/19')"),
    "ignores signals": all_wrong(
        "import signal\nfor n in range(1, 31):\n"
        "    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass"
    ),
    "eats stdin": all_wrong("import sys, os\nsys.stdin.read()\nos.read(0, 10)"),
    "True for everything": all_wrong(
        "class Yes:\n    def __eq__(s, o): return True\n    def __array__(s, *a, **k): return np.array(True)",
        body="return Yes()",
    ),
}


def marked(book, tmp_path, isolation, student="Ann"):
    path = write(book, tmp_path / "handed in.ipynb")
    return grade(path, 1, student, secret=b"a secret of sixteen", isolation=isolation)


@pytest.mark.parametrize("name", HONEST)
def test_honest_work_gets_its_points(name, tmp_path, isolation):
    book, points = HONEST[name]
    graded = marked(book, tmp_path, isolation)
    assert graded.status == "graded"
    if points is not None:
        assert graded.points == points
    else:  # an overwritten input is a habit to lose, not a reason to lose the marks of right values
        assert graded.points >= LESS


@pytest.mark.parametrize("name", MANGLED)
def test_mangled_notebooks_are_graded_by_their_code(name, tmp_path, isolation):
    book, points = MANGLED[name]
    graded = marked(book, tmp_path, isolation)
    assert (graded.status, graded.points) == ("graded", points)


@pytest.mark.parametrize("name", FORGED)
def test_no_forgery_earns_a_point(name, tmp_path, isolation):
    graded = marked(FORGED[name], tmp_path, isolation)
    assert graded.points == 0 and graded.status in ("graded", "crashed")


def remark(graded, number="1.1"):
    return next(result.remark for result in graded.results if result.number == number)


def test_what_is_missing_is_named(tmp_path, isolation):
    renamed = marked(HONEST["renamed function"][0], tmp_path, isolation)
    assert "no function named heat_step" in remark(renamed) and "heat_step_2" in remark(renamed)
    assert "Markdown" in remark(marked(MANGLED["code turned to Markdown"][0], tmp_path, isolation))
    assert any("SyntaxError" in note for note in marked(HONEST["syntax error"][0], tmp_path, isolation).notes)
    assert any("no_such_module" in n for n in marked(HONEST["missing module"][0], tmp_path, isolation).notes)


def test_what_is_odd_is_named(tmp_path, isolation):
    book = MANGLED["last definition is the stub"][0]
    twice = marked(book, tmp_path, isolation)
    last = len(book["cells"])
    assert any("heat_step is defined in cells" in n and f"and {last}: the last" in n for n in twice.notes)
    other = write((SOLVED.parent / "lab05.ipynb").read_bytes(), tmp_path / "other.ipynb")
    graded = grade(other, 1, "Ann", secret=b"a secret of sixteen", isolation=isolation)
    assert (graded.points, graded.status) == (0, "unreadable") and "notebook of lab 5" in graded.reason
    broken = grade(
        write(HONEST["syntax error"][0], tmp_path / "b.ipynb"),
        1, "Ann", secret=b"a secret of sixteen", isolation=isolation, given=given_cells(1),
    )  # fmt: skip
    assert len(broken.notes) == 1, "the lab's own cells are not held against anybody"


def test_a_question_in_words_is_found_where_metadata_is_lost(tmp_path, isolation):
    book = solved()
    book["cells"].append({**code("words = 'because'"), "id": "why"})
    book["cells"].append({**code("more = '=1+1'"), "id": "invented"})
    book["cells"].append(code("how = 'so'"))
    questions = {"why": Question(2, "..."), "how": Question(1, "how = ")}
    path = write(book, tmp_path / "a.ipynb")
    graded = grade(path, 1, "Ann", secret=b"a secret of sixteen", isolation=isolation, questions=questions)
    assert graded.written == {"why": "words = 'because'", "how": "how = 'so'"}


STUBBORN = "while True:\n        try:\n            while True: pass\n        except BaseException: pass\n"
SEGFAULT = "import ctypes\ndef step_limits(*inputs):\n    ctypes.string_at(0)\n"

STUCK = {
    "loop in the function": (replaced("heat_step", HEAT + "while True: pass\n"), LESS, "timeout"),
    "loop that catches everything": (replaced("heat_step", HEAT + STUBBORN), LESS, "timeout"),
    "loop at the top": (with_cell("while True: pass"), TOTAL, "timeout"),
    "sys.exit at the top": (with_cell("import sys; sys.exit(1)"), TOTAL, "graded"),
    "SystemExit in the function": (replaced("heat_step", HEAT + "raise SystemExit\n"), LESS, "graded"),
    "os._exit in the function": (replaced("heat_step", f"import os\n{HEAT}os._exit(0)\n"), LESS, "crashed"),
    "os._exit at the top": (with_cell("import os; os._exit(0)"), TOTAL, "crashed"),
    "segfault in the function": (replaced("step_limits", SEGFAULT), LESS, "crashed"),
    "kills itself": (replaced("heat_step", f"import os\n{HEAT}os.kill(os.getpid(), 9)\n"), LESS, "crashed"),
    "floods its output": (replaced("heat_step", f"{HEAT}print('x' * 50_000_000)\n    {RIGHT}"), TOTAL, "graded"),
}  # fmt: skip


@pytest.mark.parametrize("name", STUCK)
def test_what_hangs_or_crashes_costs_only_itself(name, tmp_path, isolation, short_limits):
    book, points, status = STUCK[name]
    start = time.monotonic()
    if name == "kills itself" and isolation.level != "jail":
        status = "graded"  # it may not: among other processes no signal is allowed
    graded = marked(book, tmp_path, isolation)
    assert (graded.points, graded.status) == (points, status)
    assert time.monotonic() - start < 120


def test_a_submission_that_hangs_everywhere_is_bounded(tmp_path, isolation, short_limits, monkeypatch):
    monkeypatch.setattr("pdecourse.grading.running.TOTAL_SECONDS", 20.0)
    start = time.monotonic()
    graded = marked(all_wrong(body="\n    while True: pass"), tmp_path, isolation)
    assert graded.points == 0 and graded.status == "timeout" and time.monotonic() - start < 90


def attempt(code_, isolation):
    """Return what ``code_`` leaves in ``said`` when it runs in the enclosure: an error's name, or "done"."""
    body = "\n".join("        " + line for line in code_.splitlines())
    function = f"def attempt():\n    try:\n{body}\n        return 'done'\n    except BaseException as e:\n"
    function += "        return type(e).__name__"
    with Session(isolation) as session:
        session.run(function, "cell 1", 20)
        return session.call("attempt", (), 60)


DENIED = {
    "20 GB": "import numpy; numpy.ones(20 << 27)",
    "3 GB": "import numpy; numpy.ones(3 << 27)",
    "3 GB in parts": "parts = []\nfor _ in range(48): parts.append(bytearray(64 << 20))",
    "a child": "import subprocess; subprocess.run(['true'])",
    "40 children": "import os\nfor _ in range(40): os.fork()",
    "150 MB file": "open('big', 'wb').write(bytes(150 << 20))",
    "100 000 files": "for i in range(100_000): open(f'{i}', 'w').close()",
    "network": "import socket; socket.create_connection(('127.0.0.1', PORT), 2)",
    "a datagram": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', PORT))",
    "/etc/shadow": "open('/etc/shadow').read()",
    "the grader's environment": "import os; os.environ['PDECOURSE_CANARY']",
    "the grader's process": "import os; open(f'/proc/{PARENT}/environ').read()",
    "the secret": "open('SECRET').read()",
    "delete outside": "import os; os.remove('SECRET')",
    "write outside": "open('SECRET', 'w').write('mine')",
    "write at the root": "open('/here', 'w')",
    "write where the solutions were": (
        "import pdecourse, os; open(os.path.dirname(pdecourse.__file__) + '/exercises/x.py', 'w')"
    ),
    "write into the package": "import pdecourse, os; open(os.path.dirname(pdecourse.__file__) + '/x.py', 'w')",
    "a namespace of its own": (
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "if libc.unshare(0x10000000): raise PermissionError(ctypes.get_errno())"
    ),
    "debugging the grader": (
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nif libc.ptrace(16, PARENT, 0, 0): raise PermissionError"
    ),
    "killing the grader": "import os; os.kill(PARENT, 9)",
    "stopping the grader by a limit": "import resource; resource.prlimit(PARENT, resource.RLIMIT_NOFILE, (9, 9))",
    "leaving a note in the kernel": (
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "if libc.shmget(0x5ec4e7, 4096, 0o1666) < 0: raise PermissionError"
    ),
    "memory in /dev/shm": "open('/dev/shm/x', 'w')",
    "memory in /dev": "open('/dev/x', 'w')",
    "any number of threads": "import resource\nif 0 < resource.getrlimit(resource.RLIMIT_NPROC)[0] < 5000: raise OSError",
}


@pytest.fixture(params=["jail", "jail of a user", "landlock"])
def enclosure(request, monkeypatch):
    """Each enclosure that this machine has; those of ordinary users also as root, where they are never chosen."""
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() if request.param == "jail" else 1000)
    try:
        made = LEVELS[request.param.split()[0]]()
        Session(made).close()  # a machine may have bubblewrap and forbid what it needs
        return made
    except (NoIsolation, Died) as error:
        pytest.skip(f"no {request.param} on this machine: {error}")


@pytest.mark.parametrize("name", DENIED)
def test_the_host_is_out_of_reach(name, tmp_path, enclosure, monkeypatch):
    if name == "100 000 files" and enclosure.level != "jail":
        pytest.skip("only a scratch folder of its own limits the number of files")
    monkeypatch.setenv("PDECOURSE_CANARY", "sings")
    secret = tmp_path / "secret"
    secret.write_text("sesame")
    secret.chmod(0o666)
    with socket.create_server(("127.0.0.1", 0)) as server:
        text = DENIED[name].replace("SECRET", str(secret)).replace("PARENT", str(os.getpid()))
        said = attempt(text.replace("PORT", str(server.getsockname()[1])), enclosure)
    assert said != "done" and secret.read_text() == "sesame"


def test_signals_stay_inside(enclosure):
    """Where other processes can be seen, not even one's own can be sent a signal: a filter can't tell them apart."""
    said = attempt("import os; os.kill(os.getpid(), 0)", enclosure)
    assert said == ("done" if enclosure.level == "jail" else "PermissionError")


def test_a_busy_machine_gives_more_time(monkeypatch):
    notebook = running.RunningNotebook([], LEVELS["limits"]())
    for load, longer in ((0.5, 1.0), (3.0, 3.0), (1000.0, 8.0)):
        monkeypatch.setattr(os, "getloadavg", lambda load=load: (load * os.cpu_count(), 0, 0))
        assert notebook._seconds(10.0) == 10.0 * longer
    assert running.CELL_SECONDS > 35, "honest cells of half a minute pass"


def test_what_the_machine_loses_is_not_held_against_a_student(tmp_path, isolation, short_limits):
    slow = code("import time; time.sleep(60)")
    book = edited(lambda cells: [slow, *cells])
    path = write(book, tmp_path / "a.ipynb")
    given = frozenset({slow["source"]})
    graded = grade(path, 1, "Ann", secret=b"a secret of sixteen", isolation=isolation, given=given)
    assert graded.status == "needs_review" and "Grade again" in graded.reason


def test_a_submission_without_time_left_leaves_no_worker(tmp_path, isolation, monkeypatch):
    monkeypatch.setattr("pdecourse.grading.running.TOTAL_SECONDS", 8.0)
    monkeypatch.setattr("pdecourse.grading.running.crowding", lambda: 1.0)
    before = children_of_grader()
    slow = [code("import time; time.sleep(5)")] * 4
    graded = marked(edited(lambda cells: [*slow, *cells]), tmp_path, isolation)
    assert "time of the submission" in remark(graded) and children_of_grader() == before


def children_of_grader():
    listed = ["ps", "-o", "pid,args", "--ppid", str(os.getpid())]
    lines = subprocess.run(listed, capture_output=True, text=True).stdout.splitlines()
    return [line for line in lines if "grading.worker" in line]


def test_nothing_is_left_running(tmp_path, isolation, short_limits):
    spin = "import threading\nfor _ in range(8): threading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()"
    marked(with_cell(spin), tmp_path, isolation)
    assert not children_of_grader() and not list(Path("/tmp").glob("pdecourse-*"))


def test_a_slow_but_right_function_keeps_its_points(tmp_path, isolation):
    slow = replaced(
        "heat_kernel",
        cell(solved(), "heat_kernel")["source"].replace("spread =", "import time; time.sleep(1); spread ="),
    )
    assert marked(slow, tmp_path, isolation).points == TOTAL


def test_hidden_inputs_differ_between_students_and_not_between_runs(tmp_path, isolation):
    leak = replaced(
        "heat_kernel",
        "seen = []\ndef heat_kernel(distance, *rest):\n    return 0 * distance + distance.sum()\n",
    )
    texts = {
        student: str(
            [r.outcomes for r in marked(leak, tmp_path, isolation, student).results if r.number == "1.4"]
        )
        for student in ("Ann", "Bob")
    }
    assert texts["Ann"] != texts["Bob"]
    assert texts["Ann"] == str(
        [r.outcomes for r in marked(leak, tmp_path, isolation, "Ann").results if r.number == "1.4"]
    )


def test_threads_of_the_grader_do_not_matter(tmp_path, isolation):
    grades = []
    threads = [
        threading.Thread(
            target=lambda i=i: grades.append(marked(solved(), tmp_path / str(i), isolation).points)
        )
        for i in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert grades == [TOTAL] * 2
