"""What a request asks: its filter, box and numbers, each checked and refused with a reason."""

from __future__ import annotations

import math

from starlette.requests import Request

from dashboard.catalogue import current
from dashboard.security import Refusal
from events.query.filter import Box, Filter, FilterError
from events.query.selection import Selection

LONGEST_QUERY = 6000


def asked(request: Request) -> Filter:
    """Return the filter in a request's address; refuse what cannot be read."""
    if len(request.url.query) > LONGEST_QUERY:
        raise Refusal(400, f"The query is longer than {LONGEST_QUERY} characters.")
    names = set(request.query_params)
    values = {name: request.query_params.getlist(name) for name in names}
    try:
        return Filter.parse(values)
    except FilterError as error:
        raise Refusal(400, f"{error}.") from None


def selected(request: Request) -> Selection:
    """Return what the filter in a request's address keeps."""
    return current().desk().select(asked(request))


def box(request: Request) -> Box:
    """Return the box that a request names."""
    try:
        return Box.parse(request.query_params.get("bbox", ""))
    except FilterError as error:
        raise Refusal(400, f"{error}.") from None


def number(request: Request, name: str, low: float, high: float, default: float | None) -> float:
    """Return a number of a request within its bounds."""
    text = request.query_params.get(name)
    if text is None and default is not None:
        return default
    try:
        value = float(text or "")
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise Refusal(400, f"{name} is not a number from {low:g} to {high:g}: {text!r:.60}.")
    return value
