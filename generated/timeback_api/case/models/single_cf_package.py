"""Wrapper of one package."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.cf_package import CFPackage, parse_cf_package
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCFPackage(Model):
    """Wrapper of one package.

    Attributes:
        cf_package: A whole framework.
    """

    FIELDS = {"cf_package": Field("CFPackage", ModelOf(CFPackage), True)}
    NESTED = {"cf_package": ("CFPackage", CFPackage)}

    cf_package: CFPackage

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleCFPackage)
        value: Any
        data = self._start_dict()
        if (value := self.cf_package) is not None or "CFPackage" in data:
            data["CFPackage"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.cf_package = parse_cf_package(value, True) if type(value := data.get("CFPackage")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCFPackage:
        return parse_single_cf_package(data)


_UntrackedSingleCFPackage = untracked_subclass(SingleCFPackage)


def parse_single_cf_package(data: Any, deep: bool = False) -> SingleCFPackage:
    instance: SingleCFPackage = new_model(_UntrackedSingleCFPackage)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleCFPackage
    return instance
