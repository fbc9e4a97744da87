"""Parsing of TOML and YAML to JSON values."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator
from datetime import date, time
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Final

import click

from timeback.cli.input.records import decode
from timeback.errors import ConfigurationError
from timeback_runtime.extras import missing_package

# Aliases of YAML can repeat a value any number of times.
_MOST_VALUES: Final = 1_000_000


def parse(file: BinaryIO, name: str) -> dict[str, Any]:
    """Read a file whose name ends in ``.toml``, ``.yaml`` or ``.yml``.

    Dates and times become text in ISO 8601.

    Raises:
        click.UsageError: another ending, no valid TOML or YAML, or a value that JSON cannot express.
        ConfigurationError: the package that reads YAML is missing.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in (".toml", ".yaml", ".yml"):
        raise click.UsageError(f"{name}: a course file is TOML or YAML; its name must end in .toml, .yaml or .yml.")
    text = decode(file)
    try:
        data = _parse_toml(text, name) if suffix == ".toml" else _parse_yaml(text, name)
        if not isinstance(data, dict):
            raise click.UsageError(f"{name}: the file has no tables. It needs at least one, such as courses.")
        values = count()
        return {key: _as_json(value, f"{name}: {key}", values) for key, value in _text_keys(data, f"{name}:")}
    except RecursionError:
        raise click.UsageError(f"{name}: more nested lists or tables than can be read.") from None


def _parse_toml(text: str, name: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise click.UsageError(f"{name}: invalid TOML: {error}") from None


def _parse_yaml(text: str, name: str) -> Any:
    try:
        import yaml
    except ImportError:
        raise ConfigurationError(missing_package("a course file in YAML", "pyyaml", "cli")) from None

    class UniqueKeyLoader(yaml.SafeLoader):
        """Refuses a key that occurs twice. YAML forbids it, and the parser would drop the first value."""

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen = set()
            # Before the keys of << are added, which the mapping may replace.
            for key_node, _ in node.value if isinstance(node, yaml.MappingNode) else ():
                # The tag too: the number 1 and the text "1" are two keys.
                key = (key_node.tag, key_node.value) if isinstance(key_node, yaml.ScalarNode) else None
                if key is not None and key in seen and key_node.tag != "tag:yaml.org,2002:merge":
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key {key_node.value!r} occurs twice", key_node.start_mark
                    )
                seen.add(key)
            return super().construct_mapping(node, deep)

    try:
        return yaml.load(text, UniqueKeyLoader)  # noqa: S506 - derived from SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = "" if mark is None else f" (at line {mark.line + 1}, column {mark.column + 1})"
        raise click.UsageError(f"{name}: invalid YAML: {error.problem or error.context}{place}") from None
    except yaml.YAMLError as error:
        raise click.UsageError(f"{name}: invalid YAML: {error}") from None
    except ValueError as error:  # a date such as 2026-02-31
        raise click.UsageError(f"{name}: invalid YAML: {error}; write text in quotes") from None


def _text_keys(data: dict[Any, Any], where: str) -> list[tuple[str, Any]]:
    for key in data:
        # In YAML, 1, 2026-01-01 and yes are no text.
        if not isinstance(key, str):
            raise click.UsageError(f"{where} the key {key} is no text. Write it in quotes.")
    return list(data.items())


def _as_json(value: Any, where: str, values: Iterator[int]) -> Any:
    """Return a JSON value. ``values`` counts those of the whole file."""
    if next(values) > _MOST_VALUES:
        raise click.UsageError(f"{where}: the file has more than {_MOST_VALUES:,} values. Split it.")
    match value:
        case dict():
            return {key: _as_json(item, f"{where}.{key}", values) for key, item in _text_keys(value, f"{where}:")}
        case list():
            return [_as_json(item, f"{where}[{index}]", values) for index, item in enumerate(value)]
        case float() if not math.isfinite(value):
            raise click.UsageError(f"{where}: expected a finite number.")
        case date() | time():
            return value.isoformat()
        case None | str() | bool() | int() | float():
            return value
    raise click.UsageError(f"{where}: JSON has no value of this type ({type(value).__name__}). Write it as text.")
