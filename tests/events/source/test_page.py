import json
from datetime import date

import pytest
from lxml import html as lxml_html

from events.source import headline, linked, page, publication
from events.source.linked import Declared

SENTENCE = "Troops entered the village on Tuesday, the ministry said, after a week of fighting. "
BODY = "".join(f"<p>{SENTENCE}{number} houses burned down during the day.</p>" for number in "3579")


def build(head="", body=BODY, title="Village taken"):
    return (
        f"<html><head><title>{title}</title>{head}</head>"
        f"<body><nav>Menu</nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


def ld(script):
    return f'<script type="application/ld+json">{script}</script>'


def tree(head="", body="", title="T"):
    return lxml_html.fromstring(build(head, body, title))


def test_the_headline_and_furniture_are_no_text_of_the_article():
    extra = "<p>Sign up for our daily newsletter</p><p>READ MORE: Another story of ours</p>"
    text, metadata, _ = page.read(build(body=BODY + extra + BODY.replace("burned", "fell")))
    assert text.startswith("Troops entered")
    assert "newsletter" not in text
    assert "Another story" not in text
    assert "9 houses fell" in text
    assert metadata.title == "Village taken"


def test_a_long_paragraph_that_begins_like_furniture_stays():
    long = "Read more than a dozen letters, the judge said, and you know them all. " * 4
    assert long.strip() in page.read(build(body=BODY + f"<p>{long}</p>"))[0]


def test_text_that_only_a_script_holds_is_read_from_its_declaration():
    body = SENTENCE * 9
    head = ld(json.dumps({"@type": "NewsArticle", "headline": "H", "articleBody": body}))
    assert page.read(build(head, body="<p>Loading</p>"))[0] == body.strip()


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<li>x" * 100_000, "tags"),
        ("<br>" * 100_000, "tags"),
        ("<" * 1_000_000, "tags"),
        ("<body " + "".join(f"a{i}='1' " for i in range(50_000)) + ">", "attributes"),
        ("<img src='data:image/png;base64," + "A" * 1_000_000 + "=='>", None),
        (build(), None),
    ],
)
def test_pages_made_to_take_for_ever_are_not_begun(markup, words):
    reason = page.fault(markup)
    assert reason is None if words is None else words in reason


@pytest.mark.parametrize("markup", ["", "   ", "<", "<html>", "\x00", "<!-- x", "<html></html>"])
def test_what_is_no_page_has_no_text(markup):
    assert page.read(markup)[0] == ""


@pytest.mark.parametrize(
    ("script", "headline_", "published"),
    [
        ('{"@type": "NewsArticle", "headline": "A &amp; B"}', "A & B", None),
        ('{"@graph": [{"@type": "WebPage"}, {"@type": "Article", "headline": "A"}]}', "A", None),
        ('[{"@type": ["X", "NewsArticle"], "datePublished": "2025-04"}]', None, "2025-04"),
        (
            '{"@type": "LiveBlogPosting", "u": [{"@type": "BlogPosting", "headline": "P"}]}',
            None,
            None,
        ),
        ('{"a": {"@type": "Article", "headline": "in"}, "@type": "Article"}', None, None),
        ('{"@type": "Article", "headline": ["one", "two"]}', "one", None),
        ('{"@type": "Article", "headline": {"x": 1}}', None, None),
        ('{"@type": "Article", "headline": "line\nbreak"}', "line\nbreak", None),
        ("{broken", None, None),
        ("[" * 100_000, None, None),
        ('{"a":' * 50 + '{"@type": "Article", "headline": "x"}' + "}" * 50, None, None),
        ("null", None, None),
    ],
)
def test_declared_articles(script, headline_, published):
    declared = linked.read(tree(ld(script)))
    assert (declared.headline, declared.published) == (headline_, published)


@pytest.mark.parametrize(
    ("declared", "shown", "chosen"),
    [
        (["Village taken"], [], "Village taken"),
        (["Village taken - The Wire"], ["Village taken"], "Village taken"),
        (["Village taken | World | The Wire"], ["Village taken"], "Village taken"),
        (["Exclusive | Village taken"], ["Village taken"], "Village taken"),
        (["Village taken"], ["Village"], "Village taken"),
        (["Peace talks - at last"], ["Other"], "Peace talks - at last"),
        (["Village taken after fighting", "Village taken at dawn"], [], "Village taken at dawn"),
        (["Village taken after fighting", "Village taken…"], [], "Village taken after fighting"),
        (["Village taken…"], [], "Village taken…"),
        ([], ["First", "Second"], "First"),
        ([], [], None),
    ],
)
def test_a_title_loses_the_name_of_its_site(declared, shown, chosen):
    assert headline.choose(headline.Titles(tuple(declared), tuple(shown))) == chosen


def test_the_declared_wordings_go_before_those_shown():
    found = tree('<meta property="og:title" content="Shared  one">', title="Window")
    titles = headline.titles_of(found, Declared(headline="Declared"))
    assert titles == headline.Titles(("Declared", "Shared one"), ("Window", "Window"))


@pytest.mark.parametrize(
    ("head", "declared", "found"),
    [
        ("", Declared(published="2025-04-08T23:30:00-05:00"), date(2025, 4, 8)),
        (
            '<meta property="article:published_time" content="2025-04-07T10:00:00Z">',
            Declared(published="soon"),
            date(2025, 4, 7),
        ),
        (
            '<meta property="article:modified_time" content="2025-04-09">',
            Declared(published="2025-04-08"),
            date(2025, 4, 8),
        ),
        ("", Declared(), None),
    ],
)
def test_the_day_a_page_declares(head, declared, found):
    assert publication.day(tree(head), None, declared)[0] == found


def test_a_day_found_by_searching_the_page_is_told_to_be_a_guess():
    day, notices = publication.day(
        tree(body="<p>An evening of the year. Printed 8 April 2025 in town</p>"), None, Declared()
    )
    assert day == date(2025, 4, 8)
    assert "guessed" in notices[0]


def test_a_year_alone_is_no_day():
    assert publication.day(tree(body="<p>© 2021 The Wire</p>"), None, Declared()) == (None, ())


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (ld('{"@type": "NewsArticle", "publisher": {"name": "The Wire"}}'), "The Wire"),
        (ld('{"@type": "NewsArticle", "publisher": [{"name": "The Wire"}]}'), "The Wire"),
        (ld('{"@type": "NewsArticle", "publisher": "The Wire"}'), None),
        ('<meta property="og:site_name" content=" The  Wire ">', "The Wire"),
        ('<meta property="og:site_name" content="www.wire.example">', None),
        ('<meta property="og:site_name" content="https://social.example/wire">', None),
        ("", None),
    ],
)
def test_the_publisher_is_a_name_and_no_address(head, publisher):
    assert page.read(build(head))[1].publisher == publisher


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://wire.example/1">', "https://wire.example/1"),
        ('<meta property="og:url" content="https://wire.example/1">', "https://wire.example/1"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="/1">', None),
    ],
)
def test_a_saved_page_has_the_address_that_it_declares(head, url):
    assert page.read(build(head))[1].url == url
    assert page.read(build(head), "https://wire.example/2")[1].url == "https://wire.example/2"
