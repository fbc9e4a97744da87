"""The built documentation in a real browser, including its JavaScript search. Run by `make browser`."""

from __future__ import annotations

import functools
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


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    (place / "0.0.1").mkdir()
    (place / "0.0.1" / "index.html").write_text("<title>Older</title>", encoding="utf-8")
    build = [sys.executable, "scripts/build_docs.py", "--site", str(place)]
    done = subprocess.run(build, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium, driver = find(BROWSERS), find(DRIVERS)
    if chromium is None or driver is None:
        pytest.fail("no Chromium with its driver; install them (Debian, Ubuntu: apt install chromium chromium-driver)")
    with browser(chromium, driver, tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture(params=["server", "disk"])
def address(request: pytest.FixtureRequest, site: Path, server: str) -> str:
    """The address of the folder of all versions."""
    return server if request.param == "server" else site.as_uri()


@pytest.mark.parametrize(
    ("words", "page"),
    [("modified_since", "reference/collections.html"), ("kill resume journal", "how-to/migrate.html")],
)
def test_search_finds_the_page(window: Browser, address: str, words: str, page: str) -> None:
    window.open(f"{address}/dev/index.html")
    window.wait(lambda: window.text("h1").startswith("TimeBack client"))
    window.run("document.querySelector('input.md-search__input').focus()")
    window.type("//input[contains(@class, 'md-search__input')]", words)
    window.wait(lambda: window.count(".md-search-result__item a") > 0)
    found = window.run("return [...document.querySelectorAll('.md-search-result__item a')].map(a => a.pathname)")
    assert any(str(one).endswith(f"/dev/{page}") for one in found)
    window.run(f"document.querySelector('.md-search-result__item a[href*=\"{page}\"]').click()")
    window.wait(lambda: str(window.run("return location.pathname")).endswith(page))


def test_the_first_page_leads_to_a_version(window: Browser, address: str) -> None:
    window.open(f"{address}/index.html")
    window.wait(lambda: window.run("return document.title") == "Older")


def test_the_menu_leads_to_another_version(window: Browser, address: str) -> None:
    window.open(f"{address}/dev/how-to/migrate.html")
    window.wait(lambda: window.count("select.versions") == 1)
    assert window.run("return [...document.querySelectorAll('.versions option')].map(o => o.value)") == ["0.0.1", "dev"]
    assert window.run("return document.querySelector('.versions').value") == "dev"
    choose = "const menu = document.querySelector('.versions'); menu.value = '0.0.1';"
    window.run(f"{choose} menu.dispatchEvent(new Event('change'))")
    window.wait(lambda: window.run("return document.title") == "Older")
    # The other version has no such page.
    assert str(window.run("return location.pathname")).endswith("/0.0.1/index.html")


def test_nothing_is_loaded_from_other_hosts(window: Browser, server: str) -> None:
    window.complaints()
    window.open(f"{server}/dev/layers.html")
    window.wait(lambda: window.text("h1").startswith("Layers"))
    window.wait(lambda: window.run("return document.querySelector('img').naturalWidth > 0"))
    asked = window.run("return performance.getEntriesByType('resource').map(entry => new URL(entry.name).host)")
    assert set(asked) == {window.run("return location.host")}
    assert window.complaints() == []
