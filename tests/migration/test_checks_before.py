"""What a migration checks before anything moves: filters, ids, entities, paths and the journal."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from timeback import F
from timeback.cli.app import timeback
from timeback.errors import InvalidRequestError
from timeback.migration import Migration, Report
from timeback.sandbox import Sandbox

SEEN: dict[str, int] = {}
"""The number of requests before a test, by server."""
KEYS = {"client_id": "id", "client_secret": "sesame"}


@pytest.fixture(scope="module")
def staging() -> Iterator[Sandbox]:
    with Sandbox(users=30, seed=2, **KEYS) as box:
        yield box


@pytest.fixture(scope="module")
def production() -> Iterator[Sandbox]:
    with Sandbox(**KEYS) as box:
        yield box


@pytest.fixture(autouse=True)
def without_requests(staging: Sandbox, production: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(tmp_path / "none.toml"))
    for name, box in (("STAGING", staging), ("PRODUCTION", production)):
        monkeypatch.setenv(f"TIMEBACK_{name}_API_URL", box.url)
        monkeypatch.setenv(f"TIMEBACK_{name}_CLIENT_ID", box.client_id)
        monkeypatch.setenv(f"TIMEBACK_{name}_CLIENT_SECRET", box.client_secret)
        SEEN[box.url] = len(box.requests)


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(timeback, arguments, input=stdin, prog_name="timeback")


def migration(staging: Sandbox, production: Sandbox | Path | str, **options: Any) -> Migration:
    with staging.client() as source:
        if isinstance(production, Sandbox):
            with production.client(environment="production") as target:
                return Migration(source, target, **options)
        return Migration(source, production, **options)


def requests(box: Sandbox) -> list[Any]:
    return list(box.requests)[SEEN[box.url] :]


def writes(box: Sandbox) -> list[Any]:
    return [request for request in requests(box) if request.method != "GET" and "/ims/" in request.path]


FILTERS = [
    ({"users": "givename='x'"}, "Did you mean 'givenName'?"),
    ({"users": "role='student' AND famlyName='x OR givename=1'"}, "Did you mean 'familyName'?"),
    ({"users": "given_name='x'"}, "write givenName instead of given_name"),
    ({"users": "role=student"}, "write role='...'"),
    ({"users": F.givename == "x"}, "Did you mean 'givenName'?"),
    ({"userz": "role='student'"}, "did you mean 'users'?"),
]


@pytest.mark.parametrize(("filters", "told"), FILTERS)
def test_a_wrong_filter_is_told_without_a_request(
    staging: Sandbox, production: Sandbox, filters: dict[str, Any], told: str
) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        migration(staging, production, filters=filters)
    assert told in str(caught.value)
    assert not requests(staging)


def test_a_filter_of_an_entity_that_is_not_migrated(staging: Sandbox, production: Sandbox) -> None:
    with pytest.raises(InvalidRequestError, match="add users to entities"):
        migration(staging, production, entities=["orgs"], filters={"users": "role='student'"})


@pytest.mark.parametrize(
    "condition",
    [
        "role='student'",
        "org.sourcedId='a' OR role!='x'",
        "metadata.level='a'",
        "ext:room='7'",
        "familyName='it''s AND givename=1'",
        "dateLastModified>='2025-01-01' and status='active'",
    ],
)
def test_filters_that_are_right(staging: Sandbox, production: Sandbox, condition: str) -> None:
    name = "enrollments" if condition.startswith("org") else "users"
    condition = condition.replace("org.sourcedId", "user.sourcedId")
    migration(staging, production, filters={name: condition})


@pytest.mark.parametrize("command", ["migrate", "export"])
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--filter", "users:givename='x'"], "--filter: users: User has no property 'givename'. Did you mean"),
        (["--filter", "users:role=student"], "--filter: users: the value of role has no quotes"),
        (["--filter", "users:role='a'", "--filter", "users:role='b'"], "two filters"),
        (["--filter", "users:role='a'", "--entities", "orgs"], "add users to --entities"),
        (["--entities", "userz"], "--entities: 'userz' is not an entity; did you mean 'users'?"),
        (["--entities", ""], "--entities: the list is empty"),
        (["--entities", "assessmentItems"], "--qti"),
        (["--school", "org-school-1"], "--school: the source has no org with the sourcedId 'org-school-1'. Did you"),
        (["--org", "nowhere"], "--org: the source has no org with the sourcedId 'nowhere'. It has org-district"),
        (["--course", "course-nowhere-9"], "--course: the source has no course"),
        (["--report", "none/r.html"], "--report: r.html cannot be used as the report: its folder does not exist"),
        (["--report", "."], "is a directory"),
        (["--report", "notes.txt"], "it is a text file"),
    ],
)
def test_what_is_mistyped_moves_nothing(
    staging: Sandbox, production: Sandbox, tmp_path: Path, command: str, options: list[str], told: str
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    target = ["production", "--yes", "--journal", "move.db"] if command == "migrate" else ["out.zip"]
    result = run(command, "staging", *target, *options)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert told in result.stderr
    assert not writes(production)
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".zip", ".html")]
    if not {"--school", "--org", "--course"} & set(options):
        assert not requests(staging)
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("key", [None, pytest.param("k" * 32, marks=pytest.mark.slow)])
def test_an_id_that_the_source_lacks(staging: Sandbox, production: Sandbox, key: str | None) -> None:
    with pytest.raises(InvalidRequestError, match=r"^schools: the source has no org .*'org-school-9'\. Did you mean"):
        migration(staging, production, schools=["org-school-9"], pseudonymize=key).run()
    with pytest.raises(InvalidRequestError, match=r"^courses: "):
        migration(staging, production, courses=["x"], dry_run=True).run()
    assert not writes(production)
    report = migration(staging, production, schools=["org-school-001"], pseudonymize=key, dry_run=True).run()
    assert report.total > 0


def test_a_source_that_does_not_serve_organisations_is_not_asked(staging: Sandbox, tmp_path: Path) -> None:
    staging.faults.add("GET", "*/orgs*", status=404)
    report = migration(staging, tmp_path / "out.zip", orgs=["org-school-001"]).run()
    staging.faults.clear()
    assert report.total


def test_an_id_that_a_bundle_lacks(staging: Sandbox, production: Sandbox, tmp_path: Path) -> None:
    migration(staging, tmp_path / "d.zip", entities=["orgs", "courses"]).run()
    result = run("import", "d.zip", "production", "--yes", "--school", "org-school-9")
    assert (result.exit_code, "Did you mean 'org-school-001'?" in result.stderr) == (2, True), result.output
    assert not writes(production)


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("district.txt", "write district.zip, or district for a folder"),
        ("district.csv", "write district.zip, or district for a folder"),
        ("full", "exists"),
        ("file.zip", "exists"),
        ("none/d.zip", "folder does not exist"),
        ("", "empty"),
    ],
)
def test_a_path_that_is_no_new_bundle(staging: Sandbox, tmp_path: Path, name: str, told: str, dry_run: bool) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    (tmp_path / "file.zip").touch()
    with pytest.raises(InvalidRequestError, match=told):
        migration(staging, name, dry_run=dry_run)
    result = run("export", "staging", name, *["--dry-run"] * dry_run)
    assert (result.exit_code, result.stdout) == (2, "")
    assert not requests(staging)


@pytest.mark.parametrize("name", ["roster.2025", "roster-1.2", "lists.txt/", "empty.d"])
def test_names_of_folders(staging: Sandbox, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.d").mkdir()
    migration(staging, name, entities=["orgs"]).run()
    assert (tmp_path / name / "orgs.csv").exists()


def test_a_folder_that_is_not_writable(staging: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not by its mode, which does not hold for root.
    monkeypatch.setattr(os, "access", lambda path, mode, **_: False)
    with pytest.raises(InvalidRequestError, match="not writable"):
        migration(staging, tmp_path / "d.zip")
    result = run("export", "staging", "d.zip", "--report", "r.html")
    assert (result.exit_code, "--report: r.html" in result.stderr) == (2, True)
    assert "not writable" in result.stderr


@pytest.mark.parametrize("command", ["migrate", "verify", "undo", "import"])
@pytest.mark.parametrize("kind", ["text", "zip", "database", "other run"])
def test_a_file_that_is_no_journal_stays_as_it_was(
    staging: Sandbox, production: Sandbox, tmp_path: Path, command: str, kind: str
) -> None:
    file = tmp_path / "j.db"
    with staging.client() as source:
        Migration(source, tmp_path / "d.zip", ["orgs"]).run()
        if kind == "other run":
            with Sandbox(**KEYS) as other, other.client() as target:
                Migration(source, target, ["orgs"], journal=file).run()
    if kind == "text":
        file.write_text("my notes\n")
    elif kind == "zip":
        shutil.copy(tmp_path / "d.zip", file)
    elif kind == "database":
        import sqlite3

        db = sqlite3.connect(file)
        db.execute("CREATE TABLE mine (a)")
        db.commit()
        db.close()
    file.chmod(0o644)
    before = hashlib.sha256(file.read_bytes()).digest()
    arguments = {
        "migrate": ["migrate", "staging", "production", "--yes", "--journal", "j.db"],
        "verify": ["verify", "staging", "production", "--journal", "j.db"],
        "undo": ["undo", "j.db", "production", "--yes"],
        "import": ["import", "d.zip", "production", "--yes", "--journal", "j.db"],
    }[command]
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert "j.db" in result.stderr or "journal" in result.stderr
    assert hashlib.sha256(file.read_bytes()).digest() == before
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.zip", "j.db"]
    assert not writes(production)


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("names", [False, True])
def test_the_summary_is_printed_even_if_the_report_cannot_be_written(
    staging: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_json: bool, names: bool
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    original = Migration.run

    def run_and_remove(self: Migration) -> Report:
        report = original(self)
        folder.rmdir()
        return report

    monkeypatch.setattr(Migration, "run", run_and_remove)
    result = run("export", "staging", "d.zip", "--entities", "orgs", "--report", "reports/r.html",
                 *["--json"] * as_json, *["--with-names"] * names)  # fmt: skip
    assert result.exit_code == 1
    assert ('"total": ' if as_json else "orgs: created") in result.stdout
    assert "the report was not written: r.html" in result.stderr
    assert "Traceback" not in result.stderr
    assert (tmp_path / "d.zip").exists()


def test_nobody_confirms_what_is_mistyped(staging: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("migrate", "staging", "production", "--filter", "users:givename='x'", stdin="production\n")
    assert (result.exit_code, "givenName" in result.stderr) == (2, True)
    assert "--yes" not in result.stderr
