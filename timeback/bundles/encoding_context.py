"""Data of other objects that the conversion of an object to CSV rows needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

Mode: TypeAlias = Literal["bulk", "delta"]
JsonObject: TypeAlias = Mapping[str, Any]


class EncodingContext(Protocol):
    """Data of other objects, for columns that have no property in the REST binding."""

    mode: Mode
    now: str

    @property
    def root_org(self) -> str | None: ...

    @property
    def certain_root(self) -> str | None:
        """The root organisation, or None if organisations that are written later could change it."""

    def class_of(self, sourced_id: str) -> tuple[str | None, str | None] | None:
        """Return the ids of course and school of a class, or None for an unknown class."""

    def has(self, file: str, id_: str) -> bool:
        """Return whether a file already has a row with this id."""


@dataclass
class _SingleObjectContext:
    """The context of an object without a bundle."""

    root_org: str | None
    mode: Mode
    now: str = "1970-01-01T00:00:00.000Z"

    @property
    def certain_root(self) -> str | None:
        return self.root_org

    def class_of(self, sourced_id: str) -> tuple[str | None, str | None] | None:
        return None

    def has(self, file: str, id_: str) -> bool:
        return False


def single_object_context(root_org: str | None, mode: Mode) -> EncodingContext:
    return _SingleObjectContext(root_org, mode)
