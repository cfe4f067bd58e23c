"""Where the built book is, a web server for it, and what counts as a problem on a page."""

import contextlib
import functools
import http.server
import os
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOOK = Path(os.environ.get("BOOK_HTML", ROOT / "_build" / "html")).resolve()


def missing(message: str):
    """Skip, or fail in continuous integration, where nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a line per request."""

    def log_message(self, *_):
        """Say nothing."""


@contextlib.contextmanager
def serve(folder: Path):
    """Serve ``folder`` on a free loopback port; yields its address."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def problems_of(page, address) -> list[str]:
    """Return a list that fills with page errors, failed requests and requests that leave the site."""
    problems = []
    site = address.split("/", 3)[2]

    def asked(request):
        if request.url.startswith("http") and request.url.split("/", 3)[2] != site:
            problems.append(f"external request: {request.url}")

    def answered(response):
        if response.status >= 400 and not response.url.endswith(
            "/favicon.ico"
        ):  # browsers ask for it unbidden
            problems.append(f"status {response.status}: {response.url}")

    page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
    page.on(
        "requestfailed", lambda request: problems.append(f"failed request: {request.url} ({request.failure})")
    )
    page.on("request", asked)
    page.on("response", answered)
    return problems
