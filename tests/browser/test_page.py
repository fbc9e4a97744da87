"""The sandbox's page in a real browser: run by `make browser`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from timeback._spec import documents
from timeback.errors import NotFoundError, ServerError
from timeback.sandbox import Sandbox

from .driver import BROWSERS, DRIVERS, Browser, browser, find

pytestmark = pytest.mark.browser

USERS = "/ims/oneroster/rostering/v1p2/users"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium, driver = find(BROWSERS), find(DRIVERS)
    if chromium is None or driver is None:
        pytest.fail("no Chromium with its driver; install them (Debian, Ubuntu: apt install chromium chromium-driver)")
    with browser(chromium, driver, tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(users=300) as box:
        yield box


@pytest.fixture
def page(window: Browser, box: Sandbox) -> Iterator[Browser]:
    window.complaints()
    window.open(box.page_url)
    window.wait(lambda: window.text("#state") == "running")
    assert window.run("return location.href") == box.url + "/", "the secret must not stay in the URL"
    yield window
    assert window.complaints() == []


def test_it_shows_counts_requests_and_faults(page: Browser, box: Sandbox) -> None:
    with box.client(max_retries=0) as client:
        for _ in client.rostering.users.iter_users(page_size=100):
            pass
        with pytest.raises(NotFoundError):
            client.rostering.users.get_user("secret-id")
        page.wait(lambda: "404" in page.text("#requests"))
        assert "300" in page.text("#store")
        assert USERS + "/{sourcedId}" in page.text("#requests")
        assert "secret-id" not in page.text("body")

        page.click("//label[contains(., 'personal data')]/input")
        page.wait(lambda: "secret-id" in page.text("#requests"))
        page.click("//label[contains(., 'personal data')]/input")
        page.wait(lambda: "secret-id" not in page.text("#requests"))

        page.click("//label[contains(., 'Unavailable (503)')]/input")
        page.wait(lambda: "status 503" in page.text("#rules"))
        with pytest.raises(ServerError):
            client.rostering.users.list_users()
        page.wait(lambda: "status 503" in page.text("#requests"))
        picture = os.environ.get("SANDBOX_SCREENSHOT")
        if picture:
            page.click("//label[contains(., 'At most 10 objects')]/input")
            page.wait(lambda: page.count("#rules li") == 2)
            page.screenshot(Path(picture))


def test_faults_are_turned_on_and_off(page: Browser, box: Sandbox) -> None:
    page.type("//label[contains(., 'Path')]/input", "*/users")
    page.type("//label[contains(., 'Times')]/input", "2")
    page.click("//label[contains(., 'Internal error')]/input")
    page.wait(lambda: page.count("#rules li") == 1)
    assert "*/users" in page.text("#rules")
    found = [httpx.get(box.url + path).status_code for path in ("/x/orgs", "/x/users", "/x/users", "/x/users")]
    assert found == [404, 500, 500, 404]
    page.wait(lambda: "used up" in page.text("#rules"))
    page.click("//label[contains(., 'Internal error')]/input")
    page.wait(lambda: page.count("#rules li") == 0)

    box.faults.add(status=418)
    page.wait(lambda: "418" in page.text("#rules"))
    page.click("//button[@aria-label='Turn off status 418']")
    page.wait(lambda: page.count("#rules li") == 0)
    box.faults.add(cap=1)
    box.faults.add(html=True)
    page.wait(lambda: page.count("#rules li") == 2)
    page.click("//button[text()='Turn all off']")
    page.wait(lambda: page.count("#rules li") == 0)
    assert httpx.get(box.url + "/x/users").status_code == 404


def test_an_invalid_setting_is_reported(page: Browser) -> None:
    page.type("//label[contains(., 'Times')]/input", "0")
    page.click("//label[contains(., 'Truncated response')]/input")
    page.wait(lambda: "times must be at least 1" in page.text("#problem"))
    page.complaints()  # the browser logs the 400
    assert page.count("#presets input:checked") == 0


def test_objects_are_shown(page: Browser) -> None:
    page.click("//button[text()='users']")
    page.wait(lambda: "users: the latest 50" in page.text("#objects"))
    assert "givenName" not in page.text("#objects")
    page.click("//dialog//button[text()='Close']")
    page.click("//label[contains(., 'personal data')]/input")
    page.click("//button[text()='users']")
    page.wait(lambda: "givenName" in page.text("#objects"))


def shown(window: Browser) -> Any:
    return window.run(
        "return Object.fromEntries(['main', '#login'].map((name) =>"
        " [name.replace('#', ''), document.querySelector(name).checkVisibility()]))"
    )


def test_without_the_secret_it_shows_nothing(window: Browser, box: Sandbox) -> None:
    with box.client(max_retries=0) as client, pytest.raises(NotFoundError):
        client.rostering.users.get_user("secret-id")
    window.open(box.url)
    window.wait(lambda: window.text("#state") == "locked")
    assert shown(window) == {"main": False, "login": True}
    assert "300" not in window.text("html")

    window.type("//input[@id='secret']", "wrong")
    window.click("//section[@id='login']//button")
    window.wait(lambda: "client_secret" in window.text("#login-problem"))
    assert shown(window) == {"main": False, "login": True}

    window.type("//input[@id='secret']", box.client_secret)
    window.click("//section[@id='login']//button")
    window.wait(lambda: "300" in window.text("#store"))
    assert shown(window) == {"main": True, "login": False}
    assert window.run("return document.cookie") == ""
    assert box.client_secret not in window.run(
        "return JSON.stringify(sessionStorage) + document.documentElement.outerHTML"
    )

    window.open(box.url)
    window.wait(lambda: window.text("#state") == "running")
    window.click("//label[contains(., 'personal data')]/input")
    window.wait(lambda: "secret-id" in window.text("#requests"))
    window.click("//button[text()='users']")
    window.wait(lambda: "givenName" in window.text("#objects"))
    window.run("sessionStorage.setItem('token', 'of a sandbox that is gone')")
    window.wait(lambda: window.text("#state") == "locked")
    assert shown(window) == {"main": False, "login": True}
    left = window.run("return document.documentElement.textContent")
    assert not [word for word in ("secret-id", "givenName", "300") if word in left]
    window.complaints()  # the browser logs the 401s


def test_a_page_of_another_origin_has_no_access(window: Browser) -> None:
    """Another port of this machine is same-site, so SameSite cookies would not prevent it."""
    with Sandbox(auth=False) as box, Sandbox() as other:
        box.store.load("orgs", [{"sourcedId": "o1", "status": "active", "name": "O", "type": "school"}])
        window.open(box.page_url)
        window.wait(lambda: window.text("#state") == "running")
        window.open(other.url + "/_sandbox/files/page.css")  # a page without a Content-Security-Policy
        window.run(
            """
            const base = arguments[0];
            const send = (path, settings) => fetch(base + path, { mode: "no-cors", ...settings }).catch(() => null);
            window.done = false;
            Promise.all([
              send("/ims/oneroster/rostering/v1p2/orgs"),
              send("/ims/oneroster/rostering/v1p2/orgs", { method: "POST", body: "{}" }),
              send("/ims/oneroster/rostering/v1p2/orgs/o1", { method: "DELETE", mode: "cors" }),
              send("/oauth2/token", { method: "POST", body: new URLSearchParams("grant_type=client_credentials") }),
              send("/_sandbox/faults", { method: "POST", body: '{"status": 500}' }),
              send("/_sandbox/objects/orgs?personal=1"),
            ]).then(() => { window.done = true; });
            """,
            box.url,
        )
        window.wait(lambda: window.run("return window.done"))
        assert box.requests == []
        assert box.store.counts() == {"orgs": 1}
        assert httpx.get(box.url + "/ims/oneroster/rostering/v1p2/orgs").status_code == 200
    window.complaints()


@pytest.mark.parametrize("name", documents.packages())
def test_the_documents_can_be_read(window: Browser, box: Sandbox, name: str) -> None:
    window.complaints()
    window.open(f"{box.url}/docs?urls.primaryName={name}")
    window.wait(lambda: window.count(".opblock-tag-section") > 0)
    assert window.run("return document.querySelector('.download-url-wrapper select').value") == f"/docs/{name}.json"
    assert window.run("return [...document.querySelectorAll('.download-url-wrapper option')].length") == 5
    assert box.url in window.text(".servers")
    assert "Unable to render" not in window.text("body")
    assert window.complaints() == []


@pytest.mark.parametrize("pixels", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_screen(page: Browser, box: Sandbox, pixels: int) -> None:
    with box.client(max_retries=0) as client:
        for _ in range(2):
            with pytest.raises(NotFoundError):
                client.rostering.users.get_user("an-id-that-is-so-long-that-it-does-not-fit-on-the-screen-of-a-phone")
        box.faults.add(status=503, method="GET", path="/ims/oneroster/rostering/v1p2/users/*/nothing", times=3)
    page.click("//label[contains(., 'personal data')]/input")
    page.wait(lambda: "an-id-that-is" in page.text("#requests") and "status 503" in page.text("#rules"))
    try:
        page.width(pixels)
        widest = (
            "return Math.max(...[...document.querySelectorAll('body *')].map((e) => e.getBoundingClientRect().right))"
        )
        assert page.run("return document.documentElement.scrollWidth") <= pixels
        assert page.run(widest) <= pixels
        heading = page.run("return getComputedStyle(document.querySelector('#requests thead')).display")
        assert (heading == "none") is (pixels < 640)
        page.click("//button[text()='users']")
        page.wait(lambda: page.count("dialog pre") > 0)
        assert page.run("return document.documentElement.scrollWidth") <= pixels
        page.click("//button[text()='Close']")
    finally:
        page.width(1280)
