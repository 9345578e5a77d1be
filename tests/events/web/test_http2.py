"""HTTP/2 is negotiated with a site that speaks it; the certificate is held to its authority."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import trustme
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived, StreamEnded

from events.web.client import Client, FetchError
from events.web.pace import Pace

BODY = b"<html><body><p>It rained in the valley.</p></body></html>"


class Site:
    """A site that speaks nothing but HTTP/2, over TLS."""

    def __init__(self, authority: trustme.CA) -> None:
        self.asked: list[tuple[str, str]] = []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(self.context)
        self.context.set_alpn_protocols(["h2"])
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self.listener.getsockname()[1]}/a"

    def run(self) -> None:
        """Answer one connection after the other until the listener is closed."""
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            try:
                with self.context.wrap_socket(plain, server_side=True) as stream:
                    self._serve(stream)
            except OSError:
                plain.close()

    def _serve(self, stream: ssl.SSLSocket) -> None:
        talk = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        talk.initiate_connection()
        stream.sendall(talk.data_to_send())
        while data := stream.recv(65_536):
            for event in talk.receive_data(data):
                if isinstance(event, RequestReceived):
                    path = dict(event.headers)[":path"]
                    self.asked.append((stream.selected_alpn_protocol() or "", path))
                    status = "404" if path == "/robots.txt" else "200"
                    kind = ("content-type", "text/html")
                    talk.send_headers(event.stream_id, [(":status", status), kind])
                if isinstance(event, StreamEnded):
                    talk.send_data(event.stream_id, BODY, end_stream=True)
            stream.sendall(talk.data_to_send())


@contextmanager
def serving(authority: trustme.CA) -> Iterator[Site]:
    site = Site(authority)
    thread = threading.Thread(target=site.run)
    thread.start()
    try:
        yield site
    finally:
        # A blocked accept is woken by its end.
        site.listener.shutdown(socket.SHUT_RDWR)
        site.listener.close()
        thread.join()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def test_a_site_that_speaks_http2_is_spoken_to_in_http2(authority: trustme.CA) -> None:
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    with serving(authority) as site:
        with Client(pace=Pace(0), private=True, trusted=trusted) as client:
            assert client.get(site.url).body == BODY
        assert site.asked == [("h2", "/robots.txt"), ("h2", "/a")]


def test_a_site_that_no_authority_vouches_for_is_not_read(authority: trustme.CA) -> None:
    with serving(authority) as site:
        with (
            Client(pace=Pace(0), private=True) as client,
            pytest.raises(FetchError, match=r"robots\.txt|certificate"),
        ):
            client.get(site.url)
        assert site.asked == []
