"""Attributes of qti-test-part."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestPartAttributes(Model):
    """Attributes of qti-test-part.

    Attributes:
        identifier: Identifier of the part.
        navigation_mode: How to move between items.
        submission_mode: How answers are handed in.
    """
    identifier: str | None = None
    navigation_mode: str | None = None
    submission_mode: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestPartAttributes)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.navigation_mode) is not None or "navigation-mode" in d:
            d["navigation-mode"] = v
        if (v := self.submission_mode) is not None or "submission-mode" in d:
            d["submission-mode"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestPartAttributes:
        return parse_test_part_attributes(data)


def parse_test_part_attributes(d: dict[str, Any]) -> TestPartAttributes:
    self: TestPartAttributes = new(_TestPartAttributes)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.navigation_mode = d.get("navigation-mode")
    self.submission_mode = d.get("submission-mode")
    self.__class__ = TestPartAttributes
    return self




_TestPartAttributes = seed(TestPartAttributes)
TestPartAttributes.FIELDS = {
    "identifier": Field("identifier", TEXT),
    "navigation_mode": Field("navigation-mode", TEXT),
    "submission_mode": Field("submission-mode", TEXT),
}
