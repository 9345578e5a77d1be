"""The verifier runs as its reader runs it: another process, plain Python, the bundle alone."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime

import pytest

from events import pipeline
from events.article import Article
from events.bundle import content, verify
from events.bundle.packing import pack
from events.command import main
from events.original import Original
from events.source.intake import Intake
from events.store.store import Store

STRIKE = (
    "A missile strike killed four people in Kharkiv on Monday, Ukrainian officials said.\n"
    "Protesters marched through Tbilisi on 5 April 2025. “Café” owners watched 🌍 them."
)
RETOLD = "A missile strike killed four people in Kharkiv on Monday, the police said."


def intake(text, url, publisher):
    article = Article(text=text, url=url, publisher=publisher, published=date(2025, 4, 8))
    original = Original(
        raw=f"<p>{text}</p>".encode(),
        media_type="text/html",
        final_url=url,
        fetched_at=datetime(2025, 4, 8, 9, 30, tzinfo=UTC),
        headers=(("content-type", "text/html"),),
        reader="reader 1",
    )
    return Intake(article=article, source=url, original=original)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("bundle")
    store = Store.open(f"sqlite:///{made / 'dispatch.sqlite3'}")
    one = intake(STRIKE, "https://example.org/a", "Wire")
    other = intake(RETOLD, "https://example.net/b", "Paper")
    mine = Article(text="Police shot two men in Manaus on 6 April 2025.", shareable=False)
    again = Article(text=STRIKE + " It is over.", published=date(2025, 4, 8), shareable=False)
    closed = [Intake(article=article, source="/home/me/closed.txt") for article in (mine, again)]
    list(pipeline.ingest(store, [one, other, *closed]))
    store.close()
    return made


@pytest.fixture(scope="module")
def bundle(folder):
    store = Store.open(f"sqlite:///{folder / 'dispatch.sqlite3'}")
    ids = [row.id for row in store.event_rows()]
    made = packed(content.files(store, ids, selection="all of them"))
    store.close()
    return made


@pytest.fixture(scope="module")
def verifier(bundle, tmp_path_factory):
    path = tmp_path_factory.mktemp("verifier") / "verify.py"
    path.write_bytes(files(bundle)["verify.py"])
    return path


def packed(parts):
    target = io.BytesIO()
    pack(parts, target)
    return target.getvalue()


def files(bundle):
    with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def check(verifier, target):
    # -I and -S: none of this project's packages, none of its environment's.
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(verifier), str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    return done.returncode, done.stdout


def write(path, held):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        for name, data in held.items():
            made.writestr(verify.member(name), data)
    return path


def flipped(data, place=None):
    place = len(data) // 2 if place is None else place
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_a_bundle_is_verified_packed_and_unpacked(bundle, verifier, tmp_path):
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle)
    code, out = check(verifier, path)
    assert code == 0, out
    assert f"{len(files(bundle))} files are as they were bundled" in out
    with zipfile.ZipFile(path) as opened:
        opened.extractall(tmp_path / "unpacked")
    digest = f"SHA-256 of the bundle:   {hashlib.sha256(bundle).hexdigest()}\n"
    assert digest in out
    unpacked = check(tmp_path / "unpacked" / "verify.py", tmp_path / "unpacked")
    assert unpacked == (code, out.replace(digest, ""))


def test_one_byte_altered_in_any_file_names_that_file_and_no_other(bundle, verifier, tmp_path):
    held = files(bundle)
    assert len(held) >= 13
    for name, data in held.items():
        altered = write(tmp_path / "altered.zip", held | {name: flipped(data)})
        code, out = check(verifier, altered)
        told = [line.split()[1].rstrip(":") for line in out.splitlines() if line]
        assert (code, told) == (1, [name])


def test_any_byte_altered_in_the_zip_itself_shows(bundle, verifier, tmp_path):
    path = tmp_path / "altered.zip"
    step = max(1, len(bundle) // 40)
    for place in (*range(0, len(bundle), step), len(bundle) - 1):
        path.write_bytes(flipped(bundle, place))
        code, out = check(verifier, path)
        assert code == 1, place
        assert out.startswith("ALTERED ")


def test_files_that_come_or_go_show(bundle, verifier, tmp_path):
    held = files(bundle)
    gone = {name: data for name, data in held.items() if name != "events.jsonl"}
    code, out = check(verifier, write(tmp_path / "gone.zip", gone))
    assert (code, out) == (1, "ALTERED events.jsonl: it is missing\n")
    code, out = check(verifier, write(tmp_path / "more.zip", held | {"more.txt": b"x"}))
    assert (code, out) == (1, "ALTERED more.txt: it is not in the manifest\n")


def test_a_forged_quote_shows_under_a_new_manifest_too(bundle, verifier, tmp_path):
    held = files(bundle)
    forged = held["reports.jsonl"].replace(b"missile", b"mistake")
    assert forged != held["reports.jsonl"]
    held = {name: data for name, data in held.items() if not name.startswith("SHA256SUMS")}
    path = tmp_path / "forged.zip"
    path.write_bytes(packed((held | {"reports.jsonl": forged}).items()))
    code, out = check(verifier, path)
    assert code == 1
    assert "ALTERED reports.jsonl" in out


@pytest.mark.parametrize("data", [b"", b"nonsense", b"PK\x03\x04"])
def test_what_is_no_bundle_is_said_to_be_none(verifier, tmp_path, data):
    path = tmp_path / "none.zip"
    path.write_bytes(data)
    code, out = check(verifier, path)
    assert code == 1
    assert "none.zip: it is no whole ZIP file" in out
    assert check(verifier, tmp_path / "missing.zip")[0] == 2


def test_the_same_events_are_the_same_bytes(bundle, folder):
    store = Store.open(f"sqlite:///{folder / 'dispatch.sqlite3'}")
    ids = [row.id for row in store.event_rows()]
    assert packed(content.files(store, ids, selection="all of them")) == bundle
    store.close()


def test_what_the_bundle_says_of_its_articles(bundle):
    held = files(bundle)
    about = json.loads(held["bundle.json"])
    assert (about["events"], about["articles"], about["selection"]) == (2, 2, "all of them")
    articles = [json.loads(line) for line in held["articles.jsonl"].decode().splitlines()]
    (strike,) = [a for a in articles if a["embedded_metadata"]["publisher"] == "Wire"]
    (copy,) = strike["evidentiary_copies"]
    assert held[copy["source_code"]] == f"<p>{STRIKE}</p>".encode()
    assert copy["target_web_address"] == "https://example.org/a"
    assert copy["collection_data"]["time_stamp"] == "2025-04-08T09:30:00Z"
    assert copy["collection_data"]["collector"].startswith("dispatch-map ")
    assert [step["action"] for step in strike["chain_of_custody"]] == ["added", "captured", "read"]
    assert held[strike["text"]].decode() == STRIKE


def test_what_may_not_be_handed_on_stays_out(bundle):
    held = files(bundle)
    about = json.loads(held["bundle.json"])
    assert about["left_out"]["reports"] >= 2
    assert not any(b"It is over" in data or b"Manaus" in data for data in held.values())


def test_a_store_that_changes_meanwhile_is_not_bundled_half(folder, tmp_path, monkeypatch):
    store = Store.open(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    list(pipeline.ingest(store, [intake(STRIKE, "https://example.org/a", "Wire")]))
    parts = content.files(store, [row.id for row in store.event_rows()], selection="all")
    next(parts)
    list(pipeline.ingest(store, [intake(RETOLD, "https://example.net/b", "Paper")]))
    with pytest.raises(content.Moved, match="bundle again"):
        list(parts)
    store.close()


def test_no_folder_of_the_maker_is_told(folder, tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    item = Intake(
        article=Article(text=STRIKE),
        source="/home/me/secret/a.txt",
        original=Original(raw=b"x", media_type="text/plain", reader="plain 1"),
    )
    list(pipeline.ingest(store, [item]))
    ids = [row.id for row in store.event_rows()]
    held = dict(content.files(store, ids, selection="all"))
    assert b"a.txt" in held["articles.jsonl"]
    assert not any(b"/home" in data or b"secret" in data for data in held.values())
    store.close()


def test_the_command_takes_events_or_a_filter(folder, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("DISPATCH_DATA", str(folder))
    monkeypatch.delenv("DISPATCH_DB", raising=False)
    out = tmp_path / "x.zip"
    assert main(["bundle", "--filter", "country=UKR&type=ASSAULT", "--out", str(out)]) == 0
    about = json.loads(files(out.read_bytes())["bundle.json"])
    assert about["selection"] == "1 ASSAULT event involving Ukraine"
    rows = files(out.read_bytes())["events.jsonl"].decode().splitlines()
    event_id = json.loads(rows[0])["event_id"]
    assert str(out) in capsys.readouterr().out
    assert main(["bundle", "--event", event_id, "--out", str(out)]) == 0
    assert json.loads(files(out.read_bytes())["bundle.json"])["selection"] == f"event {event_id}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--event", "0" * 16], "there is no event"),
        (["--filter", "colour=red"], "no such filter: colour"),
        (["--filter", "type=RED"], "type is none of"),
        (["--filter", "country=FRA"], "There is no event to bundle"),
        (["--filter", "country=BRA"], "may be handed on"),
    ],
)
def test_what_can_not_be_bundled_is_said(folder, monkeypatch, tmp_path, capsys, arguments, said):
    monkeypatch.setenv("DISPATCH_DATA", str(folder))
    monkeypatch.delenv("DISPATCH_DB", raising=False)
    assert main(["bundle", *arguments, "--out", str(tmp_path / "x.zip")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x.zip").exists()
