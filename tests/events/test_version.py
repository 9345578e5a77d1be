import tomllib
from pathlib import Path

from events.version import PROGRAM, steps


def test_the_program_has_the_version_of_its_project_file():
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    assert f"{project['name']} {project['version']}" == PROGRAM


def test_each_step_has_a_version():
    assert steps()["program"] == PROGRAM
    assert steps()["parser"].startswith("spaCy 3.")
