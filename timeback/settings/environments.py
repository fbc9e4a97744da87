"""The known hosts of the platform, and what an address must look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from timeback_runtime import loopback
from timeback_runtime.errors import ConfigurationError

is_loopback = loopback.is_loopback

ENVIRONMENTS = ("staging", "production")

PLATFORMS: dict[str, dict[str, str]] = {
    # The base paths of the documents.
    "alpha-1edtech": {},
    # The second generation of the platform.
    "timeback": {"rostering": "/rostering/1.0", "gradebook": "/gradebook/1.0", "resources": "/resources/1.0"},
}


class Deployment(NamedTuple):
    """What belongs to a known host of the API."""

    environment: str
    platform: str
    token_url: str
    qti_url: str | None


_COGNITO = "https://alpha-auth-{}-idp.auth.us-west-2.amazoncognito.com/oauth2/token"
_BEYOND = "{}-beyond-timeback-api-2-idp.auth.us-east-1.amazoncognito.com"
_PRODUCTION = Deployment(
    "production", "alpha-1edtech", _COGNITO.format("production"), "https://qti.alpha-1edtech.ai/api"
)
_STAGING = Deployment(
    "staging", "alpha-1edtech", _COGNITO.format("development"), "https://qti-staging.alpha-1edtech.ai/api"
)

_KNOWN = {
    "api.alpha-1edtech.ai": _PRODUCTION,
    "api.alpha-1edtech.com": _PRODUCTION._replace(qti_url="https://qti.alpha-1edtech.com/api"),
    "api.staging.alpha-1edtech.ai": _STAGING,
    "api.staging.alpha-1edtech.com": _STAGING,
    "staging.alpha-1edtech.com": _STAGING,
    "platform.timeback.com": Deployment("production", "timeback", "https://platform.timeback.com/auth/1.0/token", None),
    "platform.dev.timeback.com": Deployment(
        "staging", "timeback", "https://platform.dev.timeback.com/auth/1.0/token", None
    ),
}

_ENVIRONMENT_OF = {
    **{host: deployment.environment for host, deployment in _KNOWN.items()},
    "qti.alpha-1edtech.ai": "production",
    "qti.alpha-1edtech.com": "production",
    "qti-staging.alpha-1edtech.ai": "staging",
    str(urlsplit(_PRODUCTION.token_url).hostname): "production",
    str(urlsplit(_STAGING.token_url).hostname): "staging",
    _BEYOND.format("prod"): "production",
    _BEYOND.format("staging"): "staging",
}

API_URLS = {
    ("alpha-1edtech", "production"): "https://api.alpha-1edtech.ai",
    ("alpha-1edtech", "staging"): "https://api.staging.alpha-1edtech.ai",
    ("timeback", "production"): "https://platform.timeback.com",
    ("timeback", "staging"): "https://platform.dev.timeback.com",
}


def known_deployment(url: str) -> Deployment | None:
    """What belongs to the API's address, where it is the platform's own."""
    return _KNOWN.get(host_of(url))


def environment_of(url: str) -> str | None:
    """The environment that an address belongs to, where it is the platform's own."""
    return _ENVIRONMENT_OF.get(host_of(url))


def host_of(url: str) -> str:
    """The host of an address in lower case; empty where there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""


def loopback_hosts(urls: Iterable[str | None]) -> tuple[list[str], bool]:
    """The hosts of these addresses that are this machine, and whether all of them are."""
    hosts = {host_of(url) for url in urls if url}
    local = sorted(filter(is_loopback, hosts))
    return local, len(local) == len(hosts)


def check_proxy(proxy: str, urls: Mapping[str, str | None], *, allow_http: bool) -> None:
    """Refuse a proxy on another machine that would read what is sent to an ``http://`` address of this one.

    Such an address is admitted because nothing leaves the machine; by way of the proxy, secret and data would. To an
    ``https://`` address a proxy gives a tunnel only, and an ``http://`` address elsewhere needs ``allow_http`` anyway.

    Args:
        proxy: its URL; the error does not repeat it, since it may hold a password.
        urls: the configured addresses by the names of their settings.
    """
    host = host_of(proxy)
    if allow_http or not host or is_loopback(host):
        # Without a host it is no proxy at all, which is told where the connections are made.
        return
    for name, url in urls.items():
        if url is not None and url.startswith("http://"):
            raise ConfigurationError(
                f"proxy is on another machine, and {name} is http:// to {host_of(url)}: the secret would be sent "
                f"to the proxy in the clear; leave proxy out, use https:// in {name}, or pass allow_http=True"
            )


def check_url(name: str, text: str, *, allow_http: bool) -> str:
    """The address without a slash at its end, or an error that does not repeat it: it may hold a password."""
    if not text.isprintable() or " " in text or "\\" in text:
        raise ConfigurationError(f"{name} holds a space, a backslash or a control character")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ConfigurationError(f"{name} is not a URL: its host or port cannot be read") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(f"{name} must start with https:// and name a host, such as https://api.example.org")
    if "@" in parts.netloc:
        raise ConfigurationError(f"{name} holds a user name or password: pass client_id= and client_secret= instead")
    if "?" in text or "#" in text:
        raise ConfigurationError(f"{name} holds a query or fragment: give the address alone")
    if any(part in (".", "..") for part in parts.path.split("/")):
        raise ConfigurationError(f"{name} holds '.' or '..' as a part of its path: write the path out")
    host = parts.hostname.rstrip(".")
    if parts.scheme == "http" and not allow_http and not is_loopback(host):
        raise ConfigurationError(
            f"{name} is http:// to {host}, which would send the secret in the clear: "
            "use https://, or pass allow_http=True"
        )
    netloc = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{netloc}{'' if port is None else f':{port}'}{parts.path.rstrip('/')}"
