"""The minor codes of an error, from general to specific."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField, parse_imsx_code_minor_field
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ImsxCodeMinor(Model):
    """The minor codes of an error, from general to specific.

    Attributes:
        imsx_code_minor_field: At least one code, each with the system that reports it.
    """

    FIELDS = {"imsx_code_minor_field": Field("imsx_codeMinorField", ListOf(ModelOf(ImsxCodeMinorField)), True)}
    NESTED = {"imsx_code_minor_field": ("imsx_codeMinorField", ImsxCodeMinorField)}

    imsx_code_minor_field: list[ImsxCodeMinorField]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ImsxCodeMinor)
        value: Any
        data = self._start_dict()
        if (value := self.imsx_code_minor_field) is not None or "imsx_codeMinorField" in data:
            data["imsx_codeMinorField"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.imsx_code_minor_field = parse_list(data.get("imsx_codeMinorField"), parse_imsx_code_minor_field)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ImsxCodeMinor:
        return parse_imsx_code_minor(data)


_UntrackedImsxCodeMinor = untracked_subclass(ImsxCodeMinor)


def parse_imsx_code_minor(data: Any, deep: bool = False) -> ImsxCodeMinor:
    instance: ImsxCodeMinor = new_model(_UntrackedImsxCodeMinor)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ImsxCodeMinor
    return instance
