"""The HTML report: what it says about the run, its form, and that hostile texts stay texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from timeback import F, __version__
from timeback._spec import entities as catalog
from timeback.cli.app import timeback
from timeback.migration import LeftOutReference, Migration, Report, RunDetails, Tally, write_html
from timeback.migration.reporting.html_report import render_html
from timeback.migration.reporting.run_details import describe_filter
from timeback.parquet import ParquetFolder
from timeback.sandbox import Sandbox

VOID = {"meta", "br"}
KEY = "a key that nobody else knows"


class Page(HTMLParser):
    """Checks that each element is closed in order, and collects elements and visible text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), "an attribute is there twice"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    @property
    def text(self) -> str:
        return " ".join(" ".join(data for tag, data in self.texts if tag != "style").split())

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}


def facts(text: str) -> dict[str, str]:
    """The facts about the run, without markup."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text)
    return {name: Page(value).text for name, value in found}


@pytest.fixture(scope="module")
def staging() -> Iterator[Sandbox]:
    with Sandbox(users=20, seed=3) as box:
        yield box


@pytest.fixture
def production() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


def test_the_report_says_what_was_run(staging: Sandbox, production: Sandbox, tmp_path: Path) -> None:
    before = datetime.now(UTC)
    with staging.client(environment="staging") as source, production.client(environment="production") as target:
        school = source.rostering.orgs.first(filter_expr=F.type == "school")
        assert school is not None
        migration = Migration(
            source,
            target,
            ["orgs", "users"],
            {"users": (F.role == "student") & (F.family_name != "O'Hara")},
            datetime(2001, 2, 3, tzinfo=UTC),
            on_conflict="update",
            journal=tmp_path / "move.db",
            schools=[school.sourced_id],
            sample=5,
        )
        report = migration.run()
    details = report.details
    assert details is not None
    assert before <= details.started <= datetime.now(UTC)
    text = render_html(report, {})
    assert facts(text) == {
        "source": f"staging (127.0.0.1:{staging.url.rpartition(':')[2]})",
        "target": f"production (127.0.0.1:{production.url.rpartition(':')[2]})",
        "date": f"{details.started:%Y-%m-%d %H:%M:%S} UTC",
        "kind of run": "migration",
        "journal": "move.db",
        "entities": "orgs, users",
        "organisations": school.sourced_id,
        "filter of users": "role='student' AND familyName!='…'",
        "modified since": "2001-02-03 00:00:00 UTC",
        "sample": "at most 5 objects of each entity",
        "objects that differ on the target": "updated",
        "version": f"timeback-client {__version__}",
    }
    assert str(tmp_path) not in text
    assert "Hara" not in text
    assert f"production (127.0.0.1:{production.url.rpartition(':')[2]}), {details.started:%Y-%m-%d}" in Page(text).text


def test_ids_are_pseudonyms_if_the_objects_have_them(staging: Sandbox, production: Sandbox) -> None:
    with staging.client() as source, production.client() as target:
        school = source.rostering.orgs.first(filter_expr=F.type == "school")
        assert school is not None
        report = Migration(
            source,
            target,
            ["orgs"],
            {"orgs": F.sourced_id == school.sourced_id},
            dry_run=True,
            orgs=[school.sourced_id],
            root_org=school.sourced_id,
            pseudonymize=KEY,
            with_dependencies=False,
            include_deleted=True,
        ).run()
    text = render_html(report, {})
    found = facts(text)
    assert found["personal data"] == "replaced by pseudonyms"
    assert found["kind of run"] == "dry run"
    assert found["objects that the chosen ones refer to"] == "not migrated"
    assert found["objects that are marked as deleted"] == "migrated"
    assert found["filter of orgs"] == "sourcedId='…'"
    assert found["organisations"] == found["root organisation"] != school.sourced_id
    assert school.sourced_id not in text
    assert KEY not in text


def test_files_are_named_without_their_folder(staging: Sandbox, tmp_path: Path) -> None:
    bundle, folder = tmp_path / "district.zip", tmp_path / "tables"
    with staging.client() as source:
        texts = [
            render_html(Migration(source, target, ["orgs"]).run(), {}) for target in (bundle, ParquetFolder(folder))
        ]
        with Sandbox() as empty, empty.client() as target:
            again = Migration(bundle, target, ["orgs"], source_name="district", skip_invalid=True).run()
            texts.append(render_html(again, {}))
    assert facts(texts[0])["target"] == "CSV bundle district.zip"
    assert facts(texts[1])["target"] == "Parquet files tables"
    assert facts(texts[2])["source"] == "CSV bundle district.zip"
    assert facts(texts[2])["name of the source"] == "district"
    assert facts(texts[2])["invalid rows"] == "skipped"
    assert not any(str(tmp_path) in text for text in texts)


@pytest.mark.parametrize(
    ("entity", "condition", "shown"),
    [
        ("users", "role='teacher' OR roles.role='aide'", "role='teacher' OR roles.role='aide'"),
        ("users", "email~'@example.org'", "email~'…'"),
        ("users", "givenName = 'O''Hara' AND status='active'", "givenName = '…' AND status='active'"),
        ("users", "dateLastModified>='2025-01-01'", "dateLastModified>='2025-01-01'"),
        ("demographics", "birthDate>'2010-01-01'", "birthDate>'…'"),
        ("users", "unknown='Zoë'", "unknown='…'"),
        ("users", "Zoë", "'…'"),
        ("users", "role='student' Zoë", "'…'"),
        ("users", "role='student", "'…'"),
        ("assessmentItems", "title='Zoë'", "title='…'"),
    ],
)
def test_a_filter_shows_no_personal_value(entity: str, condition: str, shown: str) -> None:
    assert describe_filter((catalog.roster() | catalog.content())[entity], condition) == shown


@pytest.mark.slow
def test_rows_of_zeros_are_folded(staging: Sandbox, production: Sandbox) -> None:
    with staging.client() as source, production.client() as target:
        report = Migration(source, target).run()
    text = render_html(report, {})
    empty = [entity for entity, tally in report.by_entity.items() if not tally.total]
    full = [entity for entity, tally in report.by_entity.items() if tally.total]
    assert empty
    assert full
    folded = re.search("<details><summary>(.*?)</summary><p>(.*?)</p></details>", text)
    assert folded is not None
    assert folded[1] == f"{len(empty)} entities without objects"
    assert folded[2].split(", ") == empty
    assert re.findall("<tr><td><strong>(.*?)</strong>", text) == full
    # An outcome that no object has is no column.
    assert re.findall("<th scope[^>]*>(.*?)</th>", text) == ["entity", "", "total", "created"]


def hostile(text: str) -> tuple[Report, dict[tuple[str, str], str]]:
    """A report with a text in every place where a text from elsewhere can be."""
    details = RunDetails(
        source=text, target=text, started=datetime(2026, 1, 31, tzinfo=UTC), version="1", chosen={"entities": text}
    )
    left_out = LeftOutReference(
        entity=text, sourced_id=text, path=text, collection=text, referenced_id=text, reason=text
    )
    report = Report(
        by_entity={"users": Tally(failed=1), text: Tally(), "orgs": Tally(created=3)},
        failed=[("users", text)],
        reasons={("users", text): text},
        left_out=[left_out],
        hosts={text: 1},
        not_carried={text: 2},
        not_served={text: "source"},
        detached_orgs=(text,),
        journal=Path("folder", text.replace("/", "") or "x"),
        details=details,
    )
    return report, {("users", text): text}


ATTACKS = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>' style='x",
    "</title></style></table><h1>",
    "<!--",
    "&lt;b&gt; &amp; &#x3c;",
    "\x00\x1b[2J\x85\ud800",
    "\u202eright to left\u2066",
    "]]>{{x}}${y}",
]


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_a_hostile_text_stays_a_text(attack: str) -> None:
    report, names = hostile(attack)
    text = render_html(report, names)
    page, harmless = Page(text), Page(render_html(*hostile("HARMLESS")))
    assert page.elements == harmless.elements
    assert not {"script", "img", "a", "link", "iframe", "form"} & page.tags()
    shown = "".join(
        "\N{REPLACEMENT CHARACTER}" if re.match(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", c) else c for c in attack
    )
    # The name of a file has no slash.
    places = harmless.text.count("HARMLESS") - ("/" in attack)
    assert page.text.count(" ".join(shown.split())) == places
    text.encode("utf-8")


@given(st.text(st.characters(exclude_categories=[]), max_size=12))
def test_any_text_keeps_the_page_well_formed(text: str) -> None:
    report, names = hostile(text)
    Page(render_html(report, names)).text.encode("utf-8")


def test_the_page_stands_alone_and_fits_a_phone() -> None:
    text = render_html(*hostile("x"))
    page = Page(text)
    metas: list[dict[str, Any]] = [attributes for tag, attributes in page.elements if tag == "meta"]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in metas
    (policy,) = (one["content"] for one in metas if one.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"\b(src|href|srcset|action)=|url\(|@import|https?:", text)
    assert "@media print" in text
    assert "@media screen and (max-width:" in text
    # On a phone the headings are hidden, so each cell has its label.
    for tag, attributes in page.elements:
        if tag == "td" and "n" in (attributes.get("class") or "").split():
            assert attributes["data-label"]


def test_a_report_that_is_not_of_a_migration_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    for _ in range(2):
        write_html(Report(by_entity={"users": Tally(created=1)}), path)
    page = Page(path.read_text(encoding="utf-8"))
    assert page.text.startswith("Migration report Migration report 1 objects processed")
    assert "<details>" not in path.read_text(encoding="utf-8")


def test_the_command_writes_it(staging: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in (
        ("API_URL", staging.url),
        ("CLIENT_ID", staging.client_id),
        ("CLIENT_SECRET", staging.client_secret),
    ):
        monkeypatch.setenv(f"TIMEBACK_STAGING_{name}", value)
    arguments = ["export", "staging", "out.zip", "--entities", "orgs", "--report", "out.html"]
    done = CliRunner().invoke(timeback, arguments, prog_name="timeback")
    assert done.exit_code == 0, done.output
    found = facts((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert found["source"].startswith("staging (")
    assert (found["target"], found["journal"], found["entities"]) == ("CSV bundle out.zip", "none", "orgs")


@pytest.mark.parametrize(
    ("tally", "line"),
    [
        (Tally(created=1, unknown=2, failed=12), "Moved 1 object in 0.0 s; 14 failed or unknown"),
        (Tally(created=1500, updated=2, unchanged=3, skipped=4), "Moved 1,505 objects in 0.0 s"),
        (Tally(failed=14), "Moved 0 objects in 0.0 s; 14 failed or unknown"),
    ],
)
def test_objects_that_failed_are_not_counted_as_moved(tally: Tally, line: str) -> None:
    failed = [("users", f"u{number}") for number in range(tally.failed + tally.unknown)]
    report = Report(by_entity={"users": tally}, failed=failed)
    assert str(report).splitlines()[0] == line
    would = str(Report(by_entity={"users": tally}, failed=failed, dry_run=True)).splitlines()[0]
    assert would == line.replace("Moved", "Would move")
