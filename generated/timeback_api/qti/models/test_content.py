"""The document of a test as a tree."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.test_element import TestElement, parse_test_element
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestContent(Model):
    """The document of a test as a tree.

    Attributes:
        qti_assessment_test: The element qti-assessment-test.
    """

    FIELDS = {"qti_assessment_test": Field("qti-assessment-test", ModelOf(TestElement))}
    NESTED = {"qti_assessment_test": ("qti-assessment-test", TestElement)}

    qti_assessment_test: TestElement | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestContent)
        value: Any
        data = self._start_dict()
        if (value := self.qti_assessment_test) is not None or "qti-assessment-test" in data:
            data["qti-assessment-test"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.qti_assessment_test = (
            parse_test_element(value, True) if type(value := data.get("qti-assessment-test")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestContent:
        return parse_test_content(data)


_UntrackedTestContent = untracked_subclass(TestContent)


def parse_test_content(data: Any, deep: bool = False) -> TestContent:
    instance: TestContent = new_model(_UntrackedTestContent)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TestContent
    return instance
