"""The HTML report of a migration in a real browser: on a desk, on a phone and in print. Run by `make browser`."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from timeback.migration import LeftOutReference, Report, RunDetails, Tally, write_html

from .driver import BROWSERS, DRIVERS, Browser, browser, find

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror='document.title=1'>"
LONG = "a-very-long-id-without-a-space-" * 6


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "move.html"
    report = Report(
        by_entity={
            "orgs": Tally(created=12),
            "categories": Tally(),
            "users": Tally(created=5_000, updated=20, unchanged=300, skipped=4, failed=2, unknown=1, deleted=3),
            "results": Tally(),
        },
        failed=[("users", HOSTILE), ("users", LONG)],
        reasons={("users", HOSTILE): HOSTILE, ("users", LONG): "the target rejected the property email"},
        left_out=[
            LeftOutReference(
                entity="users", sourced_id=LONG, path="agents[0]", collection="users", referenced_id="u1", reason=LONG
            )
        ],
        journal=Path("move.db"),
        details=RunDetails(
            source="staging (api.staging.example.org)",
            target=f"CSV bundle {HOSTILE}.zip",
            started=datetime(2026, 1, 31, tzinfo=UTC),
            version="1.0",
            chosen={"entities": "all", "organisations": LONG},
        ),
    )
    write_html(report, path, {("users", LONG): HOSTILE})
    return path


@pytest.fixture(scope="module")
def window(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium, driver = find(BROWSERS), find(DRIVERS)
    if chromium is None or driver is None:
        pytest.fail("no Chromium with its driver; install them (Debian, Ubuntu: apt install chromium chromium-driver)")
    with browser(chromium, driver, tmp_path_factory.mktemp("browser")) as found:
        found.open(page.as_uri())
        yield found


def test_the_report_opens_from_the_disk(window: Browser) -> None:
    assert window.text("h1") == "Migration report"
    assert str(window.run("return document.title")).startswith("Migration report: staging")
    assert window.count("img, script, link") == 0
    assert HOSTILE in window.text("body")
    assert window.complaints() == []
    # The tags of the head are left out, as HTML allows; it has everything before the body.
    assert window.run("return document.head.querySelectorAll('meta, style, title').length") == 7
    assert window.run("return document.compatMode") == "CSS1Compat"


def test_rows_of_zeros_open_on_a_click(window: Browser) -> None:
    hidden = "return document.querySelector('details p').checkVisibility({contentVisibilityAuto: true})"
    assert window.run("return document.querySelector('details').open") is False
    assert window.run(hidden) is False
    window.click("//summary")
    assert window.text("details p") == "categories, results"
    window.click("//summary")


@pytest.mark.parametrize("pixels", [320, 390, 768, 961, 1280])
def test_nothing_is_wider_than_the_screen(window: Browser, pixels: int) -> None:
    window.width(pixels)
    assert window.run("return document.documentElement.scrollWidth") <= pixels
    heading = window.run("return getComputedStyle(document.querySelector('thead')).display")
    assert (heading == "none") is (pixels < 960)


def test_it_can_be_printed(window: Browser) -> None:
    printed = base64.b64decode(window.call("POST", "/print", {"background": True}))
    assert printed.startswith(b"%PDF-")
    window.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"media": "print"}})
    assert window.run("return getComputedStyle(document.body).maxWidth") == "none"
    window.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"media": ""}})
