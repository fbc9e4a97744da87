"""Result of the replacement of an organisation."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.org import Org, parse_org
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UpdatedOrg(Model):
    """Result of the replacement of an organisation. It may contain the organisation.

    Attributes:
        org: A school, a district or another organisation in education. Organisations form a hierarchy.
    """

    FIELDS = {"org": Field("org", ModelOf(Org))}
    NESTED = {"org": ("org", Org)}

    org: Org | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UpdatedOrg)
        value: Any
        data = self._start_dict()
        if (value := self.org) is not None or "org" in data:
            data["org"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.org = parse_org(value, True) if type(value := data.get("org")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UpdatedOrg:
        return parse_updated_org(data)


_UntrackedUpdatedOrg = untracked_subclass(UpdatedOrg)


def parse_updated_org(data: Any, deep: bool = False) -> UpdatedOrg:
    instance: UpdatedOrg = new_model(_UntrackedUpdatedOrg)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = UpdatedOrg
    return instance
