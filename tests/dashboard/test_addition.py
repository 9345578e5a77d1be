import io
import zipfile

import pytest

from dashboard import addition
from events.source.intake import Intake, Metadata, Rejection
from events.source.progress import Progress

BODY = "Troops entered the village on Tuesday, the ministry said, after a week of heavy fighting."


def upload(name, data):
    file = io.BytesIO(data)
    file.name = name
    return file


def test_pasted_text_and_uploaded_archives_are_read_with_progress():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", BODY)
        archive.writestr("b.png", b"x")
    progress = Progress()
    files = [upload("news.zip", packed.getvalue()), upload("c.csv", f"text\n{BODY}\n".encode())]
    found = list(addition.inputs(BODY, files, Metadata(title="T"), progress))
    assert [(type(one), one.source) for one in found] == [
        (Intake, "pasted text"),
        (Intake, "news.zip/a.txt"),
        (Rejection, "news.zip/b.png"),
        (Intake, "c.csv:2"),
    ]
    assert found[0].article.title == "T"
    assert progress.done == progress.total > 0


@pytest.mark.parametrize(
    ("text", "files", "links", "words"),
    [
        ("", 0, [], "first"),
        (" ", 0, [], "first"),
        ("x", 0, [], None),
        ("", 1, [], None),
        ("", 0, ["https://example.org/"], None),
        ("", 0, ["https://example.org/", "/etc/passwd"], "/etc/passwd"),
        ("", 0, ["-"], "Links begin"),
        ("x", 1, ["file:///etc/passwd"], "Links begin"),
    ],
)
def test_what_is_given_is_checked(text, files, links, words):
    problem = addition.fault(text, files, links)
    assert problem is None if words is None else words in problem


@pytest.mark.parametrize(
    ("total", "done", "seconds", "words"),
    [
        (0, 0, 2.0, "10 read, 5.0 a second"),
        (100, 50, 20.0, "10 read, 0.5 a second, about 20 s left"),
        (100, 1, 10.0, "10 read, 1.0 a second, 16 min left"),
        (100, 100, 10.0, "10 read, 1.0 a second"),
    ],
)
def test_how_far_it_is_in_words(total, done, seconds, words):
    assert addition.pace(10, Progress(total, done), seconds) == words
