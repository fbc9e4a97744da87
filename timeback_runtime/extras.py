"""Errors for optional packages that are not installed, with the command that installs them."""

from __future__ import annotations


def missing_package(feature: str, package: str, extra: str) -> str:
    """Return the error text for a feature whose package is not installed.

    Args:
        feature: what needs the package, such as ``to_arrow()``.
        package: its name on PyPI.
        extra: the extra of this distribution that installs it.
    """
    # Quoted: zsh would take the brackets as a pattern.
    return f"{feature} needs the package {package}, which is not installed: pip install 'timeback-client[{extra}]'"
