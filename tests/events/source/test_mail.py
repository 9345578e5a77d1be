from datetime import date
from email.message import EmailMessage

import pytest

from events.source import document, mail
from events.source.intake import Intake, Rejection

BODY = "Troops entered the village on Tuesday, the ministry said, after a week of heavy fighting."
PAGE = f"<html><body><article><p>{BODY}</p><p>{BODY} Again.</p></article></body></html>"


def message(text=BODY, html=None, **attached):
    whole = EmailMessage()
    whole["Subject"] = "Village taken"
    whole["Date"] = "Tue, 08 Apr 2025 22:00:00 -0500"
    whole["From"] = "desk@example.org"
    if text:
        whole.set_content(text)
    if html:
        whole.add_alternative(html, subtype="html") if text else whole.set_content(
            html, subtype="html"
        )
    for name, data in attached.items():
        whole.add_attachment(data, maintype="application", subtype="x", filename=f"{name}.txt")
    return whole


def read(data):
    return list(document.read("a.eml", data))


def test_a_message_gives_its_text_subject_and_day():
    (result,) = read(message(html=PAGE).as_bytes())
    assert result.article.text == BODY
    assert result.article.title == "Village taken"
    assert result.article.published == date(2025, 4, 8)
    assert result.original.media_type == "message/rfc822"


def test_a_message_without_plain_text_is_read_as_a_page():
    (result,) = read(message(text=None, html=PAGE).as_bytes())
    assert result.article.text.startswith("Troops")
    assert result.article.title == "Village taken"


def test_what_is_attached_is_read_too_with_bytes_of_its_own():
    own, attached = read(message(extra=(BODY + " More.").encode()).as_bytes())
    assert attached.source == "a.eml/extra.txt"
    assert attached.article.published == date(2025, 4, 8)
    assert attached.original.raw == (BODY + " More.").encode()
    assert own.original.raw != attached.original.raw


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "koi8-r", "no-such", None])
def test_any_character_set_gives_a_text_or_a_reason(charset):
    raw = f"Subject: x\nContent-Type: text/plain{f'; charset={charset}' if charset else ''}\n\n"
    (result,) = read(raw.encode() + (BODY + " Café.").encode("latin-1"))
    assert isinstance(result, Intake) or result.reason


def test_a_saved_page_keeps_its_address():
    head = "Snapshot-Content-Location: https://example.org/a\nSubject: T\nMIME-Version: 1.0\n"
    (result,) = document.read("a.mhtml", (head + "Content-Type: text/html\n\n" + PAGE).encode())
    assert result.article.url == "https://example.org/a"


def test_messages_nested_without_end_are_not_followed():
    inner = message()
    for _ in range(5):
        outer = message()
        outer.add_attachment(
            inner.as_bytes(), maintype="application", subtype="x", filename="i.eml"
        )
        inner = outer
    results = read(inner.as_bytes())
    assert isinstance(results[-1], Rejection)
    assert "within a message" in results[-1].reason


BROKEN = b"Date: never\nSubject: =?x?q?=ff?=\n\n" + BODY.encode()


@pytest.mark.parametrize("data", [b"", b"\n\n", b"Subject: x", b"\xff\xfe\x00", BROKEN])
def test_malformed_messages_never_raise(data):
    metadata, _ = mail.parse(data)
    assert metadata.published is None
