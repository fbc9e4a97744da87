"""The metadata of a test, replaced as a whole."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import OBJECT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestMetadata(Model):
    """The metadata of a test, replaced as a whole.

    Attributes:
        metadata: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
    """

    FIELDS = {"metadata": Field("metadata", OBJECT, True)}

    metadata: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestMetadata)
        value: Any
        data = self._start_dict()
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestMetadata:
        return parse_test_metadata(data)


_UntrackedTestMetadata = untracked_subclass(TestMetadata)


def parse_test_metadata(data: Any) -> TestMetadata:
    instance: TestMetadata = new_model(_UntrackedTestMetadata)
    instance._received = data
    instance._changed = None
    instance.metadata = data.get("metadata")
    instance.__class__ = TestMetadata
    return instance
