from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.article import Article, Quote, QuoteError
from events.report import DateBasis, DatePrecision, When
from tests.events.samples import SHELLED, report


def when(start: str, end: str, precision: DatePrecision) -> When:
    return When(
        start=date.fromisoformat(start),
        end=date.fromisoformat(end),
        precision=precision,
        basis=DateBasis.REPORTED,
        quote=None,
    )


@pytest.mark.parametrize(
    ("start", "end", "precision", "edtf"),
    [
        ("2025-04-08", "2025-04-08", DatePrecision.DAY, "2025-04-08"),
        ("2025-04-06", "2025-04-08", DatePrecision.RANGE, "2025-04-06/2025-04-08"),
        ("2025-04-01", "2025-04-30", DatePrecision.MONTH, "2025-04"),
        ("2024-01-01", "2024-12-31", DatePrecision.YEAR, "2024"),
    ],
)
def test_intervals_are_written_in_edtf(start, end, precision, edtf):
    assert when(start, end, precision).edtf == edtf


def test_a_range_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="ends before"):
        when("2025-04-08", "2025-04-07", DatePrecision.DAY)


def test_a_stated_date_needs_its_words():
    day = date(2025, 4, 8)
    with pytest.raises(ValueError, match="carries its words"):
        When(start=day, end=day, precision=DatePrecision.DAY, basis=DateBasis.STATED, quote=None)


def test_a_report_refuses_words_that_are_not_in_the_text():
    good = report()
    with pytest.raises(QuoteError, match="shelled"):
        type(good)(
            text="Other words entirely.",
            **{name: getattr(good, name) for name in good.__slots__},
        )


def test_every_span_of_a_report_is_its_words():
    for quote in report().spans():
        assert SHELLED[quote.start : quote.end] == quote.text


@given(st.text(), st.integers(-5, 50), st.integers(-5, 50))
def test_a_quote_is_inside_the_text_or_refused(text, start, end):
    article = Article(text=text)
    try:
        quote = article.quote(start, end)
    except QuoteError:
        assert not 0 <= start < end <= len(text)
    else:
        assert text[quote.start : quote.end] == quote.text


@given(st.text(min_size=1).filter(str.strip))
def test_the_paragraph_holds_the_quote(text):
    article = Article(text=text)
    quote = Quote(start=0, end=1, text=text[0])
    paragraph = article.paragraph(quote)
    assert paragraph.start <= quote.start
    assert paragraph.end >= quote.end


def test_an_article_s_id_heeds_words_not_white_space():
    assert Article(text="a  b\n").id == Article(text="a b").id
    assert Article(text="a b").id != Article(text="a c").id
