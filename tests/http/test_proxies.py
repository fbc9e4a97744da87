"""Which requests go through a proxy: those to this machine through none that the environment names."""

from __future__ import annotations

import asyncio
import socket
import sys
import traceback
import urllib.request
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.http.kit import SECRET, Caller, Server, request_for
from timeback import TimeBackClient
from timeback._http.connections import AsyncConnectionPool, SyncConnectionPool
from timeback._http.direct import Http1Transport
from timeback._http.direct_async import AsyncHttp1Transport
from timeback._http.session import AsyncSession
from timeback.errors import APIConnectionError, ConfigurationError
from timeback.sandbox import Sandbox
from timeback.settings import resolve

pytestmark = pytest.mark.usefixtures("no_proxies")


def at(server: Server, host: str) -> dict[str, str]:
    url = f"http://{host}:{server.port}"
    return {"api_url": url, "token_url": f"{url}/oauth2/token"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LocalHost", "localhost.", "127.0.0.1.", "127.0.0.2"])
def test_loopback_goes_through_no_proxy_of_the_environment(
    server: Server, named: Server, caller: Caller, host: str
) -> None:
    if host == "127.0.0.2" and sys.platform == "darwin":
        pytest.skip("only 127.0.0.1 is there on macOS")
    if host == "127.0.0.2":
        # Nobody listens there; that is told without a look at the proxy.
        with pytest.raises(APIConnectionError, match="no connection"):
            caller.open(over_network=True, max_retries=0, **at(server, host)).call()
    else:
        assert caller.open(over_network=True, **at(server, host)).call() == {"sourcedId": "u1"}
        assert len(server.requests) == 2
    assert named.connections == 0


@pytest.mark.parametrize("host", ["dev.localhost", "[::1]", "[::ffff:127.0.0.1]", "[::FFFF:7F00:1]", "127.1", "0x7f.1"])
def test_loopback_in_other_words(named: Server, caller: Caller, host: str) -> None:
    # Perhaps nobody is there, or this machine does not know the name: the proxy is not asked in any case.
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://{host}:{unused.getsockname()[1]}"
        caller.open(over_network=True, api_url=url, token_url=f"{url}/token", max_retries=0, timeout=2.0)
        with pytest.raises(APIConnectionError):
            caller.call()
    assert named.connections == 0


@pytest.mark.parametrize("no_proxy", ["", "far.example", "*.local,[::1", "127.0.0.1:1"])
def test_no_proxy_says_nothing_about_loopback(
    server: Server, named: Server, caller: Caller, monkeypatch: pytest.MonkeyPatch, no_proxy: str
) -> None:
    monkeypatch.setenv("NO_PROXY", no_proxy)
    assert caller.open(over_network=True, **at(server, "127.0.0.1")).call() == {"sourcedId": "u1"}
    assert named.connections == 0


def test_proxies_of_the_operating_system_are_those_of_the_environment(
    server: Server, proxy: Server, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Windows and macOS keep them elsewhere; getproxies() gives them in the same form.
    def settings() -> dict[str, str]:
        return {"http": proxy.url, "https": proxy.url}

    monkeypatch.setattr(urllib.request, "getproxies", settings)
    monkeypatch.setattr("httpx._utils.getproxies", settings)
    assert caller.open(over_network=True, **at(server, "localhost")).call() == {"sourcedId": "u1"}
    assert proxy.connections == 0
    caller.close()
    caller.open(over_network=True, api_url="http://far.example", token_url="http://far.example/token", allow_http=True)
    assert caller.call() == {"sourcedId": "u1"}
    assert len(proxy.requests) == 2


@pytest.mark.parametrize("host", ["127.0.0.1", "LOCALHOST."])
def test_each_host_of_a_client_goes_its_own_way(server: Server, named: Server, caller: Caller, host: str) -> None:
    # The token comes from this machine, and the API is elsewhere.
    token_url = f"http://{host}:{server.port}/oauth2/token"
    caller.open(over_network=True, api_url="http://far.example", token_url=token_url, allow_http=True)
    assert caller.call() == {"sourcedId": "u1"}
    assert [path for _, path in server.requests] == ["/oauth2/token"]
    assert [path for _, path in named.requests] == ["http://far.example/ims/oneroster/rostering/v1p2/users/u1"]


def test_a_host_whose_name_only_begins_like_loopback_is_not(named: Server, caller: Caller) -> None:
    for host in ("localhost.example", "127.0.0.1.example", "notlocalhost"):
        url = f"http://{host}"
        caller.open(over_network=True, api_url=url, token_url=f"{url}/token", allow_http=True)
        assert caller.call() == {"sourcedId": "u1"}
        caller.close()
    assert len(named.requests) == 6


def test_a_client_of_this_machine_has_direct_connections(
    server: Server, named: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not even a variable that no one could use matters to it.
    monkeypatch.setenv("HTTP_PROXY", "gopher://nowhere")
    settings = resolve(client_id="me", client_secret=SECRET, environ={}, **at(server, "127.0.0.1"))
    pools = [SyncConnectionPool(settings, None, lambda: 0.0), AsyncConnectionPool(settings, None, lambda: 0.0)]
    assert all(isinstance(pool._pool.acquire(), Http1Transport | AsyncHttp1Transport) for pool in pools)  # type: ignore[union-attr, attr-defined]


# A proxy that was passed


def test_a_proxy_that_was_passed_serves_loopback_too(server: Server, proxy: Server, caller: Caller) -> None:
    caller.open(over_network=True, proxy=proxy.url, **at(server, "127.0.0.1"))
    assert caller.call() == {"sourcedId": "u1"}
    assert (server.connections, len(proxy.requests)) == (0, 2)


LOCAL, FAR, FAR_HTTPS = "http://127.0.0.1:8000", "http://far.example", "https://far.example"


@pytest.mark.parametrize(
    ("field", "addresses"),
    [
        ("api_url", {"api_url": LOCAL, "token_url": f"{FAR_HTTPS}/token", "qti_api_url": f"{FAR_HTTPS}/api"}),
        ("token_url", {"api_url": FAR_HTTPS, "token_url": f"{LOCAL}/token", "qti_api_url": f"{FAR_HTTPS}/api"}),
        ("qti_api_url", {"api_url": FAR_HTTPS, "token_url": f"{FAR_HTTPS}/token", "qti_api_url": f"{LOCAL}/api"}),
        ("api_url", {"api_url": "http://[::1]:8000"}),
    ],
)
@pytest.mark.parametrize(
    "proxy_url", ["http://user:pa55@proxy.example:3128", "https://proxy.example", "socks5://10.0.0.1:1080"]
)
def test_a_proxy_elsewhere_does_not_get_what_would_stay_on_this_machine(
    field: str, addresses: dict[str, str], proxy_url: str
) -> None:
    credentials = {"client_id": "me", "client_secret": SECRET}
    with pytest.raises(ConfigurationError, match=r"^proxy .*allow_http=True") as caught:
        TimeBackClient(proxy=proxy_url, **addresses, **credentials)
    assert field in str(caught.value)
    shown = "".join(traceback.format_exception(caught.value))
    assert "pa55" not in shown
    assert SECRET not in shown
    admitted = resolve(proxy=proxy_url, allow_http=True, environ={}, **addresses, **credentials)
    assert admitted.proxy == proxy_url


def test_a_profile_is_held_to_the_same(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.touch(mode=0o600)
    text = (
        f'[mine]\napi_url = "{LOCAL}"\nclient_id = "me"\nclient_secret = "{SECRET}"\nproxy = "http://10.0.0.1:3128"\n'
    )
    file.write_text(text)
    with pytest.raises(ConfigurationError, match=r"proxy.*allow_http"):
        TimeBackClient.from_profile("mine", config_file=file)
    file.write_text(f"{text}allow_http = true\n")
    TimeBackClient.from_profile("mine", config_file=file).close()


@pytest.mark.parametrize(
    "proxy_url", ["http://proxy.example:3128", "http://user:pa55@proxy.example:3128", "https://proxy.example"]
)
def test_a_proxy_elsewhere_may_give_tunnels(proxy_url: str) -> None:
    # To https:// it only gives a tunnel. Its own password is its own: that of the client is not in it.
    resolve(environment="staging", proxy=proxy_url, client_id="me", client_secret=SECRET, environ={})
    resolve(api_url="https://localhost", proxy=proxy_url, client_id="me", client_secret=SECRET, environ={})


async def test_a_tunnel_shows_the_proxy_neither_secret_nor_token() -> None:
    seen: list[bytes] = []

    async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        seen.append(await reader.read(4096))
        writer.close()

    server = await asyncio.start_server(tunnel, "127.0.0.1", 0)
    settings = resolve(
        environment="staging",
        client_id="me",
        client_secret=SECRET,
        proxy=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}",
        max_retries=0,
        environ={},
    )
    session = AsyncSession(settings)
    with pytest.raises(APIConnectionError):
        await session.call(request_for(), lambda reply: reply)
    await session.aclose()
    server.close()
    host = httpx.URL(settings.token_url).host
    assert seen[0].startswith(f"CONNECT {host}:443".encode())
    # What follows is a handshake of TLS.
    assert seen[1][:1] == b"\x16"
    assert SECRET.encode() not in b"".join(seen)


def test_the_low_level_client_is_held_to_the_same(server: Server, named: Server, proxy: Server) -> None:
    from timeback_api.rostering import Client

    for host in ("127.0.0.1", "LocalHost"):
        with Client(base_url=f"http://{host}:{server.port}") as client:
            assert client.send(request_for(), lambda reply: reply.status) == 200
    for host in ("localhost.", "[::1]", "[::ffff:127.0.0.1]"):
        # Whether that leads anywhere is up to the machine.
        with Client(base_url=f"http://{host}:{server.port}") as client, suppress(APIConnectionError):
            client.send(request_for(), lambda reply: reply.status)
    assert named.connections == 0
    assert server.connections >= 2

    async def asynchronous() -> int:
        async with Client(base_url=server.url) as client:
            return await client.asend(request_for(), lambda reply: reply.status)

    assert asyncio.run(asynchronous()) == 200
    assert named.connections == 0
    with Client(base_url="http://far.example") as client:
        assert client.send(request_for(), lambda reply: reply.status) == 200
    assert len(named.requests) == 1
    with Client(base_url=server.url, httpx_args={"proxy": proxy.url}) as client:
        assert client.send(request_for(), lambda reply: reply.status) == 200
    assert len(named.requests) == 2


# The sandbox, and what comes with it


async def test_clients_of_a_sandbox_use_no_proxy_of_the_environment(named: Server) -> None:
    with Sandbox(users=3) as box:
        with box.client() as client:
            assert client.check()
            assert len(list(client.rostering.users.iter_users())) == 3
        async with box.async_client() as client:
            assert (await client.rostering.users.list_users()).total_count == 3
    assert named.connections == 0


def test_the_fixtures_of_a_sandbox_use_no_proxy_of_the_environment(
    named: Server, timeback_client: TimeBackClient
) -> None:
    assert timeback_client.rostering.users.list_users().total_count == 0
    assert named.connections == 0


@pytest.mark.slow
def test_a_sandbox_in_a_process_of_its_own_is_steered_without_a_proxy(named: Server) -> None:
    with Sandbox(users=3, process=True) as box, box.client(max_retries=0) as client:
        assert client.rostering.users.list_users().total_count == 3
        box.faults.add("GET", "*/users", status=503)
        with pytest.raises(Exception, match="503"):
            client.rostering.users.list_users()
        box.faults.clear()
        assert box.requests
    assert named.connections == 0


def test_the_command_line_and_the_older_client_use_no_proxy_for_a_sandbox(
    named: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from timeback.cli.app import timeback
    from timeback_client import TimeBackClient as OlderClient

    with Sandbox(users=3) as box:
        monkeypatch.setenv("TIMEBACK_API_URL", box.url)
        monkeypatch.setenv("TIMEBACK_CLIENT_ID", box.client_id)
        monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", box.client_secret)
        for arguments in (["doctor"], ["get", "users"]):
            done = CliRunner().invoke(timeback, arguments)
            assert done.exit_code == 0, done.output
        older = OlderClient(api_url=box.url, client_id=box.client_id, client_secret=box.client_secret)
        assert len(older.rostering.users.list_users()["users"]) == 3
    assert named.connections == 0
