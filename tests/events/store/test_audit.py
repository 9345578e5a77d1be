from datetime import date

import pytest
from sqlalchemy import text

from events import filing, pipeline
from events.article import Article
from events.command import main
from events.original import Original
from events.source.intake import Intake

STRIKE = (
    "A missile strike killed four people in Kharkiv on Monday, Ukrainian officials said.\n"
    "Protesters marched through Tbilisi on 5 April 2025."
)
RETOLD = "A missile strike killed four people in Kharkiv on Monday, the police said."


@pytest.fixture
def filled(store):
    items = [
        Intake(
            article=Article(text=words, published=date(2025, 4, 8)),
            source=f"{number}.txt",
            original=Original(raw=words.encode(), media_type="text/plain", reader="plain 1"),
        )
        for number, words in enumerate((STRIKE, RETOLD))
    ]
    list(pipeline.ingest(store, items))
    return store


def test_a_store_is_what_its_log_says(filled, monkeypatch):
    assert list(filled.audit()) == []
    for module in (pipeline, filing):
        monkeypatch.setattr(module, "EXTRACTOR", "better 2")
    real = pipeline.read
    monkeypatch.setattr(pipeline, "read", lambda article: real(article)[:1])
    list(pipeline.refresh(filled))
    assert list(filled.audit()) == []
    first = next(iter(filled.articles())).article.id
    pipeline.delete(filled, first, by="A. Person", why="asked to")
    assert list(filled.audit()) == []


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("UPDATE article SET text = 'No missile strike'", "the text of article"),
        ("UPDATE report SET body = replace(body, 'Kharkiv', 'Lviv')", "report"),
        ("DELETE FROM report", "report"),
        ("DELETE FROM article", "is gone, and no one deleted it"),
        ("UPDATE original SET body = substr(body, 2)", "the kept bytes"),
    ],
)
def test_what_was_changed_behind_its_back_is_told(filled, deed, said):
    with filled._engine.begin() as connection:
        connection.execute(text(deed))
    faults = list(filled.audit())
    assert len(faults) >= 2
    assert all(said in fault for fault in faults)
    filled.verify_log()


def test_the_command_tells_it(filled, database, monkeypatch, capsys):
    monkeypatch.setenv("DISPATCH_DB", database)
    assert main(["log", "--verify"]) == 0
    assert "the store what it says" in capsys.readouterr().err
    with filled._engine.begin() as connection:
        connection.execute(text("DELETE FROM report"))
    assert main(["log", "--verify"]) == 1
    assert "ALTERED: report" in capsys.readouterr().err
