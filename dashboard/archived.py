"""An article as it was archived: its text with a report's words marked, and how it came."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard.catalogue import current
from dashboard.security import Refusal
from events.article import Article
from events.report import Report
from events.store.archive import ArchiveError, Capture
from events.telling.detail import stretches

_ARTICLE_ID = re.compile(r"[0-9a-f]{16}")
_DIGEST = re.compile(r"[0-9a-f]{64}")

_STYLE = """
body { font: 17px/1.55 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem;
  color: #1b1b1b; background: #fff; overflow-wrap: anywhere; }
header, dl { font: 14px/1.5 system-ui, sans-serif; }
h1 { font-size: 22px; line-height: 1.25; margin: 0 0 .3rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .9rem; margin: 1rem 0;
  padding: .7rem .9rem; background: #f3f3ef; }
dt { color: #555; } dd { margin: 0; } code { font-size: 12px; }
main { white-space: pre-wrap; border-top: 1px solid #ccc; padding-top: 1rem; }
mark { background: #ffec99; color: inherit; } mark.trigger { background: #ffd43b; }
@media (prefers-color-scheme: dark) { body { color: #e6e6e6; background: #16181b; }
  dl { background: #22262b; } dt { color: #aaa; } a { color: #8ab4f8; }
  mark { background: #5c4b00; } mark.trigger { background: #806800; } }
"""
_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)

# Autoescaped: the text is a stranger's.
_PAGE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ article.title or "Article" }} · as archived</title><style>{{ style|safe }}</style></head>
<body><header><h1>{{ article.title or "Article without a title" }}</h1>
{{ article.publisher or "" }}{% if article.publisher and article.published %} · {% endif %}
{{ article.published or "publication date unknown" }}</header>
{% if not captures %}
<p>The bytes as fetched were not kept: this is the text as it was stored.</p>
{% endif %}
{% for capture in captures %}
{% set original = capture.original %}
<dl>
<dt>Asked for</dt><dd>{{ capture.source }}</dd>
{% if original.final_url %}<dt>Answered by</dt><dd>{{ original.final_url }}</dd>{% endif %}
<dt>Fetched</dt><dd>{% if original.fetched_at %}{{ original.fetched_at.strftime(time) }}{% else %}\
not fetched by the program; kept {{ capture.kept_at.strftime(time) }}{% endif %}</dd>
<dt>Read by</dt><dd>{{ original.reader }}</dd>
<dt>SHA-256</dt><dd><code>{{ original.digest }}</code><br>
<a href="{{ article.id }}/{{ original.digest }}" download>The {{ original.raw|length }} bytes as \
fetched</a> ({{ original.media_type }})</dd>
{% if original.headers %}
<dt>Headers</dt><dd>{% for name, value in original.headers %}{{ name }}: {{ value }}<br>\
{% endfor %}</dd>
{% endif %}
</dl>
{% endfor %}
<main>{% for text, kinds in stretches %}{% if kinds %}\
<mark class="{{ kinds }}"{% if loop.index0 == first %} id="quote"{% endif %}>{{ text }}</mark>\
{% else %}{{ text }}{% endif %}{% endfor %}</main></body></html>
"""
)


def page(request: Request) -> Response:
    """The article's text as archived; ``report`` names the report whose words are marked."""
    article = _article(request)
    report = _report(article, request.query_params.get("report", ""))
    told = [[article.text, ""]]
    if report:
        told = stretches(article, report, article.quote(0, len(article.text)))
    first = next((number for number, (_, kinds) in enumerate(told) if "quote" in kinds), -1)
    html = _PAGE.render(
        article=article,
        captures=_captures(article),
        style=_STYLE,
        time="%d %B %Y, %H:%M:%S UTC",
        stretches=told,
        first=first,
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY})


def original(request: Request) -> Response:
    """The bytes as fetched, to be kept as a file: never shown, for they are a stranger's page."""
    article = _article(request)
    digest = request.path_params["digest"]
    if not _DIGEST.fullmatch(digest):
        raise Refusal(400, "A SHA-256 has 64 hexadecimal digits.")
    for capture in _captures(article):
        if capture.original.digest == digest:
            name = f'attachment; filename="{digest}.bin"'
            return Response(
                capture.original.raw,
                media_type="application/octet-stream",
                headers={"Content-Disposition": name},
            )
    raise Refusal(404, "This article did not come as these bytes.")


def _article(request: Request) -> Article:
    article_id = request.path_params["article_id"]
    if not _ARTICLE_ID.fullmatch(article_id):
        raise Refusal(400, "An article's id has 16 hexadecimal digits.")
    found = current().article(article_id)
    if found is None:
        raise Refusal(404, "There is no such article. It may have been deleted.")
    return found


def _report(article: Article, report_id: str) -> Report | None:
    event = current().event(report_id) if _ARTICLE_ID.fullmatch(report_id) else None
    reports = event.reports if event else ()
    return next((r for r in reports if r.id == report_id and r.article_id == article.id), None)


def _captures(article: Article) -> tuple[Capture, ...]:
    try:
        return current().captures(article.id)
    except ArchiveError as error:
        raise Refusal(500, f"The archive was tampered with: {error}.") from None
