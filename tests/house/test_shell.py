"""What stands in the project's own files: no machine's paths, no registry, commands that exist."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

import dev
from tests.house.tree import ROOT, files

MACHINE = re.compile(r"(?<![\w.*])/(?:home|root|Users|work|farm|mnt|srv)/\w|[A-Z]:\\Users")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|npmmirror\.com"
    r"|mirrors?\.\w+\.(?:com|cn|edu)"
)
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9._-]*)==\S+", re.MULTILINE)
README = (ROOT / "README.md").read_text("utf-8")


def project(path: str) -> dict[str, Any]:
    """A project file's content."""
    return tomllib.loads((ROOT / path).read_text("utf-8"))


def names(requirements: list[str]) -> set[str]:
    """The distributions that requirements name."""
    return {re.split(r"[^A-Za-z0-9._-]", requirement)[0] for requirement in requirements}


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern occurs in the project's text files."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files()
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").split("\n"), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_path_of_a_machine() -> None:
    assert lines_with(MACHINE) == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRY) == []


@pytest.mark.parametrize("text", ["see /" + "home/li/x", "C:" + r"\Users\li"])
def test_a_path_of_a_machine_is_recognised(text: str) -> None:
    assert MACHINE.search(text)


def test_the_lock_holds_every_declared_package_with_hashes_and_no_address() -> None:
    root, lock = project("pyproject.toml"), dev.LOCK.read_text("ascii")
    declared = names(root["project"]["dependencies"] + root["dependency-groups"]["dev"])
    assert declared - set(REQUIREMENT.findall(lock)) == set()
    assert "://" not in lock
    assert not re.search(r"^-", lock, re.MULTILINE)
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_house_needs_what_the_engine_needs() -> None:
    engine = project("engine/pyproject.toml")["project"]
    root = project("pyproject.toml")["project"]
    assert set(engine["dependencies"]) <= set(root["dependencies"])
    assert engine["requires-python"] == root["requires-python"]


def test_the_readme_shows_the_commands_that_exist() -> None:
    commands = set(re.findall(r"python3 dev\.py (\w+)", README))
    assert {"run", "test"} <= commands
    assert [name for name in sorted(commands) if f"\n{name} " not in (dev.__doc__ or "")] == []


def test_every_file_that_the_readme_links_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_continuous_integration_runs_the_tests_as_the_readme_says() -> None:
    assert "python3 dev.py test" in (ROOT / ".ci" / "run").read_text("ascii")


def test_every_published_json_is_read_as_json() -> None:
    for path in files():
        if path.suffix == ".json":
            json.loads(path.read_bytes())
