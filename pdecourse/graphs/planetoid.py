"""Citation graphs of the Planetoid benchmark: found on disk or downloaded, verified, then read by PyG."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from pdecourse.graphs.graph import Graph

URL = "https://github.com/kimiyoung/planetoid/raw/master/data"


class DatasetUnavailable(ConnectionError):
    """The data are not on this machine and could not be downloaded."""


class DatasetCorrupt(ValueError):
    """A data file is missing from its folder, or is not the published one."""


@dataclass(frozen=True)
class Planetoid:
    """Citation graph of Yang et al. (2016) with its public split, as ``load()`` reads it. Chapter 5.

    Nodes are papers, edges citations, features the words present, labels the field. ``md5`` maps the ending
    of each raw file to its published checksum. Files are taken from ``$PDECOURSE_DATA/Planetoid/<name>/raw``
    (the layout of PyTorch Geometric) if that folder exists, and otherwise downloaded to the user's cache.
    Nothing is ever written beside the raw files, so the folder may be read-only.
    """

    name: str
    md5: dict[str, str]

    def load(self) -> Graph:
        """Return the graph.

        Raises ``DatasetUnavailable`` if there are no files and no network, ``DatasetCorrupt`` if there are
        wrong ones. Checksums come first: the files are pickles, which run code when they are read.
        """
        folder = self._local_folder() or self._download()
        from torch_geometric.io import read_planetoid_data

        data = read_planetoid_data(str(folder), self.name.lower())
        masks = {mask: data[mask] for mask in ("train_mask", "val_mask", "test_mask")}
        return Graph(data.edge_index, data.num_nodes, x=data.x, y=data.y, name=self.name.lower(), **masks)

    def _local_folder(self) -> Path | None:
        """Return the folder of verified raw files below ``$PDECOURSE_DATA``, or None if there is none."""
        folder = Path(_data_root(), "Planetoid", self.name, "raw")
        if not _data_root() or not folder.is_dir():
            return None
        for ending, published in self.md5.items():
            file = folder / self._file_name(ending)
            if not file.is_file():
                raise DatasetCorrupt(
                    f"{file} is missing: {folder} holds only part of {self.name}; "
                    "complete it, remove the folder, or unset PDECOURSE_DATA to download the graph"
                )
            found = hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
            if found != published:
                raise DatasetCorrupt(
                    f"{file} has {file.stat().st_size} bytes and MD5 {found}, the published file has MD5 "
                    f"{published}; replace it, or unset PDECOURSE_DATA to download the graph"
                )
        return folder

    def _download(self) -> Path:
        """Return the cache folder, completed by download; a file appears there only when whole and right."""
        import pooch

        folder = Path(pooch.os_cache("pdecourse"), "Planetoid", self.name, "raw")
        for ending, published in self.md5.items():
            file = self._file_name(ending)
            try:
                pooch.retrieve(f"{URL}/{file}", f"md5:{published}", fname=file, path=folder)
            except ValueError as error:
                raise DatasetCorrupt(f"{URL}/{file} is not the published file: {error}") from error
            except OSError as error:
                raise DatasetUnavailable(
                    f"{self.name} is not on this machine and {URL}/{file} could not be downloaded "
                    f"({type(error).__name__}); set PDECOURSE_DATA, now {_data_root()!r}, to a folder that holds "
                    f"Planetoid/{self.name}/raw, or use the stand-in that needs no network: "
                    f'graphs.load("{self.name.lower()}", offline="digits")'
                ) from error
        return folder

    def _file_name(self, ending: str) -> str:
        return f"ind.{self.name.lower()}.{ending}"


def _data_root() -> str:
    """Return the folder of local data, or "" if there is none."""
    return os.environ.get("PDECOURSE_DATA", "")


CORA = Planetoid(
    "Cora",
    md5={
        "x": "190831eee19d8f330d89d94b40a65c5a",
        "tx": "b29c36916768e1d2f55391c1aa9317ac",
        "allx": "c9083193a57057dd1238321e140194d7",
        "y": "78344284e3ff7fd24eb9c307d51351eb",
        "ty": "48bf43f54fa5b86089a4bd0299795f10",
        "ally": "125d70817fe1fdbfdcad991995e81579",
        "graph": "b37c419cec179f45834467630c278e4c",
        "test.index": "9b822cae1d01f41e8bf8782e20367c0e",
    },
)
