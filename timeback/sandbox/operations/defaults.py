"""Default values of created objects that the server derives from other objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["DEFAULTS"]


def _school_of_class(store: Store, enrollment: StoredObject) -> None:
    """Set the school of an enrollment to that of its class. The lists of a school would not find it otherwise."""
    named = enrollment.get("class")
    if enrollment.get("school") is not None or not isinstance(named, dict):
        return
    taught = store.get("classes", str(named.get("sourcedId"))) or {}
    school = taught.get("school") or taught.get("org")
    if isinstance(school, dict) and isinstance(school.get("sourcedId"), str):
        enrollment["school"] = school


DEFAULTS: Final[Mapping[str, Callable[[Store, StoredObject], None]]] = {"enrollments": _school_of_class}
