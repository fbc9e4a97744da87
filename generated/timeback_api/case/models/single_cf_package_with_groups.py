"""Wrapper of one package with groups."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.cf_package_with_groups import CFPackageWithGroups, parse_cf_package_with_groups
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCFPackageWithGroups(Model):
    """Wrapper of one package with groups.

    Attributes:
        cf_package_with_groups: A framework with its items as a tree of groups.
    """

    FIELDS = {"cf_package_with_groups": Field("CFPackageWithGroups", ModelOf(CFPackageWithGroups), True)}
    NESTED = {"cf_package_with_groups": ("CFPackageWithGroups", CFPackageWithGroups)}

    cf_package_with_groups: CFPackageWithGroups

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleCFPackageWithGroups)
        value: Any
        data = self._start_dict()
        if (value := self.cf_package_with_groups) is not None or "CFPackageWithGroups" in data:
            data["CFPackageWithGroups"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.cf_package_with_groups = (
            parse_cf_package_with_groups(value, True)
            if type(value := data.get("CFPackageWithGroups")) is dict
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCFPackageWithGroups:
        return parse_single_cf_package_with_groups(data)


_UntrackedSingleCFPackageWithGroups = untracked_subclass(SingleCFPackageWithGroups)


def parse_single_cf_package_with_groups(data: Any, deep: bool = False) -> SingleCFPackageWithGroups:
    instance: SingleCFPackageWithGroups = new_model(_UntrackedSingleCFPackageWithGroups)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleCFPackageWithGroups
    return instance
