"""Files for the hosting service: workflows, placeholders, templates and code owners."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from installation_lines import rewritten

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
MAJOR = re.compile(r"[\w-]+/[\w-]+@(v\d+|release/v\d+)")


def workflow(path: Path) -> dict[Any, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in workflow(path)["jobs"].values() for step in job.get("steps", [])]


def test_there_are_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "publish.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_is_complete(path: Path) -> None:
    loaded = workflow(path)
    # YAML 1.1 reads the key `on` as true.
    assert {"name", True, "permissions", "jobs"} <= set(loaded)
    assert loaded["permissions"] == {"contents": "read"}
    for name, job in loaded["jobs"].items():
        assert "uses" in job or {"runs-on", "steps", "timeout-minutes"} <= set(job), name
        needed = job.get("needs", [])
        assert ({needed} if isinstance(needed, str) else set(needed)) <= set(loaded["jobs"])
        for step in job.get("steps", []):
            assert ("uses" in step) != ("run" in step), step


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_calls_targets_that_exist(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    called = [
        word for step in steps(path) for word in re.findall(r"^make ([a-z-]+)", step.get("run", ""), re.MULTILINE)
    ]
    assert called
    for target in called:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{path.name}: no target {target}"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_major_version(path: Path) -> None:
    for step in steps(path):
        if "uses" in step:
            assert MAJOR.fullmatch(step["uses"]), step["uses"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_uses_no_secret(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "password" not in text


def test_continuous_integration_covers_versions_and_systems() -> None:
    jobs = workflow(GITHUB / "workflows" / "ci.yml")["jobs"]
    matrix = jobs["test"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert {system.partition("-")[0] for system in matrix["os"]} == {"ubuntu", "macos", "windows"}
    called = {word for step in steps(GITHUB / "workflows" / "ci.yml") for word in step.get("run", "").split()}
    assert {"test", "check", "docs"} <= called


def test_only_the_job_that_publishes_may_request_an_identity_token() -> None:
    jobs = workflow(GITHUB / "workflows" / "publish.yml")["jobs"]
    assert [name for name, job in jobs.items() if job.get("permissions", {}).get("id-token") == "write"] == ["publish"]
    assert jobs["publish"]["needs"] == "build"
    assert jobs["build"]["needs"] == "ci"


def test_every_file_uses_the_same_placeholders() -> None:
    table = tomllib.loads((GITHUB / "placeholders.toml").read_text(encoding="utf-8"))
    assert set(table["values"]) == set(table["files"])
    for name, files in table["files"].items():
        for file in files:
            assert table["values"][name] in (ROOT / file).read_text(encoding="utf-8"), f"{file} lacks {name}"


def test_every_file_with_a_placeholder_is_listed() -> None:
    table = tomllib.loads((GITHUB / "placeholders.toml").read_text(encoding="utf-8"))
    listed = {file for files in table["files"].values() for file in files}
    sign = re.compile(r"placeholder\.invalid|@placeholder-")
    candidates = [path for path in GITHUB.rglob("*") if path.is_file()]
    candidates += [path for path in ROOT.iterdir() if path.suffix in {".md", ".toml", ".yml"}]
    candidates += ROOT.joinpath("docs").rglob("*.md")
    found = {
        path.relative_to(ROOT).as_posix()
        for path in candidates
        # The address that a page clones from is written by a script, and is gone in a release.
        if sign.search(rewritten(path.read_text(encoding="utf-8"), released=True, clone_from=""))
        and path.name != "placeholders.toml"
    }
    assert found == listed


@pytest.mark.parametrize("path", sorted(GITHUB.glob("ISSUE_TEMPLATE/*.yml")), ids=lambda path: path.stem)
def test_issue_templates_are_valid(path: Path) -> None:
    loaded = workflow(path)
    if path.stem == "config":
        assert all({"name", "url", "about"} <= set(link) for link in loaded["contact_links"])
        return
    assert {"name", "description", "body"} <= set(loaded)
    kinds = {element["type"] for element in loaded["body"]}
    assert kinds <= {"markdown", "textarea", "input", "dropdown", "checkboxes"}
    ids = [element["id"] for element in loaded["body"] if "id" in element]
    assert len(ids) == len(set(ids))


def test_links_of_the_hosting_files_exist() -> None:
    for path in (ROOT / "SECURITY.md", GITHUB / "pull_request_template.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
        assert links
        assert [link for link in links if not (path.parent / link).exists()] == []
