"""Both databases find the same words in the same texts."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.article import Article
from events.merge import merge
from events.store.store import Store
from tests.events.samples import report

TEXTS = (
    "Al-Shabaab shelled the Café of Łódź; forces spoke of 1,200 rounds in Kyiv on Monday.",
    "AL SHABAAB's forces: “3rd Brigade shelled it” -- Kyiv, Monday, F-16 jets, x@y.org, /a/b.",
    "Die Straße, Ελλάδα, Київ was shelled on Monday by forces; Kyiv's мэр said: \\ ' & | ! ( ) :*",
)


@pytest.fixture(scope="module")
def stores(server, tmp_path_factory):
    """The same articles in both kinds of database."""
    made = []
    for url in (f"sqlite:///{tmp_path_factory.mktemp('words') / 'x.sqlite3'}", server.database()):
        store = Store.open(url)
        for text in TEXTS:
            with store.writing() as writing:
                article = Article(text=text)
                writing.put_article(article, source="a", notices=(), extractor="test 1")
                told = report(text)
                writing.replace_reports(article.id, [told])
                writing.put_events(merge([told]), {})
        made.append(store)
    yield made
    for store in made:
        store.close()


PIECES = [
    *sorted({piece for text in TEXTS for piece in text.split()}),
    "cafe", "lodz", "strasse", "STRASSE", "shabaab", "al", "shabaab-al", "f16", "f-16", "1", "200",
    "1200", "3rd", "org", "київ", "OR", "NOT", "*", "''", "\\", "shell", "a/b", "y.org",
]  # fmt: skip


@pytest.mark.parametrize("word", PIECES)
def test_each_word_is_found_in_both_or_in_neither(stores, word):
    lite, post = (sorted(store.search(word)) for store in stores)
    assert lite == post


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=4).map(" ".join))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_are_taken_as_words_and_never_fail(stores, asked):
    if "\x00" in asked or any(0xD800 <= ord(c) <= 0xDFFF for c in asked):
        return
    for store in stores:
        assert set(store.search(asked)) <= {row.id for row in store.event_rows()}


def test_what_a_tsvector_can_not_hold_is_cut_not_refused(stores):
    long = "Kyiv was shelled by forces on Monday. " + "x" * 5000 + " word" * 20_000
    for store in stores:
        with store.writing() as writing:
            article = Article(text=long)
            writing.put_article(article, source="a", notices=(), extractor="test 1")
            told = report(long)
            writing.replace_reports(article.id, [told])
            writing.put_events(merge([told]), {})
        assert store.search("shelled word")
