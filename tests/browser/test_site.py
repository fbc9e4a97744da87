"""The built documentation in a real browser, including its JavaScript search. Run by `make browser`."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .driver import BROWSERS, DRIVERS, Browser, browser, find

pytestmark = pytest.mark.browser
pytest.importorskip("mkdocs", reason="mkdocs comes with requirements/docs.txt")

REPOSITORY = Path(__file__).parents[2]
FETCHED = re.compile(r"<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=[\"']?((?:https?:)?//[^\"'\s>]+)")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(place)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(build, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="module")
def window(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium, driver = find(BROWSERS), find(DRIVERS)
    if chromium is None or driver is None:
        pytest.fail("no Chromium with its driver; install them (Debian, Ubuntu: apt install chromium chromium-driver)")
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server,
        browser(chromium, driver, tmp_path_factory.mktemp("browser")) as found,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        found.open(f"http://127.0.0.1:{server.server_port}/index.html")
        yield found
        server.shutdown()


@pytest.mark.parametrize(
    ("words", "page"),
    [("modified_since", "reference/collections.html"), ("kill resume journal", "how-to/migrate.html")],
)
def test_search_finds_the_page(window: Browser, words: str, page: str) -> None:
    window.run("location.href = new URL('/index.html', location.href)")
    window.wait(lambda: window.text("h1").startswith("TimeBack client"))
    window.run("document.querySelector('input.md-search__input').focus()")
    window.type("//input[contains(@class, 'md-search__input')]", words)
    window.wait(lambda: window.count(".md-search-result__item a") > 0)
    found = window.run("return [...document.querySelectorAll('.md-search-result__item a')].map(a => a.pathname)")
    assert f"/{page}" in found
    window.run(f"document.querySelector('.md-search-result__item a[href*=\"{page}\"]').click()")
    window.wait(lambda: str(window.run("return location.pathname")).endswith(page))


def test_nothing_is_loaded_from_other_hosts(window: Browser) -> None:
    window.run("location.href = new URL('/layers.html', location.href)")
    window.wait(lambda: window.text("h1").startswith("Layers"))
    window.wait(lambda: window.run("return document.querySelector('img').naturalWidth > 0"))
    asked = window.run("return performance.getEntriesByType('resource').map(entry => new URL(entry.name).host)")
    assert set(asked) == {window.run("return location.host")}
    assert window.complaints() == []


def test_no_page_references_other_hosts(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 60
    for page in pages:
        assert FETCHED.findall(page.read_text(encoding="utf-8")) == [], page.relative_to(site)
