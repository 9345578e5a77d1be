"""The selected events as a file: what is filtered, no more and no less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from starlette.responses import Response, StreamingResponse

from dashboard.security import Refusal
from events import export
from events.catalogue import Catalogue
from events.query.index import Index
from events.query.selection import Selection
from events.telling import handout


def answer(catalogue: Catalogue, selection: Selection, form: str) -> Response:
    """Return the file as a stream, with the filter's sentence and the licence inside."""
    if form == "html":
        return _page(catalogue, selection)
    if form not in export.FORMATS:
        raise Refusal(400, f"format is none of html, {', '.join(export.FORMATS)}: {form[:40]!r}.")
    chosen = export.FORMATS[form]
    note = f"{catalogue.desk().sentence(selection.filter)}. {export.LICENCE}"
    return StreamingResponse(
        export.written(told(catalogue, selection.rows, selection.index), form, note),
        media_type=chosen.media_type,
        headers={"Content-Disposition": f'attachment; filename="dispatch-map.{chosen.suffix}"'},
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


def told(catalogue: Catalogue, rows: Iterable[int], index: Index) -> Iterator[export.Told]:
    """Yield the events of some rows of the index, with their articles."""
    for row in rows:
        event = catalogue.event(index.id[row].decode())
        if event is None:
            continue
        ids = {report.article_id for report in event.reports}
        articles = {i: article for i in ids if (article := catalogue.article(i))}
        yield event, articles
