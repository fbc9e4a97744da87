"""A headless Chromium, controlled by the W3C WebDriver protocol over plain HTTP."""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRIVERS = ("chromedriver", "/usr/lib/chromium-browser/chromedriver")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--window-size=1280,1150",
)
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def find(names: tuple[str, ...]) -> str | None:
    return next((path for path in map(shutil.which, names) if path), None)


class Browser:
    """A browser window."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def call(self, method: str, path: str, body: Any = None) -> Any:
        reply = self._http.request(method, path, json=body if method == "POST" else None)
        value = reply.json()["value"]
        if reply.status_code >= 400:
            raise AssertionError(f"{method} {path}: {value['error']}: {value['message'].splitlines()[0]}")
        return value

    def open(self, url: str) -> None:
        self.call("POST", "/url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector))

    def count(self, selector: str) -> int:
        return int(self.run("return document.querySelectorAll(arguments[0]).length", selector))

    def find(self, xpath: str) -> str:
        found = self.wait(lambda: self.call("POST", "/elements", {"using": "xpath", "value": xpath}))
        return str(found[0][ELEMENT])

    def click(self, xpath: str) -> None:
        self.call("POST", f"/element/{self.find(xpath)}/click", {})

    def type(self, xpath: str, text: str) -> None:
        element = self.find(xpath)
        self.call("POST", f"/element/{element}/clear", {})
        self.call("POST", f"/element/{element}/value", {"text": text})

    def wait(self, found: Callable[[], Any]) -> Any:
        """Poll for a result that is not empty, for up to ten seconds."""
        end = time.monotonic() + 10
        while not (answer := found()):
            assert time.monotonic() < end, "the page did not get there in ten seconds"
            time.sleep(0.05)
        return answer

    def complaints(self) -> list[str]:
        """The errors in the browser console, including failed requests."""
        entries = self.call("POST", "/se/log", {"type": "browser"})
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]

    def width(self, pixels: int) -> None:
        """Emulate a screen of this width. A window cannot be as narrow as a phone."""
        metrics = {"width": pixels, "height": 800, "deviceScaleFactor": 1, "mobile": pixels < 500}
        command = {"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics}
        self.call("POST", "/goog/cdp/execute", command)

    def screenshot(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.call("GET", "/screenshot")))


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def browser(chromium: str, driver: str, folder: Path) -> Iterator[Browser]:
    port = _port()
    log = folder / "driver.log"
    process = subprocess.Popen([driver, f"--port={port}", f"--log-path={log}"], stdout=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as http:
            _await_driver(http, process)
            options = {"binary": chromium, "args": [*ARGUMENTS, f"--user-data-dir={folder / 'profile'}"]}
            wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
            value = http.post("/session", json={"capabilities": {"alwaysMatch": wanted}}).json()["value"]
            assert "sessionId" in value, value.get("message")
            http.base_url = httpx.URL(f"http://127.0.0.1:{port}/session/{value['sessionId']}")
            try:
                yield Browser(http)
            finally:
                http.delete("")
    finally:
        process.terminate()
        process.wait(10)


def _await_driver(http: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 20
    while True:
        assert process.poll() is None, "the driver ended at once"
        try:
            if http.get("/status").json()["value"]["ready"]:
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < end, "the driver was not ready in twenty seconds"
        time.sleep(0.05)
