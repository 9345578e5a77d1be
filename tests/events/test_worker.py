"""Work is done in order, once an answer, whoever does it and whatever befalls them."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from distributed import LocalCluster

from events import pipeline, worker
from events.article import Article
from events.source.intake import Intake
from events.store.store import Store
from events.worker import Alone, Cluster, Cores, Crew, WorkerError
from tests.events.workplace import add_up, die_at_seven, die_once, fail_at_five, name_yourself

JOBS = [(f"job {i}", i) for i in range(1, 20)]


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made


@pytest.mark.parametrize("kind", ["alone", "cores", "cluster"])
def test_answers_come_in_the_order_of_the_jobs(kind: str, request: pytest.FixtureRequest) -> None:
    crew = crew_of(kind, request)
    jobs = [*JOBS[:4], ("nothing to do", None), *JOBS[4:]]
    expected = [(key, None if i is None else i + 1) for key, i in jobs]
    assert list(crew.work(add_up, jobs)) == expected
    assert list(crew.work(add_up, [])) == []


@pytest.mark.parametrize("kind", ["alone", "cores", "cluster"])
def test_a_job_that_fails_costs_no_other(kind: str, request: pytest.FixtureRequest) -> None:
    answers = dict(crew_of(kind, request).work(fail_at_five, JOBS))
    failure = answers.pop("job 5")
    assert isinstance(failure, ValueError)
    assert str(failure) == "no fives"
    assert answers == {key: i for key, i in JOBS if i != 5}


def crew_of(kind: str, request: pytest.FixtureRequest) -> Crew:
    if kind == "cluster":
        return Cluster(request.getfixturevalue("cluster").scheduler_address)
    return Alone() if kind == "alone" else Cores(2)


def test_a_job_that_kills_its_process_costs_no_other() -> None:
    answers = list(Cores(2).work(die_at_seven, JOBS))
    assert [key for key, _ in answers] == [key for key, _ in JOBS]
    assert isinstance(dict(answers)["job 7"], Exception)
    assert [answer for key, answer in answers if key != "job 7"] == [i for _, i in JOBS if i != 7]


def test_a_process_that_dies_by_chance_is_replaced(tmp_path: Path) -> None:
    jobs = [(i, (i, str(tmp_path / "died"))) for i in range(12)]
    assert [answer for _, answer in Cores(2).work(die_once, jobs)] == list(range(12))
    assert (tmp_path / "died").exists()


def test_processes_are_replaced_after_their_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SERVICE", 5)
    pids = [answer for _, answer in Cores(1).work(name_yourself, JOBS[:12])]
    assert [len(set(pids[i : i + 5])) for i in (0, 5, 10)] == [1, 1, 1]
    assert len(set(pids)) == 3


def test_jobs_are_taken_no_further_ahead_than_needed() -> None:
    taken: list[int] = []

    def jobs():  # type: ignore[no-untyped-def]
        for i in range(1000):
            taken.append(i)
            yield i, i

    answers = Cores(2).work(add_up, jobs())
    assert next(answers) == (0, 1)
    assert len(taken) <= 2 * worker.AHEAD
    answers.close()  # type: ignore[attr-defined]


def test_a_wrong_number_or_address_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PATIENCE", "1s")
    with pytest.raises(ValueError, match="write 1 or more"):
        Cores(0)
    with pytest.raises(WorkerError, match="No Dask scheduler answers at"):
        list(Cluster("tcp://127.0.0.1:9").work(add_up, JOBS))


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = "from tests.events.workplace import hold_on; hold_on()"
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    assert parent.stdout is not None
    pids = {int(parent.stdout.readline()) for _ in range(2)}
    assert len(pids - {parent.pid}) == 2
    parent.kill()
    parent.wait()
    # They hold the pipe open as long as they live.
    assert select.select([parent.stdout], [], [], 30)[0]
    assert not parent.stdout.read()


PLACES = ("Kharkiv", "Goma", "Aleppo", "Sumy", "Kabul", "Mosul")


def told(count: int) -> list[Intake]:
    """Return articles with an event each."""
    texts = (
        f"A strike killed {i + 2} people in {PLACES[i % 6]} on {i % 28 + 1} April 2025."
        for i in range(count)
    )
    return [Intake(article=Article(text=text), source=f"{i}.txt") for i, text in enumerate(texts)]


def held(store: Store) -> dict[str, object]:
    """Return what a store holds of each article, and that it holds it once."""
    reports = [r for row in store.event_rows() for r in store.reports(row.id)]
    assert len({report.id for report in reports}) == len(reports)
    return {
        kept.article.id: sorted(r.id for r in reports if r.article_id == kept.article.id)
        for kept in store.articles()
    }


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('alone') / 'store.sqlite3'}")
    assert {result.outcome for result in pipeline.ingest(store, told(30))} == {"added"}
    found = held(store)
    store.close()
    return found


def test_two_processes_store_what_one_does(tmp_path: Path, expected: dict[str, object]) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    inputs = [*told(30), *told(3)]
    outcomes = [result.outcome for result in pipeline.ingest(store, inputs, Cores(2))]
    assert outcomes == ["added"] * 30 + ["unchanged"] * 3
    assert held(store) == expected


def test_stopped_or_killed_the_next_run_goes_on(
    tmp_path: Path, expected: dict[str, object]
) -> None:
    folder, url = tmp_path / "articles", f"sqlite:///{tmp_path / 'store.sqlite3'}"
    folder.mkdir()
    for number, item in enumerate(told(30)):
        (folder / f"{number:02}.txt").write_text(item.article.text)
    chance, before = random.Random(6), 0
    for how in (signal.SIGKILL, signal.SIGINT, None):
        run = subprocess.Popen(
            [sys.executable, "-m", "events", "ingest", "--workers", "2", str(folder)],
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"DISPATCH_DB": url, "DISPATCH_DATA": str(tmp_path)},
        )
        assert run.stderr is not None
        # Each input is a line: the run is stopped at a moment between two of them.
        for _ in range(before + chance.randrange(1, 8) if how else 0):
            run.stderr.readline()
        if how:
            run.send_signal(how)
        said = run.stderr.read()
        code = {signal.SIGKILL: -signal.SIGKILL, signal.SIGINT: 130, None: 0}[how]
        assert run.wait() == code, said
        store = Store.open(url)
        found = held(store)
        store.close()
        assert len(found) >= before
        assert found.items() <= expected.items()
        before = len(found)
    assert found == expected


def test_a_cluster_that_loses_a_worker_stores_each_article_once(
    tmp_path: Path, cluster: LocalCluster, expected: dict[str, object]
) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    victim = next(iter(cluster.workers.values())).pid
    outcomes = []
    for number, result in enumerate(
        pipeline.ingest(store, told(30), Cluster(cluster.scheduler_address))
    ):
        outcomes.append(result.outcome)
        if number == 8:
            os.kill(victim, signal.SIGKILL)
    assert outcomes == ["added"] * 30
    assert held(store) == expected
    again = pipeline.ingest(store, told(30), Cluster(cluster.scheduler_address))
    assert {result.outcome for result in again} == {"unchanged"}
    assert held(store) == expected


def test_a_worker_with_another_version_of_the_program_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    monkeypatch.setattr(pipeline, "EXTRACTOR", "another 2.0")
    with pytest.raises(WorkerError, match="another version"):
        list(pipeline.ingest(store, told(1), Cores(1)))
    assert not store.counts().articles
