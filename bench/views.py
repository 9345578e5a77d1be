"""Views asked of the server, without a browser: how long they take and how large they are."""

from __future__ import annotations

import gzip
import http.client
import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice, product
from urllib.parse import urlsplit

from bench.figure import Figure, high, middle
from bench.stage import Server

VIEWS = (
    ("-20,30,60,65", 4),
    ("20,40,45,55", 5),
    ("-130,20,-60,55", 4),
    ("60,-10,150,50", 4),
    ("-178,-60,178,75", 2),
)
QUERIES = ("", "country=AUT&", "type=ASSAULT&", "actor=Group+3&", "claim=claimed&")


def asks(number: int, seed: int) -> list[str]:
    """Return the addresses of so many views, each a little beside any asked before."""
    chance = random.Random(seed)
    found = []
    for query, (box, zoom) in islice(cycle(product(QUERIES, VIEWS)), number):
        corners = [float(degrees) + chance.uniform(-2, 2) for degrees in box.split(",")]
        shifted = ",".join(f"{degrees:.4f}" for degrees in corners)
        found.append(f"/api/cells?{query}bbox={shifted}&zoom={zoom}")
    chance.shuffle(found)
    return found


def figures(made: Server) -> list[Figure]:
    """Measure views from eight clients at once, each view a new one, and their size."""
    place = urlsplit(made.address)

    def client(paths: list[str]) -> list[tuple[float, int]]:
        connection = http.client.HTTPConnection(place.hostname or "", place.port)
        found = []
        for path in paths:
            began = time.perf_counter()
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            body = answer.read()
            found.append(((time.perf_counter() - began) * 1000, len(body)))
            if answer.status != 200:
                raise SystemExit(f"{path} answered {answer.status}")
            if answer.headers.get("content-encoding") == "gzip":
                json.loads(gzip.decompress(body))
        return found

    first = asks(50, 0)
    alone = client(first)
    again = client(first)
    with ThreadPoolExecutor(8) as pool:
        turns = [asks(50, seed) for seed in range(1, 9)]
        eight = [one for found in pool.map(client, turns) for one in found]
    return [
        Figure("one view, gzipped, largest", max(size for _, size in alone) / 1000, 6, "kB"),
        Figure("one view, one client, p50", middle([t for t, _ in alone]), 10, "ms"),
        Figure("the same view again, p50", middle([t for t, _ in again]), None, "ms"),
        Figure("one view, 8 clients, p50", middle([t for t, _ in eight]), None, "ms"),
        Figure("one view, 8 clients, p95", high([t for t, _ in eight]), 40, "ms"),
    ]
