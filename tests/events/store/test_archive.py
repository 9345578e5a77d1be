from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from events import pipeline
from events.article import Article
from events.original import Original
from events.pipeline import Outcome
from events.source.intake import Intake, Rejection
from events.store.archive import ArchiveError

PAGE = b"<html><body><p>Troops entered Goma on 7 April 2025, police said.</p></body></html>" * 3
TEXT = "Troops entered Goma on 7 April 2025, police said."


def original(raw=PAGE, url="https://example.org/a", **fields):
    values = {
        "media_type": "text/html",
        "final_url": url,
        "fetched_at": datetime(2025, 4, 8, 9, 30, tzinfo=UTC),
        "headers": (("content-type", "text/html"), ("set-cookie", "a"), ("set-cookie", "b")),
        "reader": "reader 1",
    }
    return Original(raw=raw, **(values | fields))


def intake(kept, source="https://example.org/short", body=TEXT):
    return Intake(article=Article(text=body), source=source, original=kept)


def digests(store):
    with store._engine.connect() as connection:
        return connection.execute(text("SELECT digest FROM original")).scalars().all()


def test_the_bytes_come_back_as_they_were_fetched(store):
    kept = original()
    (result,) = pipeline.ingest(store, [intake(kept)])
    (found,) = store.captures(result.article_id)
    assert found.original == kept
    assert found.source == "https://example.org/short"
    assert (datetime.now(UTC).replace(tzinfo=None) - found.kept_at).total_seconds() < 60


def test_an_article_without_bytes_has_none(store):
    (result,) = pipeline.ingest(store, [intake(None)])
    assert store.captures(result.article_id) == ()


def test_the_same_bytes_are_kept_once_whatever_uses_them(store):
    other = "Protesters marched through Tbilisi on 5 April 2025."
    list(pipeline.ingest(store, [intake(original()), intake(original(), body=other)]))
    assert len(digests(store)) == 1


def test_each_address_of_one_text_is_kept_and_each_only_once(store):
    inputs = [
        intake(original()),
        intake(original(url="https://example.net/copy", raw=PAGE + b" ")),
        # The page again, with another advertisement and the same text: nothing to add.
        intake(original(raw=PAGE + b"<!-- ad -->")),
    ]
    results = list(pipeline.ingest(store, inputs))
    assert [r.outcome for r in results] == [Outcome.ADDED, Outcome.UNCHANGED, Outcome.UNCHANGED]
    found = store.captures(results[0].article_id)
    assert [c.original.final_url for c in found] == [
        "https://example.org/a",
        "https://example.net/copy",
    ]
    assert [change.change.action for change in store.changes()].count("captured") == 2


def test_bytes_altered_in_the_database_are_not_given_out(store):
    (result,) = pipeline.ingest(store, [intake(original())])
    for body in (b"x", __import__("zlib").compress(PAGE[:-1])):
        with store._engine.begin() as connection:
            connection.execute(text("UPDATE original SET body = :body"), {"body": body})
        with pytest.raises(ArchiveError, match=original().digest):
            store.captures(result.article_id)


def test_deletion_leaves_a_tombstone_and_keeps_bytes_that_others_use(store):
    other = "Protesters marched through Tbilisi on 5 April 2025."
    shared, own = original(), original(raw=b"own bytes", url="https://example.org/own")
    first, second, third = pipeline.ingest(
        store, [intake(shared), intake(shared, body=other), intake(own, source="s")]
    )
    assert third.outcome is Outcome.UNCHANGED
    pipeline.delete(store, first.article_id, by="A. Person", why="asked to by the author")
    assert store.article(first.article_id) is None
    assert digests(store) == [shared.digest]
    assert store.captures(second.article_id)[0].original == shared
    stone = store.tombstone(first.article_id)
    assert (stone.by, stone.why) == ("A. Person", "asked to by the author")
    (again,) = pipeline.ingest(store, [intake(shared)])
    assert again.outcome is Outcome.REJECTED
    assert "A. Person deleted it" in again.reason
    assert not any("Goma" in str(change.change) for change in store.changes())


def test_an_unknown_article_cannot_be_deleted(store):
    with pytest.raises(LookupError, match="no article 00"):
        pipeline.delete(store, "00", by="x", why="y")


def test_an_address_is_known_by_what_was_asked_for_and_by_where_it_led(store):
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    assert not store.knows("https://example.org/a", long_ago)
    list(pipeline.ingest(store, [intake(original())]))
    assert store.knows("https://example.org/short", long_ago)
    assert store.knows("https://example.org/a", long_ago)
    assert not store.knows("https://example.org/b", long_ago)


def test_an_address_that_was_set_aside_is_known_for_a_while(store):
    now = datetime.now(UTC)
    list(pipeline.ingest(store, [Rejection(source="https://example.org/x", reason="None.")]))
    assert store.knows("https://example.org/x", now - timedelta(days=1))
    assert not store.knows("https://example.org/x", now + timedelta(days=1))


def test_the_terms_of_a_source_are_kept_with_its_article(store):
    article = Article(text=TEXT, licence="CC BY 4.0", shareable=False)
    (result,) = pipeline.ingest(store, [Intake(article=article, source="a")])
    assert store.article(result.article_id).article == article
