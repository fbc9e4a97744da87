"""Resolved settings, and the errors of those that are refused."""

import traceback
from typing import Any

import pytest

from timeback.settings import Settings, resolve
from timeback_runtime.errors import ConfigurationError

QTI_PRODUCTION = "https://qti.alpha-1edtech.ai/api"
QTI_STAGING = "https://qti-staging.alpha-1edtech.ai/api"
PRODUCTION = "https://api.alpha-1edtech.ai"
STAGING = "https://api.staging.alpha-1edtech.ai"
CREDENTIALS = {"client_id": "cid-1", "client_secret": "hush-hush"}


def resolved(environ: dict[str, str] | None = None, **arguments: Any) -> Settings:
    return resolve(**{**CREDENTIALS, **arguments}, environ=environ or {})


def refused(environ: dict[str, str] | None = None, **arguments: Any) -> str:
    with pytest.raises(ConfigurationError) as caught:
        resolved(environ, **arguments)
    text = "".join(traceback.format_exception(caught.value))
    for secret in ("hush-hush", "pa55", "t0ken"):
        assert secret not in text
    return str(caught.value)
