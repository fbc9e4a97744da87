"""The metadata of a test, to be replaced as a whole."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestMetadata(Model):
    """The metadata of a test, to be replaced as a whole.

    Attributes:
        metadata: Free key and value pairs that travel with an object. What they mean is agreed between those who
            write and those who read them.
    """
    metadata: dict[str, Any] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestMetadata)
        v: Any
        d = self._begin()
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestMetadata:
        return parse_test_metadata(data)


def parse_test_metadata(d: dict[str, Any]) -> TestMetadata:
    self: TestMetadata = new(_TestMetadata)
    self._raw = d
    self._changed = None
    self.metadata = d.get("metadata")
    self.__class__ = TestMetadata
    return self




_TestMetadata = seed(TestMetadata)
TestMetadata.FIELDS = {
    "metadata": Field("metadata", FREE, True),
}
