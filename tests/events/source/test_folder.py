import json
from datetime import date

from events.source import folder, gate
from events.source.intake import Intake, Rejection

BODY = "Troops entered the village on Tuesday, the ministry said, after a week of heavy fighting."


def test_files_of_a_folder_come_in_the_order_of_names_with_what_is_beside_them(tmp_path):
    (tmp_path / "b.txt").write_text(BODY + " Second.")
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "a.meta.json").write_text('{"published": "2025-04-08", "title": "T"}')
    (tmp_path / ".hidden.txt").write_text(BODY)
    first, second = folder.read(tmp_path)
    assert isinstance(first, Intake)
    assert first.article.published == date(2025, 4, 8)
    assert first.article.title == "T"
    assert isinstance(second, Intake)
    assert second.article.published is None


def test_a_broken_file_beside_is_said_and_the_article_read(tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "a.meta.json").write_text("{")
    (result,) = folder.read(tmp_path)
    assert isinstance(result, Intake)
    assert any("not JSON" in notice for notice in result.notices)


def test_a_huge_file_is_told_by_its_size(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(50_000_000)
    (result,) = folder.read(tmp_path)
    assert isinstance(result, Rejection)
    assert result.reason == f"It has 50 MB; one article may have {gate.LARGEST // 1_000_000} MB."


def test_huge_json_lines_are_streamed(tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "LARGEST", 1_000)
    line = json.dumps({"text": BODY}) + "\n"
    (tmp_path / "a.jsonl").write_text(line * 20 + "{\n")
    results = list(folder.read(tmp_path))
    assert sum(isinstance(r, Intake) for r in results) == 20
    assert isinstance(results[-1], Rejection)
    assert results[-1].source.endswith("a.jsonl:21")


def test_missing_and_empty_folders_are_said(tmp_path):
    (missing,) = folder.read(tmp_path / "none")
    assert isinstance(missing, Rejection)
    (empty,) = folder.read(tmp_path)
    assert isinstance(empty, Rejection)
