"""``add`` against a server of our own with a dump of made-up rows."""

import io
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geodata import dump
from geodata.atlas import Atlas
from geodata.build import build


def row(gid: int, name: str, feature: str, kind: str = "P") -> str:
    cells = [str(gid), name, name, f"{name}e,Новина", "48.5", "37.5", kind, feature, "UA", "", "05",
             "", "", "", "120", "", "", "Europe/Kyiv", "2026-01-01"]  # fmt: skip
    return "\t".join(cells)


def zipped(*rows: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("UA.txt", "\n".join(rows) + "\n")
    return data.getvalue()


class Ranged(SimpleHTTPRequestHandler):
    """Serves a folder, byte ranges included."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        start = int((self.headers.get("Range") or "bytes=0-").split("=")[1].rstrip("-"))
        if start >= len(data):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        self.wfile.write(data[start:])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    folder = tmp_path / "served"
    folder.mkdir()
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Ranged, directory=str(folder)))
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}", folder
    httpd.shutdown()
    httpd.server_close()


ROWS = (
    row(99000001, "Novynka", "PPL"),
    row(99000002, "Novynka Creek", "STM", "H"),
    row(99000003, "Novynka Well", "WLL", "H"),
)


def test_a_dump_is_fetched_once_checked_and_read(server: tuple[str, Path], tmp_path: Path) -> None:
    address, folder = server
    (folder / "UA.zip").write_bytes(zipped(*ROWS))
    path = dump.fetch("ua", address, tmp_path / "added")
    (folder / "UA.zip").unlink()
    assert dump.fetch("UA", address, tmp_path / "added") == path
    entries = list(dump.entries(tmp_path / "added"))
    assert [(e.geonames_id, e.feature, e.admin1) for e in entries] == [
        (99000001, "PPL", "UA.05"),
        (99000002, "STM", "UA.05"),
    ]


def test_a_broken_download_goes_on_where_it_stopped(
    server: tuple[str, Path], tmp_path: Path
) -> None:
    address, folder = server
    data = zipped(*ROWS)
    (folder / "UA.zip").write_bytes(data)
    added = tmp_path / "added"
    added.mkdir()
    (added / "UA.part").write_bytes(data[:100])
    assert dump.fetch("UA", address, added).read_bytes() == data


def test_damage_is_found_and_told(server: tuple[str, Path], tmp_path: Path) -> None:
    address, folder = server
    (folder / "UA.zip").write_bytes(b"<html>moved</html>")
    with pytest.raises(dump.DumpError, match="no zip file"):
        dump.fetch("UA", address, tmp_path / "added")
    (folder / "UA.zip").write_bytes(zipped(*ROWS))
    path = dump.fetch("UA", address, tmp_path / "added")
    path.write_bytes(zipped(row(1, "Other", "PPL")))
    with pytest.raises(dump.DumpError, match="changed"):
        dump.check(path)


def test_what_cannot_be_fetched_says_why(server: tuple[str, Path], tmp_path: Path) -> None:
    with pytest.raises(dump.DumpError, match="Not Found"):
        dump.fetch("SY", server[0], tmp_path)
    with pytest.raises(dump.DumpError, match="alpha-2"):
        dump.fetch("../etc", server[0], tmp_path)


def test_added_places_are_found_and_taken_out_again(
    server: tuple[str, Path], tmp_path: Path
) -> None:
    address, folder = server
    (folder / "UA.zip").write_bytes(zipped(*ROWS))
    added, built = tmp_path / "added", tmp_path / "built"
    dump.fetch("UA", address, added)
    before = build(built, added=tmp_path / "none", quiet=True)
    assert build(built, added=added, quiet=True) == before + 2
    atlas = Atlas(built)
    (match,) = atlas.search("Novynka")
    place = atlas.place(match.row)
    assert (place.geonames_id, place.country, place.admin1) == (99000001, "UKR", "UA.05")
    assert dump.remove("UA", added)
    assert not dump.remove("UA", added)
    assert list(dump.entries(added)) == []
