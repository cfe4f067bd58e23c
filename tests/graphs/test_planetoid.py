"""Cora as it can go wrong: no network, a server that hangs up, wrong files."""

import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pdecourse import graphs
from pdecourse.graphs import files


@pytest.fixture
def empty_cache(tmp_path, monkeypatch):
    """No data folder, and a cache with nothing in it."""
    monkeypatch.delenv("PDECOURSE_DATA", raising=False)
    monkeypatch.setattr("pooch.os_cache", lambda project: tmp_path / project)
    return tmp_path


@pytest.fixture
def no_network(empty_cache, monkeypatch):
    monkeypatch.setattr(files, "GITHUB", "http://127.0.0.1:1/nothing-listens-here")


@pytest.fixture
def server(request, monkeypatch):
    """A server that promises 1000 bytes of every file and sends as many as the test asks for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"x" * request.param)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        threading.Thread(target=httpd.serve_forever, args=[0.01]).start()
        monkeypatch.setattr(files, "GITHUB", f"http://127.0.0.1:{httpd.server_port}")
        yield
        httpd.shutdown()


def files_below(folder):
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_offline_the_error_names_the_remedies(no_network):
    with pytest.raises(graphs.DatasetUnavailable, match=r'PDECOURSE_DATA.*load\("cora", offline="digits"\)'):
        graphs.load("cora")


def test_offline_the_stand_in_is_substituted_and_says_so(no_network):
    with pytest.warns(UserWarning, match="'cora' is not available offline; this is its stand-in, .*'digits'"):
        graph = graphs.load("cora", offline="digits")
    assert graph.name == "digits"


@pytest.mark.parametrize("server, error", [(300, OSError), (1000, ValueError)], indirect=["server"])
def test_a_failed_download_leaves_no_file(server, error, empty_cache):
    with pytest.raises(error):
        graphs.load("cora")
    assert files_below(empty_cache) == []


@pytest.fixture
def copy_of_cora(cora_folder, tmp_path, monkeypatch):
    copy = tmp_path / "Planetoid" / "Cora" / "raw"
    shutil.copytree(cora_folder, copy, copy_function=shutil.copyfile)
    copy.chmod(0o755)
    monkeypatch.setenv("PDECOURSE_DATA", str(tmp_path))
    return copy


def test_nothing_is_written_beside_the_raw_files(copy_of_cora, tmp_path):
    before = sorted(files_below(tmp_path))
    assert graphs.load("cora").num_nodes == 2708
    assert sorted(files_below(tmp_path)) == before


def test_a_missing_file_is_named(copy_of_cora):
    (copy_of_cora / "ind.cora.graph").unlink()
    with pytest.raises(graphs.DatasetCorrupt, match=r"ind\.cora\.graph is missing: .* only part of cora"):
        graphs.load("cora", offline="digits")


def test_a_truncated_file_is_named_before_it_is_unpickled(copy_of_cora):
    file = copy_of_cora / "ind.cora.allx"
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(
        graphs.DatasetCorrupt, match=r"ind\.cora\.allx has 1000 bytes and git id .* published"
    ):
        graphs.load("cora")
