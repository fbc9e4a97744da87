"""Wrapper of one association."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.cf_association import CFAssociation, parse_cf_association
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCFAssociation(Model):
    """Wrapper of one association.

    Attributes:
        cf_association: A directed relation of two objects of a framework.
    """

    FIELDS = {"cf_association": Field("CFAssociation", ModelOf(CFAssociation), True)}
    NESTED = {"cf_association": ("CFAssociation", CFAssociation)}

    cf_association: CFAssociation

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleCFAssociation)
        value: Any
        data = self._start_dict()
        if (value := self.cf_association) is not None or "CFAssociation" in data:
            data["CFAssociation"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.cf_association = (
            parse_cf_association(value, True) if type(value := data.get("CFAssociation")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCFAssociation:
        return parse_single_cf_association(data)


_UntrackedSingleCFAssociation = untracked_subclass(SingleCFAssociation)


def parse_single_cf_association(data: Any, deep: bool = False) -> SingleCFAssociation:
    instance: SingleCFAssociation = new_model(_UntrackedSingleCFAssociation)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleCFAssociation
    return instance
