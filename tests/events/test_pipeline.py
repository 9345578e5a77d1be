from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import assembly, filing, pipeline
from events.article import Article
from events.pipeline import Outcome
from events.source.intake import Intake, Rejection
from events.store.store import Store

STRIKE = (
    "A missile strike killed four people in Kharkiv on Monday, Ukrainian officials said.\n"
    "Protesters marched through Tbilisi on 5 April 2025."
)
RETOLD = "Russia shelled Kharkiv on Monday, killing at least four people, Ukrainian police said."


def intake(text, source="a.txt", **fields):
    return Intake(article=Article(text=text, **fields), source=source)


def snapshot(store):
    """Everything stored but for the times of writing."""
    return (
        [kept.article for kept in store.articles()],
        [tuple(row) for row in store.event_rows()],
        [tuple(row) for row in store.actor_rows()],
        [store.reports(row.id) for row in store.event_rows()],
    )


def test_an_article_becomes_events_with_places(store):
    (result,) = pipeline.ingest(store, [intake(STRIKE, published=date(2025, 4, 8))])
    assert result.outcome is Outcome.ADDED
    places = {row.place for row in store.event_rows()}
    assert {"Kharkiv", "Tbilisi"} <= places
    for row in store.event_rows():
        event = assembly.whole(store, row.id)
        assert event is not None
        for report in event.reports:
            for quote in report.spans():
                assert STRIKE[quote.start : quote.end] == quote.text


def test_the_same_article_twice_changes_nothing(store):
    one = intake(STRIKE, published=date(2025, 4, 8))
    list(pipeline.ingest(store, [one]))
    before, version = snapshot(store), store.version()
    (again,) = pipeline.ingest(store, [one])
    assert again.outcome is Outcome.UNCHANGED
    assert snapshot(store) == before
    assert store.version() == version


def test_a_date_set_later_resolves_what_was_open(store):
    list(pipeline.ingest(store, [intake(STRIKE)]))
    assert not any(row.start == date(2025, 4, 7) for row in store.event_rows())
    (result,) = pipeline.ingest(store, [intake(STRIKE, published=date(2025, 4, 8))])
    assert result.outcome is Outcome.UPDATED
    assert any(row.start == date(2025, 4, 7) for row in store.event_rows())
    assert store.counts().articles == 1


def test_a_bad_input_costs_nothing_else(store, monkeypatch):
    real = pipeline.read

    def read(article):
        if "trips" in article.text:
            raise RuntimeError("a fault of ours")
        return real(article)

    monkeypatch.setattr(pipeline, "read", read)
    inputs = [
        Rejection(source="b.pdf", reason="Files .pdf can't be read."),
        intake("An article that trips a fault in this program.", "c.txt"),
        intake(STRIKE),
    ]
    outcomes = [result.outcome for result in pipeline.ingest(store, inputs)]
    assert outcomes == [Outcome.REJECTED, Outcome.REJECTED, Outcome.ADDED]
    assert store.counts().rejections == 2
    assert store.counts().articles == 1


def test_a_source_that_is_read_at_last_is_no_longer_set_aside(store):
    list(pipeline.ingest(store, [Rejection(source="a.txt", reason="There is no text in it.")]))
    list(pipeline.ingest(store, [intake(STRIKE)]))
    assert store.counts().rejections == 0


def test_a_better_extractor_reads_again_and_loses_nothing(store, monkeypatch):
    list(pipeline.ingest(store, [intake(STRIKE, title="Kept", published=date(2025, 4, 8))]))
    before = [row.id for row in store.event_rows()]
    assert list(pipeline.refresh(store)) == []
    for module in (pipeline, filing):
        monkeypatch.setattr(module, "EXTRACTOR", "better 2")
    (result,) = pipeline.refresh(store)
    assert result.outcome is Outcome.UPDATED
    assert [row.id for row in store.event_rows()] == before
    (kept,) = store.articles()
    assert (kept.article.title, kept.extractor) == ("Kept", "better 2")


def test_an_old_permalink_finds_the_event_that_took_its_report_in(store):
    day = date(2025, 4, 8)
    list(pipeline.ingest(store, [intake(STRIKE, published=day)]))
    old = [row.id for row in store.event_rows()]
    list(pipeline.ingest(store, [intake(RETOLD, "b.txt", published=day)]))
    for event_id in old:
        event = assembly.whole(store, event_id)
        assert event is not None
        assert event_id in {report.id for report in event.reports}


@given(st.permutations([STRIKE, RETOLD, "Troops entered Goma on 7 April 2025, police said."]))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_order_of_articles_changes_nothing(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("order")
    store = Store.open(f"sqlite:///{folder / 'x.sqlite3'}")
    reference = Store.open(f"sqlite:///{folder / 'y.sqlite3'}")
    day = date(2025, 4, 8)
    list(pipeline.ingest(store, [intake(text, published=day) for text in texts]))
    list(pipeline.ingest(reference, [intake(text, published=day) for text in sorted(texts)]))
    assert snapshot(store) == snapshot(reference)
    store.close()
    reference.close()


def test_the_seeds_fill_only_an_empty_store(store):
    (first,) = pipeline.seed(store)
    assert first.outcome is Outcome.ADDED
    assert pipeline.seed(store) == ()
