"""The selected events as a file: what is filtered, no more and no less."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response, StreamingResponse

from dashboard.security import Refusal
from events import export
from events.catalogue import Catalogue
from events.query.selection import Selection
from events.telling import handout

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "jsonl": "application/jsonl",
}
LICENCE = (
    "Places from GeoNames, CC BY 4.0; quotations belong to their publishers; "
    "event coding by Dispatch Map, see each line's extractor."
)


def answer(catalogue: Catalogue, selection: Selection, form: str) -> Response:
    """Return the file as a stream, with the filter's sentence and the licence inside."""
    if form == "html":
        return _page(catalogue, selection)
    if form not in TYPES:
        raise Refusal(400, f"format is none of html, {', '.join(TYPES)}: {form[:40]!r}.")
    sentence = catalogue.desk().sentence(selection.filter)
    note = f"{sentence}. {LICENCE}"
    return StreamingResponse(
        export.lines(_told(catalogue, selection), form, note),
        media_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="dispatch-map.{form}"'},
    )


def _page(catalogue: Catalogue, selection: Selection) -> Response:
    try:
        text = handout.page(catalogue, selection)
    except handout.TooMany as error:
        raise Refusal(400, str(error)) from None
    return Response(
        text,
        media_type="text/html; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="dispatch-map.html"'},
    )


def _told(catalogue: Catalogue, selection: Selection) -> Iterator[export.Told]:
    for row in selection.rows:
        event = catalogue.event(selection.index.id[row].decode())
        if event is None:
            continue
        ids = {report.article_id for report in event.reports}
        articles = {i: article for i in ids if (article := catalogue.article(i))}
        yield event, articles
