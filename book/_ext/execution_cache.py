"""Execute a page again when the package changes, not when its prose does.

jupyter-cache keys a notebook on its code cells alone, so an edit in ``pdecourse/`` would leave stale numbers
and pictures in the book. Here every state of the package has a cache of its own: the folder is named after a
hash of all files under ``pdecourse/`` and of ``requirements.txt``. Kernels get an empty IPython profile, so
that nobody's start-up files shape the book.
"""

import hashlib
import os
import shutil
from pathlib import Path

KEPT = 5  # package states whose results stay, so that going back to one of them is quick


def package_digest(root: Path) -> str:
    """Return twelve hex digits that change with any file of ``root/pdecourse`` and ``requirements.txt``."""
    digest = hashlib.sha256()
    files = [
        path
        for path in sorted((root / "pdecourse").rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts  # numba's cache grows there as pages run
    ]
    requirements = root / "requirements.txt"
    for path in [*files, requirements] if requirements.is_file() else files:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def choose_cache(app, config) -> None:
    """Point MyST-NB at this package state's cache and drop the oldest of the others."""
    config.package_digest = package_digest(Path(app.srcdir))
    cache = Path(app.outdir).parent / ".jupyter_cache" / config.package_digest
    cache.mkdir(parents=True, exist_ok=True)
    cache.touch()
    for old in sorted(cache.parent.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    config.nb_execution_cache_path = str(cache)


def prepare_kernels(app) -> None:
    """Give the kernels that run pages an empty profile, and keep progress bars out of the pages."""
    profile = Path(app.outdir).parent / ".ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    # ipykernel 7 warns at every start that loopback TCP is not encrypted.
    (profile / "ipython_kernel_config.py").write_text('get_config().IPKernelApp.log_level = "ERROR"\n')
    os.environ["IPYTHONDIR"] = str(profile.parent)
    os.environ["PDECOURSE_PROGRESS"] = "0"


def setup(app):
    """Register the extension; the digest counts as environment, so a change also re-reads every page."""
    app.add_config_value("package_digest", "", "env")
    app.connect("config-inited", choose_cache)
    app.connect("builder-inited", prepare_kernels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
