import re
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.article import Article, Quote
from events.citation import directive, live_link

TWICE = (
    "Troops entered Goma. Police said so.\n"
    "On Friday the army spoke.\n"
    "Troops entered Goma. Residents fled."
)


def quote(text, words, nth=0):
    start = [found.start() for found in re.finditer(re.escape(words), text)][nth]
    return Article(text=text).quote(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "nth", "expected"),
    [
        ("Kyiv was shelled.", "Kyiv was shelled.", 0, "text=Kyiv%20was%20shelled."),
        # The three characters with a meaning of their own, and those of any address.
        ("A-b, c & d", "A-b, c & d", 0, "text=A%2Db%2C%20c%20%26%20d"),
        ('<b>"50%" #1', '"50%" #1', 0, "text=%2250%25%22%20%231"),
        ("Cafés à Béni", "Cafés", 0, "text=Caf%C3%A9s"),
        # A part of a word becomes the word: browsers look for whole ones.
        ("Shelling went on.", "Shell", 0, "text=Shelling"),
        (TWICE, "Troops entered Goma.", 0, "text=Troops%20entered%20Goma."),
        (TWICE, "Troops entered Goma.", 1, "text=spoke.-,Troops%20entered%20Goma."),
        (
            "He fired. He fired. He fired, twice.",
            "He fired",
            2,
            "text=He%20fired.-,He%20fired,-%2C%20twice.",
        ),
        ("One two.\nThree four.", "One two.\nThree four.", 0, "text=One%20two.,Three%20four."),
        (" a  wide   gap ", "a  wide   gap ", 0, "text=a%20wide%20gap"),
    ],
)
def test_the_directive_of(text, words, nth, expected):
    assert directive(text, quote(text, words, nth)) == expected


def test_a_long_quote_is_given_by_its_ends():
    text = "Start of it. " + " ".join(f"word{number}" for number in range(60)) + " the end."
    made = directive(text, quote(text, text))
    opening, closing = "Start of it. word0 word1 word2", "word56 word57 word58 word59 the end."
    assert made == "text=" + ",".join(part.replace(" ", "%20") for part in (opening, closing))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2#:~:text=Goma"),
        ("https://example.org/a#part", "https://example.org/a#part:~:text=Goma"),
        ("https://example.org/a#:~:text=old", "https://example.org/a#:~:text=Goma"),
        ("https://example.org/a#p:~:text=old", "https://example.org/a#p:~:text=Goma"),
    ],
)
def test_the_link_keeps_the_address_and_its_own_fragment(url, expected):
    assert live_link(url, "Goma", Quote(start=0, end=4, text="Goma")) == expected


def parsed(made):
    """Read a directive as the specification does."""
    parts = made.removeprefix("text=").split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    assert 1 <= len(parts) <= 2
    return prefix, unquote(parts[0]), unquote(parts[1]) if len(parts) == 2 else "", suffix


WORDS = st.lists(
    st.sampled_from(
        ["a-b", "x,", "y&z", "He", "fired", "%2D", "on\n", "Łódź", "-", ",", "&", "it."]
    ),
    min_size=1,
    max_size=30,
)


@given(WORDS, st.data())
def test_whatever_the_words_the_parts_are_those_of_the_text(words, data):
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (first > 0)
    end = len(" ".join(words[: last + 1]))
    made = directive(text, Article(text=text).quote(start, end))
    assert re.fullmatch(r"text=[^\s#&]+", made)
    prefix, opening, closing, suffix = parsed(made)
    flat = " ".join(text.split())
    assert f"{prefix} {opening}".strip() in flat
    assert f"{closing or opening} {suffix}".strip() in flat
    whole = " ".join(text[start:end].split())
    assert whole.startswith(opening)
    assert whole.endswith(closing or opening)


@given(st.text(min_size=1), st.data())
def test_no_text_breaks_the_address(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    made = live_link(
        "https://example.org/a", text, Quote(start=start, end=end, text=text[start:end])
    )
    assert made.isascii()
    assert not set(made) & set(" \"'<>\\\n")
    assert urlsplit(made).netloc == "example.org"
