"""Which organisation is the root of a district. The CSV files do not say whose academic sessions are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Root:
    """Looks at organisations as they pass. The root is the only one without a parent, else the only such district."""

    def __init__(self) -> None:
        self._tops = 0
        self._top: str | None = None
        self._districts = 0
        self._district: str | None = None

    def add(self, org: Mapping[str, Any]) -> None:
        if org.get("parent"):
            return
        self._tops += 1
        self._top = org["sourcedId"]
        if org.get("type") == "district":
            self._districts += 1
            self._district = org["sourcedId"]

    @property
    def id(self) -> str | None:
        if self._tops == 1:
            return self._top
        return self._district if self._districts == 1 else None
