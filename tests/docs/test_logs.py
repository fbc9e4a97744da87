"""The security page describes the logs of this package and of its libraries correctly."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from timeback import F
from timeback.sandbox import Sandbox


def logged(box: Sandbox, caplog: pytest.LogCaptureFixture, **settings: Any) -> dict[str, str]:
    """Return the log lines of a listing with a name in its filter, by library."""
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    with box.client(**settings) as client:
        client.rostering.users.list_users(filter_expr=F.family_name == "Lovelace", limit=1)
    found: dict[str, str] = {}
    for record in caplog.records:
        library = record.name.partition(".")[0]
        found[library] = f"{found.get(library, '')}{record.getMessage()}\n"
    return found


def test_ours_have_the_template_and_no_value(box: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    lines = logged(box, caplog)["timeback"]
    assert "GET /users 200" in lines
    assert "Lovelace" not in lines


def test_httpx_writes_no_address_without_a_proxy(box: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    assert "httpx" not in logged(box, caplog)


def test_httpx_writes_no_address_of_this_machine_where_the_environment_names_a_proxy(
    box: Sandbox, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert "httpx" not in logged(box, caplog)


def test_httpx_writes_no_address_where_one_of_the_hosts_has_a_proxy(
    box: Sandbox, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert "httpx" not in logged(box, caplog, qti_api_url="https://qti.example/api")


def test_httpcore_writes_headers_of_replies(box: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    assert "httpcore" not in logged(box, caplog)
    lines = logged(box, caplog, transport=httpx.HTTPTransport())["httpcore"]
    assert "127.0.0.1" in lines
    assert "Lovelace" in lines, "the Link header repeats the filter"
    assert "Bearer" not in lines


def test_hpack_writes_headers_of_requests(caplog: pytest.LogCaptureFixture) -> None:
    hpack = pytest.importorskip("hpack")
    caplog.set_level(logging.DEBUG)
    hpack.Encoder().encode([(b"authorization", b"Bearer secret")])
    assert "authorization" in caplog.text
