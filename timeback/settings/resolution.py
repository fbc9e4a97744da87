"""Resolve the settings of a client from arguments, environment variables and the known hosts of the platform.

Each setting is read from the first of these places that has it:

1. the argument;
2. the variable of the environment, such as ``TIMEBACK_STAGING_CLIENT_ID``;
3. the plain variable, such as ``TIMEBACK_CLIENT_ID``;
4. the variables that the platform's official client reads.

At 2 to 4, ``..._CLIENT_SECRET_FILE`` may name a file that holds the secret. 3 and 4 apply only to the environment that
``TIMEBACK_ENVIRONMENT`` names, or to a client that names none, so a staging secret is never sent to production.
``TIMEBACK_DEADLINE``, ``TIMEBACK_TOKEN_CACHE`` and ``TIMEBACK_SENSOR`` apply to every client.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

from timeback.settings.base_paths import (
    check_base_paths,
    check_no_service_path,
    full_urls,
    parse_base_paths,
)
from timeback.settings.certificates import check_verify, warn_if_insecure
from timeback.settings.environment_variables import SettingsReader, variable
from timeback.settings.environments import (
    API_URLS,
    PLATFORMS,
    check_proxy,
    check_same_environment,
    environment_of,
    host_of,
    is_loopback,
    known_deployment,
)
from timeback.settings.model import MAX_RESPONSE_BYTES, ClientSecret, FilterQuotes, Settings, TokenAuth
from timeback.settings.suggestions import listed, suggestion
from timeback.settings.validation import byte_limit, check_scope, check_sensor, positive, timeout_seconds, whole
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.frames import clears_locals
from timeback_runtime.unknown_properties import UnknownProperties

if TYPE_CHECKING:
    import ssl

_TOKEN_AUTH_PROBLEM = (
    "must be 'post' (id and secret in the form), 'basic' (HTTP Basic, form-encoded) or 'basic-raw' "
    "(HTTP Basic, unchanged)"
)


@clears_locals
def resolve(
    *,
    environment: str | None = None,
    client_id: str | None = None,
    client_secret: ClientSecret | None = None,
    client_secret_file: str | os.PathLike[str] | None = None,
    api_url: str | None = None,
    qti_api_url: str | None = None,
    events_url: str | None = None,
    token_url: str | None = None,
    scope: str | Iterable[str] | None = None,
    token_auth: TokenAuth | None = None,
    platform: str | None = None,
    base_paths: Mapping[str, str] | None = None,
    filter_quotes: FilterQuotes | None = None,
    unknown_properties: UnknownProperties | None = None,
    sensor: str | None = None,
    timeout: float = 30.0,
    max_retries: int = 4,
    deadline: float | None = None,
    max_response_bytes: int | None = MAX_RESPONSE_BYTES,
    max_requests_per_second: float | None = None,
    allow_http: bool = False,
    proxy: str | None = None,
    verify: bool | str | os.PathLike[str] | ssl.SSLContext = True,
    http2: bool = False,
    trust_env: bool = True,
    token_cache: str | os.PathLike[str] | Literal[False] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Complete and validate the settings that the caller gave.

    Warns with :class:`InsecureTLSWarning`, once in a process, if ``verify`` is False or a context that checks no
    certificate.

    Args:
        environ: the environment variables; those of the process by default. The other arguments are the settings.

    Raises:
        ConfigurationError: a setting is missing, invalid or unsafe, or contradicts another one.
    """
    reader = SettingsReader(os.environ if environ is None else environ, environment, api_url)
    if platform is not None and platform not in PLATFORMS:
        raise ConfigurationError(f"platform is not one of {listed(PLATFORMS)}{suggestion(platform, PLATFORMS)}")

    api = reader.url("api_url", api_url, allow_http=allow_http)
    if reader.environment is None and api is not None:
        reader.set_environment(environment_of(api))
    if api is None:
        if reader.environment is None:
            raise ConfigurationError(
                "neither environment nor api_url is given: pass environment='staging' or environment='production', "
                "or set TIMEBACK_ENVIRONMENT; for your own server pass api_url= and token_url=; "
                "without credentials, use timeback.sandbox.Sandbox"
            )
        api = API_URLS[platform or "alpha-1edtech", reader.environment]
    deployment = known_deployment(api)
    token = reader.url("token_url", token_url, allow_http=allow_http)
    qti = reader.url("qti_api_url", qti_api_url, allow_http=allow_http)
    events = reader.url("events_url", events_url, allow_http=allow_http)
    if deployment is not None:
        token, qti, events = token or deployment.token_url, qti or deployment.qti_url, events or deployment.events_url
    elif is_loopback(host_of(api)):
        token, qti, events = token or f"{api}/oauth2/token", qti or f"{api}/api", events or api
    if token is None:
        raise ConfigurationError(
            f"token_url is missing, and {host_of(api)} is not a known host of the platform: "
            f"pass token_url=, or set {variable(reader.environment, 'token_url')}"
        )
    addresses = {"api_url": api, "qti_api_url": qti, "events_url": events, "token_url": token}
    paths = _base_paths(base_paths, reader, allow_http=allow_http)
    check_no_service_path(api, paths)
    addresses |= full_urls(paths)
    check_same_environment(addresses, reader.environment)
    if proxy is not None:
        # Not always text: a proxy of httpx is accepted too.
        check_proxy(str(getattr(proxy, "url", proxy)), addresses, allow_http=allow_http)
    checked_client_id = reader.required_text("client_id", client_id)
    secret = reader.secret(client_secret, client_secret_file)
    checked_token_auth = _choice(reader, "token_auth", token_auth, get_args(TokenAuth), _TOKEN_AUTH_PROBLEM)
    if checked_token_auth == "basic-raw" and ":" in checked_client_id:
        raise ConfigurationError(
            "client_id holds a colon, which token_auth='basic-raw' cannot carry: use token_auth='basic' or "
            "token_auth='post'"
        )
    checked_deadline = reader.seconds("deadline", deadline)
    checked_max_response_bytes = byte_limit("max_response_bytes", max_response_bytes)
    checked_verify = check_verify(verify)
    warn_if_insecure(checked_verify)
    return Settings(
        environment=reader.environment,
        api_url=api,
        qti_api_url=qti,
        events_url=events,
        token_url=token,
        client_id=checked_client_id,
        client_secret=secret,
        scope=check_scope(reader.text("scope", None) if scope is None else scope),
        token_auth=checked_token_auth,
        platform=platform or (deployment.platform if deployment else "alpha-1edtech"),
        base_paths=paths,
        filter_quotes=_choice(reader, "filter_quotes", filter_quotes, get_args(FilterQuotes)),
        unknown_properties=_choice(reader, "unknown_properties", unknown_properties, get_args(UnknownProperties)),
        sensor=check_sensor(reader.text("sensor", sensor)),
        timeout=timeout_seconds("timeout", timeout),
        max_retries=whole("max_retries", max_retries),
        deadline=checked_deadline,
        max_response_bytes=checked_max_response_bytes,
        max_requests_per_second=(
            None if max_requests_per_second is None else positive("max_requests_per_second", max_requests_per_second)
        ),
        allow_http=allow_http,
        http2=http2,
        trust_env=trust_env,
        token_cache=reader.file("token_cache", token_cache),
        proxy=proxy,
        verify=checked_verify,
    )


def _base_paths(given: Mapping[str, str] | None, reader: SettingsReader, *, allow_http: bool) -> dict[str, str]:
    if given is None:
        text = reader.text("base_paths", None)
        given = {} if text is None else parse_base_paths(variable(reader.environment, "base_paths"), text)
    return check_base_paths(given, allow_http=allow_http)


def _choice(reader: SettingsReader, name: str, given: str | None, known: tuple[str, ...], problem: str = "") -> Any:
    """Return a setting that is one of the known values. The first of them is the default."""
    text = reader.text(name, given) or known[0]
    if text not in known:
        raise ConfigurationError(f"{name} {problem or f'is not one of {listed(known)}'}")
    return text
