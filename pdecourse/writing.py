"""Write a file so that nobody ever reads half of it."""

import os
from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Write ``text`` so that whoever looks, even after an interrupt, finds the old file or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    unfinished.write_text(text, encoding="utf-8")
    os.replace(unfinished, path)
