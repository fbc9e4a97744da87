"""The XML of a test part as a tree."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.test_part_element import TestPartElement, parse_test_part_element
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestPartContent(Model):
    """The XML of a test part as a tree.

    Attributes:
        qti_test_part: The element qti-test-part.
    """

    FIELDS = {"qti_test_part": Field("qti-test-part", ModelOf(TestPartElement))}
    NESTED = {"qti_test_part": ("qti-test-part", TestPartElement)}

    qti_test_part: TestPartElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestPartContent)
        value: Any
        data = self._start_dict()
        if (value := self.qti_test_part) is not None or "qti-test-part" in data:
            data["qti-test-part"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.qti_test_part = (
            parse_test_part_element(value, True) if type(value := data.get("qti-test-part")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestPartContent:
        return parse_test_part_content(data)


_UntrackedTestPartContent = untracked_subclass(TestPartContent)


def parse_test_part_content(data: Any, deep: bool = False) -> TestPartContent:
    instance: TestPartContent = new_model(_UntrackedTestPartContent)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TestPartContent
    return instance
