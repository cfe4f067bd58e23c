"""Published data files: found on this machine or downloaded, and verified before they are read."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

GITHUB = "https://raw.githubusercontent.com"


class DatasetUnavailable(ConnectionError):
    """The data are not on this machine and could not be downloaded."""


class DatasetCorrupt(ValueError):
    """A data file is missing from its folder, or is not the published one."""


@dataclass(frozen=True)
class PublishedFiles:
    """The raw files of the graph ``name``: those whose address in ``published.txt`` fits one of ``patterns``.

    ``folder`` is where they lie below ``$PDECOURSE_DATA``, in the layout of PyTorch Geometric where it has the
    graph; nothing is ever written there, so it may be read-only. Without any of them there, they are downloaded to
    the user's cache, or, if ``archive`` is given, the error says that they come from there. ``stand_in`` is the graph
    that the error recommends to those without network.

    A file is the published one if git, in the publisher's repository, knows it by the same id: the SHA-1 of
    ``"blob <size>\\0"`` and the content.
    """

    name: str
    folder: str
    patterns: tuple[str, ...]
    stand_in: str = "digits"
    archive: str | None = None

    def locate(self) -> Path:
        """Return the folder of the files, all of them there and verified.

        Raises ``DatasetUnavailable`` if there are no files and no network, ``DatasetCorrupt`` if there are
        wrong ones.
        """
        folder = Path(_data_root(), self.folder)
        if _data_root() and any((folder / Path(address).name).is_file() for address, _ in self._addresses()):
            return self._verified(folder)
        return self._downloaded()

    def _addresses(self) -> Iterator[tuple[str, str]]:
        """Yield the address and the published git id of every file."""
        for address, published in published_ids().items():
            if any(fnmatch(address, pattern) for pattern in self.patterns):
                yield address, published

    def _verified(self, folder: Path) -> Path:
        for address, published in self._addresses():
            file = folder / Path(address).name
            if not file.is_file():
                raise DatasetCorrupt(
                    f"{file} is missing: {folder} holds only part of {self.name}; "
                    "complete it, remove the folder, or unset PDECOURSE_DATA to download the graph"
                )
            if (found := git_id(file)) != published:
                raise DatasetCorrupt(
                    f"{file} has {file.stat().st_size} bytes and git id {found}, the published file has "
                    f"{published}; replace it, or unset PDECOURSE_DATA to download the graph"
                )
        return folder

    def _downloaded(self) -> Path:
        """Return the cache folder, completed by download; a file appears there only when whole and right."""
        import pooch

        folder = Path(pooch.os_cache("pdecourse"), self.folder)
        for address, published in self._addresses():
            file = folder / Path(address).name
            if file.is_file() and git_id(file) == published:
                continue
            if self.archive:
                raise DatasetUnavailable(
                    f"{self._not_here()}; unpack {self.archive} there, or {self._offline()}"
                )
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder) as scratch:
                part = Path(scratch, file.name)
                try:
                    pooch.HTTPDownloader()(f"{GITHUB}/{address}", str(part), None)
                except OSError as error:
                    raise DatasetUnavailable(
                        f"{self._not_here()}, and {GITHUB}/{address} could not be downloaded "
                        f"({type(error).__name__}); {self._offline()}"
                    ) from error
                if (found := git_id(part)) != published:
                    raise DatasetCorrupt(
                        f"{GITHUB}/{address} sent a file with git id {found}; the published file has {published}; "
                        "something between here and there replaces it: try another network"
                    )
                os.replace(part, file)
        return folder

    def _not_here(self) -> str:
        return (
            f"{self.name} is not on this machine: PDECOURSE_DATA, now {_data_root()!r}, "
            f"has none of its files in {self.folder}"
        )

    def _offline(self) -> str:
        return (
            "get the files to that folder, or take the stand-in that needs no network: "
            f'graphs.load("{self.name}", offline="{self.stand_in}")'
        )


@cache
def published_ids() -> dict[str, str]:
    """Return git id by address: repository, commit and path on GitHub, or folder and name in an archive."""
    lines = Path(__file__).with_name("published.txt").read_text(encoding="ascii").splitlines()
    return {address: published for published, address in map(str.split, lines)}


def git_id(file: Path) -> str:
    """Return the id by which git knows the content of ``file``, as ``git hash-object`` does."""
    content = file.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _data_root() -> str:
    """Return the folder of local data, or "" if there is none."""
    return os.environ.get("PDECOURSE_DATA", "")
