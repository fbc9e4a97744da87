"""Reading back what was written, and holding it against what went in."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from timeback.parquet import OTHER


def read(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.ParquetFile(path).read().to_pylist()
    return rows


def assert_all_there(entity: dict[str, Any], row: dict[str, Any]) -> None:
    """Every value of an object is in its row: in its column as the same value, or in the column for the rest."""
    aside = json.loads(row[OTHER]) if row[OTHER] is not None else {}
    met: set[str] = set()
    _held(entity, row, "", aside, met)
    assert met == aside.keys(), "nothing else is in the column for the rest"


def without_passwords(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_passwords(one) for key, one in value.items() if key.lower() != "password"}
    return [without_passwords(one) for one in value] if isinstance(value, list) else value


def _held(value: Any, held: Any, path: str, aside: dict[str, Any], met: set[str]) -> None:
    if path in aside:
        assert aside[path] == without_passwords(value)
        assert held is None
        met.add(path)
    elif value is None:
        assert held is None
    elif isinstance(held, str) and not isinstance(value, str):
        # What the specification leaves open is JSON.
        assert json.loads(held) == without_passwords(value)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name.lower() != "password":
                here = _below(path, name)
                _held(one, held.get(name) if isinstance(held, dict) else None, here, aside, met)
    elif isinstance(value, list):
        assert len(held) == len(value)
        for index, one in enumerate(value):
            _held(one, held[index], f"{path}[{index}]", aside, met)
    elif isinstance(held, datetime):
        assert held == datetime.fromisoformat(value)
    elif isinstance(held, date):
        assert held == date.fromisoformat(value)
    elif isinstance(held, bool):
        assert value in (held, str(held).lower())
    elif isinstance(held, str) and held != value:
        assert json.loads(held) == value
    else:
        assert held == value
        assert held is not None


def _below(path: str, name: str) -> str:
    plain = name.isascii() and name.replace("-", "_").isidentifier() and not name.startswith("-")
    if not plain:
        return f"{path}[{name!r}]"
    return f"{path}.{name}" if path else name
