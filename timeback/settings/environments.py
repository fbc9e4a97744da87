"""The known hosts and environments of the platform, and checks of URLs and proxies."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from timeback_runtime import loopback
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.records import evolve, frozen

is_loopback = loopback.is_loopback

ENVIRONMENTS = ("staging", "production")

PLATFORMS: dict[str, dict[str, str]] = {
    # The base paths of the OpenAPI documents.
    "alpha-1edtech": {},
    # The second generation of the platform.
    "timeback": {"rostering": "/rostering/1.0", "gradebook": "/gradebook/1.0", "resources": "/resources/1.0"},
}

# Services that a platform does not have. The second generation receives events of another form.
NOT_SERVED: dict[str, tuple[str, ...]] = {
    "alpha-1edtech": (),
    "timeback": ("events", "webhooks", "edubridge", "case", "clr"),
}


@frozen
class Deployment:
    """The addresses that belong to a known host of the API."""

    environment: str
    platform: str
    token_url: str
    qti_url: str | None
    events_url: str | None


_COGNITO = "https://alpha-auth-{}-idp.auth.us-west-2.amazoncognito.com/oauth2/token"
_BEYOND = "{}-beyond-timeback-api-2-idp.auth.us-east-1.amazoncognito.com"
_PRODUCTION = Deployment(
    "production",
    "alpha-1edtech",
    _COGNITO.format("production"),
    "https://qti.alpha-1edtech.ai/api",
    "https://caliper.alpha-1edtech.ai",
)
_STAGING = Deployment(
    "staging",
    "alpha-1edtech",
    _COGNITO.format("development"),
    "https://qti-staging.alpha-1edtech.ai/api",
    "https://caliper.staging.alpha-1edtech.ai",
)

_KNOWN = {
    "api.alpha-1edtech.ai": _PRODUCTION,
    "api.alpha-1edtech.com": evolve(_PRODUCTION, qti_url="https://qti.alpha-1edtech.com/api"),
    "api.staging.alpha-1edtech.ai": _STAGING,
    "api.staging.alpha-1edtech.com": _STAGING,
    "staging.alpha-1edtech.com": _STAGING,
    "platform.timeback.com": Deployment(
        "production", "timeback", "https://platform.timeback.com/auth/1.0/token", None, None
    ),
    "platform.dev.timeback.com": Deployment(
        "staging", "timeback", "https://platform.dev.timeback.com/auth/1.0/token", None, None
    ),
}

_ENVIRONMENT_OF = {
    **{host: deployment.environment for host, deployment in _KNOWN.items()},
    # The address of production in the older client.
    "alpha-1edtech.com": "production",
    "qti.alpha-1edtech.ai": "production",
    "qti.alpha-1edtech.com": "production",
    "qti-staging.alpha-1edtech.ai": "staging",
    # Events and webhooks.
    "caliper.alpha-1edtech.ai": "production",
    "caliper.alpha-1edtech.com": "production",
    "caliper.staging.alpha-1edtech.ai": "staging",
    "caliper-staging.alpha-1edtech.ai": "staging",
    "caliper-staging.alpha-1edtech.com": "staging",
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
    """Return the deployment at an API address; None if it is not one of the platform's."""
    return _KNOWN.get(host_of(url))


def environment_of(url: str) -> str | None:
    """Return the environment that an address belongs to; None if it is not one of the platform's."""
    return _ENVIRONMENT_OF.get(host_of(url))


def host_of(url: str) -> str:
    """Return the host of an address in lower case; empty text if it has none."""
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""


def check_proxy(proxy: str, urls: Mapping[str, str | None], *, allow_http: bool) -> None:
    """Refuse a proxy on another machine that could read requests to an ``http://`` address of this machine.

    Such an address is allowed because nothing leaves the machine. Through the proxy, secret and data would. To an
    ``https://`` address a proxy only opens a tunnel, and an ``http://`` address elsewhere needs ``allow_http`` anyway.

    Args:
        proxy: the URL of the proxy. The error does not quote it, since it may hold a password.
        urls: the configured addresses by the names of their settings.

    Raises:
        ConfigurationError: requests would reach the proxy unencrypted.
    """
    host = host_of(proxy)
    if allow_http or not host or is_loopback(host):
        # A URL without a host is reported where the connections are opened.
        return
    for name, url in urls.items():
        if url is not None and url.startswith("http://"):
            raise ConfigurationError(
                f"proxy is on another machine, and {name} is http:// to {host_of(url)}: the secret would reach "
                f"the proxy unencrypted; omit proxy, use https:// in {name}, or pass allow_http=True"
            )


def check_same_environment(addresses: Mapping[str, str | None], environment: str | None) -> None:
    """Refuse an address of the platform in another environment than the client's, because secret or token go there.

    Args:
        addresses: the configured addresses by the names of their settings, ``token_url`` among them.
        environment: the environment of the client; None if it has none. Then that of ``token_url`` counts, if it is an
            address of the platform.

    Raises:
        ConfigurationError: there is such an address, or one in ``base_paths`` or ``events_url`` although no environment
            is known.
    """
    of_token = environment_of(addresses["token_url"] or "")
    own = environment or of_token
    if environment is not None:
        reason, change = f"the environment is {environment}", "pass environment={!r}"
    elif own is not None:
        reason, change = f"token_url belongs to {own}", "pass the token_url of {}"
    else:
        reason, change = "the environment is not set, and the token would be sent there", "pass environment={!r}"
    for name, url in addresses.items():
        belongs_to = environment_of(url or "")
        if belongs_to not in (None, own) and (own is not None or name.startswith(("base_paths", "events_url"))):
            raise ConfigurationError(
                f"{name} is a {belongs_to} address ({host_of(url or '')}), but {reason}: "
                f"{change.format(belongs_to)}, or another {name}"
            )


def check_url(name: str, text: str, *, allow_http: bool) -> str:
    """Return an address without a slash at its end.

    Raises:
        ConfigurationError: it is not a usable URL. The text does not quote it, since it may hold a password.
    """
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
        raise ConfigurationError(f"{name} holds a query or fragment: pass the URL without them")
    if any(part in (".", "..") for part in parts.path.split("/")):
        raise ConfigurationError(f"{name} holds '.' or '..' as a part of its path: pass the resolved path")
    host = parts.hostname.rstrip(".")
    if parts.scheme == "http" and not allow_http and not is_loopback(host):
        raise ConfigurationError(
            f"{name} is http:// to {host}, which would send the secret unencrypted: "
            "use https://, or pass allow_http=True"
        )
    netloc = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{netloc}{'' if port is None else f':{port}'}{parts.path.rstrip('/')}"
