"""Output as YAML 1.1, which readers of YAML 1.2 read alike: text that could be taken for another type is quoted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from timeback._escaping.terminal import clean
from timeback.errors import ConfigurationError
from timeback_runtime.extras import missing_package
from timeback_runtime.numbers import ExactFloat

try:
    import yaml
except ImportError:
    raise ConfigurationError(missing_package("-o yaml", "pyyaml", "cli")) from None


class _Dumper(yaml.SafeDumper):
    """Writes JSON values. Equal objects are repeated, not named."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    # Output is escaped as \uXXXX for the terminal. That means the same character in double quotes only.
    style = '"' if clean(text) != text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_exact_float(dumper: _Dumper, number: ExactFloat) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", str(number))


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(ExactFloat, _represent_exact_float)


def write_list(records: Iterable[Any]) -> None:
    """Write a list, each element as it is received."""
    is_empty = True
    for record in records:
        is_empty = False
        click.echo(_text([record]), nl=False)
    if is_empty:
        click.echo("[]")


def write_value(value: Any) -> None:
    """Write one value."""
    click.echo(_text(value), nl=False)


def _text(value: Any) -> str:
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf"))
    # A value that is no list or object ends in a mark of the end of the document.
    return text.removesuffix("...\n")
