"""The OpenAPI 3.1 description of the read-only API."""

from __future__ import annotations

from typing import Any

from events.query.filter import LONGEST_WORD, MOST_CHOICES, Part
from events.report import Aux, EventType, Modality
from events.version import PROGRAM
from geodata.place import Precision

Schema = dict[str, Any]


def description(most: int, usual: int) -> Schema:
    """Return the description; ``most`` and ``usual`` are the bounds of ``limit``."""
    limit = _query(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": most, "default": usual},
        "How many events at most.",
    )
    cursor = _query(
        "cursor",
        {"type": "string", "pattern": "^[0-9]{1,7}-[0-9a-f]{16}$"},
        "The member `next` of the answer before.",
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dispatch Map",
            "version": PROGRAM.split()[-1],
            "description": "Events told by news, each with the words that say so. Read-only.",
        },
        "paths": {
            "/api/v1/events": _get(
                "The events that a filter keeps, newest first.",
                [*_filter(), limit, cursor],
                _json({"$ref": "#/components/schemas/Page"}),
                missing=False,
            ),
            "/api/v1/events/{event_id}": _get(
                "One event with its reports, why they are one event, and what they disagree on.",
                [_path("event_id")],
                _json({"$ref": "#/components/schemas/Event"}),
            ),
            "/api/v1/articles/{article_id}": _get(
                "One article, with its text where its source lets that be handed on.",
                [_path("article_id")],
                _json({"$ref": "#/components/schemas/Article"}),
            ),
            "/feed.atom": _get(
                "The newest events of a filter as an Atom feed with GeoRSS.",
                [*_filter(), limit],
                {"application/atom+xml": {"schema": {"type": "string"}}},
                missing=False,
            ),
        },
        "components": {"schemas": _schemas()},
    }


def _get(
    summary: str, parameters: list[Schema], content: Schema, *, missing: bool = True
) -> Schema:
    problem = _json({"$ref": "#/components/schemas/Problem"})
    answers: Schema = {
        "200": {"description": "Found.", "headers": _HEADERS, "content": content},
        "304": {"description": "As the client knows it, by If-None-Match.", "headers": _HEADERS},
        "400": {"description": "The question cannot be read; the reason.", "content": problem},
        "401": {"description": "Sign-in is asked for.", "content": problem},
        "403": {"description": "An unknown host, or another site's page.", "content": problem},
    }
    if missing:
        answers["404"] = {"description": "There is none such.", "content": problem}
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


_HEADERS: Schema = {"ETag": {"schema": {"type": "string"}, "required": True}}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _path(name: str) -> Schema:
    schema = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query(name: str, schema: Schema, words: str) -> Schema:
    return {"name": name, "in": "query", "schema": schema, "description": words}


def _filter() -> list[Schema]:
    """Return the parameters of a filter: those of the page's address."""
    code = {"type": "string", "pattern": "^[A-Z]{3}$"}
    word = {"type": "string", "minLength": 1, "maxLength": LONGEST_WORD, "pattern": "^[^\x00]+$"}
    day = {"type": "string", "format": "date"}
    return [
        _many("country", code, "Countries involved, ISO 3166-1 alpha-3; any of them."),
        _query("match", _one_of("any", "all"), "Whether any or all countries are involved."),
        _query("role", _one_of(*Part), "The part that countries and actors play."),
        _many("nationality", code, "Nationalities of people involved."),
        _many("actor", word, "Names of actors."),
        _many("type", _one_of(*EventType), "PLOVER types."),
        _many("mode", word, "PLOVER modes, such as drone."),
        _query("from", day, "First day."),
        _query("to", day, "Last day."),
        _query("undated", _one_of("yes", "no"), "Whether to keep events of no stated day."),
        _many("precision", _one_of(*Precision), "How exactly the place is known."),
        _many("claim", _one_of(*Modality), "How far the articles stand behind it."),
        _many("source", word, "Publishers."),
        _query("words", {**word, "pattern": "^[^\x00]*$"}, "Words of the quotes."),
        _query("within", {"type": "string"}, "A box in degrees: west,south,east,north."),
        _query("unreal", _one_of("no", "yes"), "Whether to keep what did not take place."),
    ]


def _many(name: str, schema: Schema, words: str) -> Schema:
    return _query(name, {"type": "array", "items": schema, "maxItems": MOST_CHOICES}, words)


def _one_of(*values: str) -> Schema:
    return {"type": "string", "enum": [str(value) for value in values]}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def _maybe(kind: str) -> Schema:
    return {"type": [kind, "null"]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _schemas() -> Schema:
    text, whole, number = {"type": "string"}, {"type": "integer"}, {"type": "number"}
    span = _object(start=whole, end=whole, text=text)
    place = _object(
        name=text,
        lat=number,
        lon=number,
        precision=_one_of(*Precision),
        uncertainty_m=whole,
        country=_maybe("string"),
        admin1=_maybe("string"),
        geonames_id=_maybe("integer"),
    )
    when = _object(
        start=text, end=text, text=_maybe("string"), edtf=text, precision=text, basis=text
    )
    source = _object(
        id=text,
        title=_maybe("string"),
        publisher=_maybe("string"),
        published=_maybe("string"),
        url=_maybe("string"),
    )
    report = _object(
        report_id=text,
        type=_one_of(*EventType),
        mode=_maybe("string"),
        trigger=span,
        quotes=_list(span),
        actors=_list(_object(name=text, start=whole, end=whole, role=text)),
        modality=_one_of(*Modality),
        aux=_list(_one_of(*Aux)),
        reasons=_list(text),
        article=source,
    )
    event = _object(
        event_id=text,
        type=_one_of(*EventType),
        mode=_maybe("string"),
        date={"anyOf": [when, {"type": "null"}]},
        place={"anyOf": [place, {"type": "null"}]},
        modality=_one_of(*Modality),
        aux=_list(_one_of(*Aux)),
        sources=whole,
        reports=_list(report),
    )
    event["properties"] |= {
        "merged_because": _list(_object(reports=_list(text), why=text)),
        "disagreements": _list(
            _object(field=text, versions=_list(_object(words=text, reports=_list(text))))
        ),
    }
    return {
        "Event": event,
        "Page": _object(
            selected=text,
            licence=text,
            total=whole,
            withheld=whole,
            events=_list({"$ref": "#/components/schemas/Event"}),
            next=_maybe("string"),
        ),
        "Article": _object(
            id=text,
            title=_maybe("string"),
            publisher=_maybe("string"),
            published=_maybe("string"),
            url=_maybe("string"),
            language=text,
            licence=_maybe("string"),
            text=_maybe("string"),
        ),
        "Problem": _object(error=text),
    }
