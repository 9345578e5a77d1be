"""The index that is kept on disk between starts."""

from pathlib import Path

import pytest

from events import catalogue
from events.catalogue import StoreCatalogue
from events.merge import merge
from events.store.store import Store
from tests.events.store import load


def kept(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("index*"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    add(made, 1)
    return made


def add(store: Store, number: int) -> None:
    told = load.article(number)
    reports = load.reports(told)
    with store.writing() as writing:
        writing.put_article(told, source="sample", notices=(), extractor="sample 1")
        writing.replace_reports(told.id, reports)
        writing.put_events(merge(reports), {told.id: told.publisher})


def test_the_index_of_a_state_is_built_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(StoreCatalogue(store, tmp_path).desk().index) == 1
    monkeypatch.setattr(catalogue, "build", None)
    assert len(StoreCatalogue(store, tmp_path).desk().index) == 1


def test_one_index_is_kept_and_that_of_another_state_goes(store: Store, tmp_path: Path) -> None:
    one = StoreCatalogue(store, tmp_path)
    one.desk()
    before = kept(tmp_path)
    add(store, 2)
    assert len(one.desk().index) == 2
    assert len(kept(tmp_path)) == len(before) == 1
    assert kept(tmp_path) != before


def test_a_damaged_index_is_built_anew(store: Store, tmp_path: Path) -> None:
    StoreCatalogue(store, tmp_path).desk()
    (file,) = tmp_path.glob("index*.npz")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert len(StoreCatalogue(store, tmp_path).desk().index) == 1
    assert len(file.read_bytes()) == len(whole)
