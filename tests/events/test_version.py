import tomllib
from pathlib import Path

from events import version
from events.version import PROGRAM, steps


def test_the_program_has_the_version_of_its_project_file():
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    assert f"{project['name']} {project['version']}" == PROGRAM


def test_each_step_has_a_version():
    assert steps()["program"] == PROGRAM
    assert steps()["parser"].startswith("spaCy 3.")


def test_other_data_are_another_version(tmp_path, monkeypatch):
    monkeypatch.setattr(version, "_ROOT", tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.tsv").write_text("one")
    first = version._digest(("a",))
    assert version._digest(("a",)) == first
    (tmp_path / "a" / "x.tsv").write_text("two")
    assert version._digest(("a",)) != first
    assert {"places", "events"} <= set(steps())
