"""A server on this machine that answers as a test says, well or badly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """Answers by path: a function that gets the handler, or ``(status, headers, body)``."""

    def __init__(self) -> None:
        self.pages: dict[str, object] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = ""

    def page(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        """Put an answer at a path, return its address."""
        data = body.encode() if isinstance(body, str) else body
        names = {key.replace("_", "-"): value for key, value in headers.items()}
        self.pages[path] = (status, {"content-type": "text/html"} | names, data)
        return self.url + path

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serve() -> Iterator[Site]:
    """Run a site on a free port of the loopback address."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            page = site.pages.get(self.path, (404, {}, b"nothing here"))
            try:
                if callable(page):
                    act: Callable[[BaseHTTPRequestHandler], None] = page
                    act(self)
                    return
                status, headers, body = page  # type: ignore[misc]
                self.send_response(status)
                for key, value in headers.items():
                    self.send_header(key, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing of a client that hung up: many tests are about just that."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
