"""The provider with a given name."""

from __future__ import annotations

from typing import Final, get_args

from timeback.sandbox.providers.oneroster import oneroster
from timeback.sandbox.providers.platform import platform
from timeback.sandbox.providers.provider import Provider, ProviderName

__all__ = ["provider_of"]

_PROVIDERS: Final = {"platform": platform, "oneroster": oneroster}


def provider_of(name: ProviderName) -> Provider:
    """The provider with this name.

    Raises:
        ValueError: there is none.
    """
    if name not in _PROVIDERS:
        raise ValueError(f"provider must be one of {', '.join(get_args(ProviderName))}")
    return _PROVIDERS[name]()
