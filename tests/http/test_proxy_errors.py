"""An error of a proxy is told as the proxy's, and one of the server behind it as the server's."""

from __future__ import annotations

import socket
import traceback
from pathlib import Path
from typing import Any

import pytest

from tests.http.kit import SECRET, Caller, Server
from tests.http.secure import server_context
from timeback.errors import APIConnectionError, APIStatusError, APITimeoutError, AuthenticationError

pytestmark = pytest.mark.usefixtures("no_proxies")

FAR = {"http": "http://far.example", "https": "https://far.example"}


def through(
    caller: Caller,
    address: str,
    *,
    target: str,
    endpoint: str = "api",
    source: str = "settings",
    monkeypatch: pytest.MonkeyPatch,
    **changes: Any,
) -> Caller:
    """A client of far.example that goes through the proxy at an address, with a password in the URL of the proxy."""
    scheme, _, host = address.partition("://")
    url = f"{scheme}://user:pa55@{host}"
    settings: dict[str, Any] = {"api_url": FAR[target], "token_url": f"{FAR[target]}/token", "allow_http": True}
    if endpoint == "api":
        settings["token_url"] = "http://tokens.example/token"
    if source == "settings":
        settings["proxy"] = url
    else:
        monkeypatch.setenv(f"{target}_proxy", url)
        monkeypatch.setenv("http_proxy", url)
    return caller.open(over_network=True, **{"timeout": 5.0, **settings, **changes})


def told(
    caller: Caller, method: str = "GET", kind: type[APIConnectionError] = APIConnectionError
) -> APIConnectionError:
    with pytest.raises(kind) as caught:
        caller.call(method)
    shown = "".join(traceback.format_exception(caught.value))
    assert "pa55" not in shown
    assert SECRET not in shown
    return caught.value


@pytest.mark.parametrize("target", ["http", "https"])
@pytest.mark.parametrize("endpoint", ["api", "token"])
@pytest.mark.parametrize("source", ["settings", "environment"])
def test_a_proxy_that_wants_other_credentials(
    target: str,
    endpoint: str,
    source: str,
    proxy: Server,
    caller: Caller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proxy.behave = ["407"] * 5
    proxy.token_reply = (407, b"") if endpoint == "token" else None
    error = told(through(caller, proxy.url, target=target, endpoint=endpoint, source=source, monkeypatch=monkeypatch))
    text = str(error)
    assert f"the proxy {proxy.url.removeprefix('http://')} requires" in text
    assert "407" in text
    assert "credentials" in text
    assert ("token endpoint" in text) == (endpoint == "token")
    # It would answer the same again.
    assert error.attempts == 1


@pytest.mark.parametrize("target", ["http", "https"])
def test_a_proxy_that_is_reached_by_tls(
    target: str, certificate: Path, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = Server(server_context(certificate))
    try:
        through(caller, proxy.url, target=target, endpoint="token", monkeypatch=monkeypatch)
        text = str(told(caller))
        assert "certificate of the proxy 127.0.0.1" in text
        caller.close()
        # httpcore trusts a proxy by what this file holds.
        monkeypatch.setattr("certifi.where", lambda: str(certificate))
        proxy.behave, proxy.token_reply = ["407"], (407, b"")
        through(caller, proxy.url, target=target, endpoint="token", monkeypatch=monkeypatch)
        assert "407" in str(told(caller))
    finally:
        caller.close()
        proxy.stop()


@pytest.mark.parametrize("target", ["http", "https"])
@pytest.mark.parametrize("source", ["settings", "environment"])
@pytest.mark.parametrize("host", ["127.0.0.1", "nowhere.example"])
def test_a_proxy_that_is_not_there(
    target: str, source: str, host: str, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    if host == "nowhere.example":
        monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"{host}:{taken.getsockname()[1]}"
        through(caller, f"http://{address}", target=target, source=source, monkeypatch=monkeypatch, max_retries=1)
        error = told(caller)
    assert f"no connection to the proxy {address}" in str(error)
    assert ("refused" in str(error)) == (host == "127.0.0.1")
    assert "HTTPS_PROXY" in str(error)
    assert error.attempts == 2


@pytest.mark.parametrize(
    ("act", "attempts", "kind", "said"),
    [
        ("403", 1, APIConnectionError, "it answered 403"),
        ("503", 2, APIConnectionError, "it answered 503"),
        ("cut", 2, APIConnectionError, "did not connect to far.example"),
        ("hang", 2, APITimeoutError, "in time"),
    ],
)
def test_a_proxy_that_opens_no_tunnel(
    act: str,
    attempts: int,
    kind: type[APIConnectionError],
    said: str,
    proxy: Server,
    caller: Caller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proxy.behave = [act] * 2
    error = told(
        through(caller, proxy.url, target="https", monkeypatch=monkeypatch, max_retries=1, timeout=0.2), "POST", kind
    )
    # The request was not sent, so even a POST is repeated.
    assert f"the proxy {proxy.url.removeprefix('http://')}" in str(error)
    assert said in str(error)
    assert error.attempts == attempts


@pytest.mark.parametrize("target", ["http", "https"])
def test_an_error_behind_the_proxy_is_the_servers(
    target: str,
    proxy: Server,
    caller: Caller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The tunnel ends during the handshake.
    proxy.behave = ["cut"] if target == "http" else ["leave"]
    error = told(through(caller, proxy.url, target=target, monkeypatch=monkeypatch, max_retries=0))
    assert "far.example" in str(error)
    assert "proxy" not in str(error)


def test_a_407_of_a_server_is_the_servers(proxy: Server, caller: Caller) -> None:
    """Nothing but a proxy should answer so. Without one on the way, the proxy settings are not the cause."""
    caller.open(over_network=True, api_url=proxy.url, token_url=f"{proxy.url}/token")
    proxy.behave = ["407"]
    with pytest.raises(APIStatusError, match="answered 407") as caught:
        caller.call()
    assert caught.value.status == 407
    assert "proxy" not in str(caught.value)
    caller.close()
    caller.open(over_network=True, api_url=proxy.url, token_url=f"{proxy.url}/token")
    proxy.token_reply = (407, b"")
    with pytest.raises(AuthenticationError, match="answered 407; check token_url"):
        caller.call()
