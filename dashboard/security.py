"""What every route of ours sends and asks for."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, cast
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard import account

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Plain = Callable[[Request], Response]
Handler = Plain | Callable[[Request], Coroutine[Any, Any, Response]]


class Refusal(Exception):
    """A request that is not answered; the message says why and, where it can, what would be."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def guarded(handler: Handler) -> Callable[[Request], Any]:
    """Wrap a route: known host, no foreign page, a reason with each refusal, strict headers.

    A plain function runs in a thread, a coroutine on the loop, where it must not take long.
    """

    async def answer(request: Request) -> Response:
        try:
            check(request)
            if inspect.iscoroutinefunction(handler):
                response: Response = await handler(request)
            else:
                response = await run_in_threadpool(cast(Plain, handler), request)
        except Refusal as refusal:
            response = JSONResponse({"error": str(refusal)}, refusal.status)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer


def check(request: Request) -> None:
    """Refuse a host we do not go by (DNS rebinding) and requests that another site's page sends."""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if host not in hosts():
        raise Refusal(
            403, f"The host {host[:80]!r} is not known here; DISPATCH_HOSTS names the allowed ones."
        )
    if account.required() and not account.signed_in(request):
        raise Refusal(401, "Sign in first.")
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Refusal(403, "Requests from other sites' pages are not answered.")


def hosts() -> set[str]:
    """Return the host names that the routes answer to."""
    named = os.environ.get("DISPATCH_HOSTS", "").split(",")
    return {"localhost", "127.0.0.1", "::1", *(name.strip() for name in named if name.strip())}
