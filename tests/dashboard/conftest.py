from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import api, catalogue
from events.catalogue import StoreCatalogue
from events.store.store import Store
from tests.dashboard import sample


@pytest.fixture
def client(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of the routes over the sample store."""
    sample.fill(store)
    monkeypatch.setattr(catalogue, "_chosen", [StoreCatalogue(store, tmp_path)])
    with TestClient(Starlette(routes=api.routes()), base_url="http://localhost") as made:
        yield made
