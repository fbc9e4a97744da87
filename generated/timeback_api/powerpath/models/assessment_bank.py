"""Tests that are used in turn, in this order."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.qti_source import QtiSource, parse_qti_source
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentBank(Model):
    """Tests that are used in turn, in this order.

    Attributes:
        resources: The tests, in the order of the attempts that use them.
    """

    FIELDS = {"resources": Field("resources", ListOf(ModelOf(QtiSource), 1), True)}
    NESTED = {"resources": ("resources", QtiSource)}

    resources: list[QtiSource]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AssessmentBank)
        value: Any
        data = self._start_dict()
        if (value := self.resources) is not None or "resources" in data:
            data["resources"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.resources = parse_list(data.get("resources"), parse_qti_source)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentBank:
        return parse_assessment_bank(data)


_UntrackedAssessmentBank = untracked_subclass(AssessmentBank)


def parse_assessment_bank(data: Any, deep: bool = False) -> AssessmentBank:
    instance: AssessmentBank = new_model(_UntrackedAssessmentBank)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AssessmentBank
    return instance
