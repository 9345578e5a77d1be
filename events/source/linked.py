"""What a page declares of its article in JSON-LD, in the words of schema.org."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

_LONGEST = 2_000_000
"""Characters of one script; articles with their whole text have under 200,000."""
_DEEPEST = 12
"""Levels that are walked; real pages nest their article at most four deep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The fields of the page's own article; None where it declares none."""

    headline: str | None = None
    published: str | None = None
    """As written: ``2025-04-08T10:00:00+02:00``."""
    body: str | None = None
    publisher: str | None = None


def read(tree: HtmlElement) -> Declared:
    """Return what the page says of its first and outermost article."""
    found = [item for script in _scripts(tree) for item in _articles(script, 0)]
    if not found:
        return Declared()
    _, main = min(found, key=lambda pair: pair[0])
    return Declared(
        headline=_text(main, "headline"),
        published=_text(main, "datePublished"),
        body=_text(main, "articleBody"),
        publisher=_name(main.get("publisher")),
    )


def _scripts(tree: HtmlElement) -> Iterator[Any]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        source = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        if len(source) > _LONGEST:
            continue
        try:
            yield json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue


def _articles(node: Any, depth: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for item in node:
            yield from _articles(item, depth)
    elif isinstance(node, Mapping):
        if _is_article(node.get("@type")):
            yield depth, node
        else:
            for value in node.values():
                yield from _articles(value, depth + 1)


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and k.endswith(("Article", "Posting", "Report")) for k in kinds)


def _name(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return _text(value, "name") if isinstance(value, Mapping) else None


def _text(item: Mapping[str, Any], key: str) -> str | None:
    value = item.get(key)
    if isinstance(value, list) and value:
        value = value[0]
    return html.unescape(value).strip() or None if isinstance(value, str) else None
