"""Attributes of qti-test-part."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestPartAttributes(Model):
    """Attributes of qti-test-part.

    Attributes:
        identifier: Identifier of the part.
        navigation_mode: How students navigate between items.
        submission_mode: How answers are submitted.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT),
        "navigation_mode": Field("navigation-mode", TEXT),
        "submission_mode": Field("submission-mode", TEXT),
    }

    identifier: str | None = None
    navigation_mode: str | None = None
    submission_mode: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestPartAttributes)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.navigation_mode) is not None or "navigation-mode" in data:
            data["navigation-mode"] = value
        if (value := self.submission_mode) is not None or "submission-mode" in data:
            data["submission-mode"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestPartAttributes:
        return parse_test_part_attributes(data)


_UntrackedTestPartAttributes = untracked_subclass(TestPartAttributes)


def parse_test_part_attributes(data: Any) -> TestPartAttributes:
    instance: TestPartAttributes = new_model(_UntrackedTestPartAttributes)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.navigation_mode = data.get("navigation-mode")
    instance.submission_mode = data.get("submission-mode")
    instance.__class__ = TestPartAttributes
    return instance
