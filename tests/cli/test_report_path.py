"""`--report` replaces only earlier reports, no other files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeback.cli.app import timeback
from timeback.errors import InvalidRequestError
from timeback.migration import Migration, Report, write_html
from timeback.migration.reporting import html_report as html_page
from timeback.sandbox import Sandbox

Run = Callable[..., Result]
OLDER = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'


@pytest.fixture(scope="module")
def staging() -> Iterator[Sandbox]:
    with Sandbox(users=5, seed=5) as box:
        yield box


@pytest.fixture
def other() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def run(staging: Sandbox, other: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    config = tmp_path / "profiles.toml"
    config.write_text(f'[one]\napi_url = "{staging.url}"\nclient_id = "one"\n', encoding="utf-8")
    config.chmod(0o600)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(config))

    def invoke(*arguments: str) -> Result:
        environment = {
            f"TIMEBACK_{name}_{setting}": value
            for name, box in (("STAGING", staging), ("PRODUCTION", other))
            for setting, value in (
                ("API_URL", box.url),
                ("CLIENT_ID", box.client_id),
                ("CLIENT_SECRET", box.client_secret),
            )
        }
        return CliRunner().invoke(timeback, arguments, env=environment, prog_name="timeback")

    return invoke


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check_refused(run: Run, other: Sandbox, folder: Path, *arguments: str) -> None:
    before, asked = content(folder), len(other.requests)
    refused = run(*arguments)
    assert refused.exit_code == 2, refused.output
    assert "--report" in refused.stderr
    assert content(folder) == before
    assert len(other.requests) == asked


@pytest.mark.parametrize("ending", ["", ".lock", "-wal", "-shm"])
@pytest.mark.parametrize("exists", [False, True])
def test_a_report_is_not_a_file_of_the_journal(
    run: Run, other: Sandbox, tmp_path: Path, ending: str, exists: bool
) -> None:
    if exists:
        # A new journal and its lock may be empty.
        (tmp_path / f"j.db{ending}").touch()
    report = f"./sub/../j.db{ending}"
    (tmp_path / "sub").mkdir()
    arguments = "migrate", "staging", "production", "--yes", "--journal", "j.db", "--report", report
    check_refused(run, other, tmp_path, *arguments)


def test_a_report_is_not_the_bundle_of_an_import_or_export(run: Run, other: Sandbox, tmp_path: Path) -> None:
    assert run("export", "staging", "district.zip", "--entities", "orgs").exit_code == 0
    check_refused(run, other, tmp_path, "import", "district.zip", "production", "--yes", "--report", "district.zip")
    os.link(tmp_path / "district.zip", tmp_path / "linked.html")
    check_refused(run, other, tmp_path, "import", "district.zip", "production", "--yes", "--report", "linked.html")
    check_refused(run, other, tmp_path, "migrate", "staging", "out.zip", "--report", "out.zip")
    check_refused(run, other, tmp_path, "export", "staging", "out.zip", "--report", "out.zip")
    check_refused(run, other, tmp_path, "export", "staging", "out", "--report", "out")
    check_refused(run, other, tmp_path, "export", "staging", "out", "--report", "out/report.html")


def test_a_report_is_not_the_file_of_profiles(run: Run, other: Sandbox, tmp_path: Path) -> None:
    arguments = "migrate", "staging", "production", "--yes", "--report", "profiles.toml"
    check_refused(run, other, tmp_path, *arguments)
    (tmp_path / "profiles.toml").unlink()
    check_refused(run, other, tmp_path, *arguments)


@pytest.mark.parametrize("report", ["", "missing/report.html", "notes.txt", "page.html", "folder", "link.html"])
def test_a_report_replaces_nothing_else(run: Run, other: Sandbox, tmp_path: Path, report: str) -> None:
    (tmp_path / "notes.txt").write_text("notes of a user")
    (tmp_path / "page.html").write_text("<!doctype html><html><title>Migration report</title><body>mine</body></html>")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.html").symlink_to("notes.txt")
    check_refused(run, other, tmp_path, "migrate", "staging", "production", "--yes", "--report", report)


def test_an_older_report_and_an_empty_file_are_replaced(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.touch()
    for _ in range(2):
        moved = run("migrate", "staging", "production", "--yes", "--entities", "orgs", "--report", "report.html")
        assert moved.exit_code == 0, moved.output
        assert "Migration report" in path.read_text(encoding="utf-8")


def test_write_html_replaces_reports_only(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("notes of a user")
    with pytest.raises(InvalidRequestError, match=r"report\.html"):
        write_html(Report(), path)
    assert path.read_text() == "notes of a user"
    with pytest.raises(InvalidRequestError, match="empty"):
        write_html(Report(), "")
    # The beginning of reports of older versions, without a generator in the head.
    path.write_bytes(f"{OLDER}<title>Migration report</title><style>{html_page.STYLE}</style><body>\n".encode())
    for _ in range(2):
        write_html(Report(), path)
        assert "generator" in path.read_text(encoding="utf-8")


def test_a_file_that_appears_during_the_run_is_kept(staging: Sandbox, other: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with staging.client() as source, other.client() as target:
        report = Migration(source, target, ["orgs"]).run()
    path.write_bytes(b"SQLite format 3\0")
    with pytest.raises(InvalidRequestError, match="SQLite"):
        write_html(report, path)
    assert path.read_bytes() == b"SQLite format 3\0"
