"""NO_PROXY: which hosts are reached without the proxies of the environment."""

from __future__ import annotations

import pytest

from tests.http.kit import Caller, Server, request_for
from timeback.errors import APIConnectionError
from timeback_api.rostering import Client
from timeback_runtime.environment_proxies import EnvironmentProxies

pytestmark = pytest.mark.usefixtures("no_proxies")

PROXY = "http://proxy.example:3128"


@pytest.mark.parametrize(
    ("no_proxy", "direct", "proxied"),
    [
        ("*", ["http://far.example", "https://10.1.2.3", "https://[2001:db8::1]"], []),
        ("a.example, *", ["http://far.example"], []),
        ("2001:db8::1", ["https://[2001:db8::1]", "http://[2001:DB8:0:0::1]:81"], ["https://[2001:db8::2]"]),
        ("[2001:db8::1]", ["https://[2001:db8::1]:8443"], ["https://[2001:db8::11]"]),
        ("[2001:db8::1]:8443", ["https://[2001:db8::1]:8443"], ["https://[2001:db8::1]"]),
        ("2001:db8::/32", ["https://[2001:db8:ff::9]"], ["https://[2001:db9::1]", "https://far.example"]),
        ("[fd00::]/8", ["https://[fd12::1]"], ["https://[fe12::1]"]),
        ("[fd00::/8]", ["https://[fd12::1]"], ["https://[fe12::1]"]),
        (
            "10.1.0.0/16",
            ["https://10.1.255.3", "http://[::ffff:10.1.2.3]"],
            ["https://10.2.0.1", "https://10.1.example"],
        ),
        ("10.1.2.3/16", ["https://10.1.255.3"], ["https://10.2.0.1"]),
        ("10.1.2.3", ["https://10.1.2.3:99"], ["https://10.1.2.33"]),
        ("10.1.2.3:443", ["https://10.1.2.3"], ["http://10.1.2.3"]),
        (
            "far.example",
            ["https://far.example", "https://FAR.example.", "https://a.b.far.example"],
            ["https://afar.example"],
        ),
        (".far.example", ["https://a.far.example"], ["https://far.example", "https://afar.example"]),
        ("*.Far.Example.", ["https://a.far.example"], ["https://far.example"]),
        ("far.example:8443", ["https://far.example:8443"], ["https://far.example"]),
        ("far.example:443", ["https://far.example"], ["https://far.example:444", "http://far.example"]),
        ("https://far.example", ["https://far.example"], ["http://far.example"]),
        ("all://far.example/", ["https://far.example", "http://far.example"], []),
        ("a.example b.example\t,  10.0.0.0/8 ,", ["https://b.example", "https://10.9.9.9"], ["https://c.example"]),
        ("schüle.example", ["https://xn--schle-mva.example", "https://SCHÜLE.example"], ["https://schule.example"]),
        ("[::1,10.0.0.0/99,:80,.,far.example:x,ftp://far.example", [], ["https://far.example", "https://10.0.0.1"]),
        ("", [], ["https://far.example"]),
    ],
)
def test_the_hosts_that_are_listed(
    no_proxy: str, direct: list[str], proxied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv("ALL_PROXY", "all.example:1")
    monkeypatch.setenv("NO_PROXY", no_proxy)
    proxies = EnvironmentProxies()
    assert {url: proxies.proxy_for(url) for url in direct} == dict.fromkeys(direct)
    assert [proxies.proxy_for(url) for url in proxied] == [
        PROXY if url.startswith("https") else "http://all.example:1" for url in proxied
    ]


@pytest.mark.parametrize(
    ("no_proxy", "host"),
    [("[2001:db8::1]", "[2001:db8::1]"), ("192.0.2.0/24", "192.0.2.1")],
)
def test_a_client_and_the_low_level_client_keep_to_it(
    no_proxy: str,
    host: str,
    named: Server,
    caller: Caller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_PROXY", no_proxy)
    url = f"http://{host}"
    caller.open(
        over_network=True,
        api_url=url,
        token_url="http://far.example/token",
        allow_http=True,
        max_retries=0,
        timeout=0.1,
    )
    # Nobody is there. The proxy would answer.
    with pytest.raises(APIConnectionError):
        caller.call()
    assert named.paths() == ["http://far.example/token"]
    caller.close()
    caller.open(over_network=True, api_url="http://far.example", token_url=f"{url}/token", allow_http=True)
    for base_url, count in ((url, 1), ("http://far.example", 2)):
        with Client(base_url=base_url, timeout=0.1) as client:
            try:
                client.send(request_for(), lambda reply: reply.status)
            except APIConnectionError:
                assert count == 1
        assert len(named.paths()) == count
