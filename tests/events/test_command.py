import json
import subprocess
import sys

import pytest

from events.command import main

BODY = "A missile strike killed four people in Kharkiv on Monday, Ukrainian officials said."


@pytest.fixture
def run(database, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DISPATCH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DISPATCH_DB", database)

    def call(*arguments):
        code = main(arguments)
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


def extract(lines, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "events", "extract", *arguments],
        input="".join(line + "\n" for line in lines),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_extract_answers_line_by_line_and_goes_on_after_bad_ones():
    good = json.dumps({"doc_id": "a", "text": BODY, "published": "2025-04-08"})
    code, out, err = extract([good, "nonsense", '{"doc_id": "b"}', "[1]", good])
    assert code == 1
    assert [line["doc_id"] for line in out] == ["a", None, "b", None, "a"]
    assert ["error" in line for line in out] == [False, True, True, True, False]
    assert out[0] == out[4]
    for number in (2, 3, 4):
        assert f"line {number}:" in err
    (event,) = [event for event in out[0]["events"] if event["type"] == "ASSAULT"]
    assert event["place"]["name"] == "Kharkiv"
    assert event["date"]["start"] == "2025-04-07"
    spans = [event["trigger"], *event["quotes"]]
    assert all(BODY[span["start"] : span["end"]] == span["text"] for span in spans)


def test_ingest_then_export(run, tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.txt").write_text("")
    code, _, err = run(
        "ingest", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--published", "2025-04-08"
    )
    assert code == 1
    assert "b.txt: set aside. There is no text in it." in err
    assert "1 added; 0 updated; 0 unchanged; 1 set aside." in err
    code, out, _ = run("export", "--format", "geojson")
    assert code == 0
    assert any(f["geometry"] for f in json.loads(out)["features"])
    code, out, _ = run("export", "--format", "csv")
    assert "Kharkiv" in out
    code, out, _ = run("export")
    assert json.loads(out.splitlines()[0])["reports"]
    page = tmp_path / "page.html"
    assert run("export", "--format", "html", str(page))[0] == 0
    assert "Kharkiv" in page.read_text()
    code, out, _ = run("export", "--filter", "type=PROTEST")
    assert code == 0
    assert json.loads(out)["note"].startswith("0 PROTEST events. Places from GeoNames")
    code, _, err = run("export", "--filter", "country=nowhere", str(tmp_path / "none"))
    assert code == 2
    assert "ISO 3166" in err
    assert not (tmp_path / "none").exists()


def test_a_wrong_date_by_hand_is_refused(run, tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    code, _, err = run("ingest", str(tmp_path / "a.txt"), "--published", "tomorrow")
    assert code == 2
    assert "write 2025-04-08" in err


def test_explain_names_the_words(run, tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    code, out, _ = run("explain", str(tmp_path / "a.txt"))
    assert code == 0
    assert "ASSAULT" in out
    assert "killed" in out


def test_the_log_is_printed_and_verified(run, tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    run("ingest", str(tmp_path / "a.txt"), "--published", "2025-04-08")
    code, out, _ = run("log")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert rows[0]["action"] == "added"
    assert run("log", rows[0]["id"])[1].splitlines()[0] == out.splitlines()[0]
    code, seal, err = run("log", "--verify")
    assert (code, seal) == (0, f"{len(rows)}:{rows[-1]['hash']}\n")
    assert "The log is whole" in err
    assert run("log", "--seal", seal.strip())[0] == 0
    code, _, err = run("log", "--seal", f"{len(rows) + 1}:{'0' * 64}")
    assert (code, "now it has" in err) == (2, True)
    assert run("log", "--seal", "x")[0] == 2


def test_a_deleted_article_stays_out(run, tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    run("ingest", str(tmp_path / "a.txt"))
    article_id = json.loads(run("log")[1].splitlines()[0])["id"]
    assert run("delete", article_id, "--by", "A. Person", "--why", "a hoax")[0] == 0
    assert run("export")[1] == ""
    code, _, err = run("ingest", str(tmp_path / "a.txt"))
    assert (code, "A. Person deleted it" in err) == (1, True)
    assert run("delete", article_id, "--by", "x", "--why", "y")[0] == 2


def test_a_reader_splits_and_joins_what_the_rules_merged(run, tmp_path):
    again = "On Monday a missile strike in Kharkiv killed four people, said Ukrainian officials."
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.txt").write_text(again)
    for name in ("a.txt", "b.txt"):
        assert run("ingest", str(tmp_path / name), "--published", "2025-04-08")[0] == 0

    def events():
        told = [json.loads(line) for line in run("export")[1].splitlines()]
        return [[report["report_id"] for report in event["reports"]] for event in told]

    ((first, second),) = events()
    by = ("--by", "Ana", "--why", "Two strikes.")
    code, _, err = run("split", second, *by)
    assert code == 0
    assert f"{second} is now in the event {second}." in err
    assert sorted(events()) == sorted([[first], [second]])
    assert run("join", first, second, *by)[0] == 0
    assert events() == [[first, second]]
    code, _, err = run("join", first, "f" * 16, *by)
    assert code == 2
    assert "There is no report ffff" in err
