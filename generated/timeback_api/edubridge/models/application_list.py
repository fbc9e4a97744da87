"""A list of applications."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.application import Application, parse_application
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ApplicationList(Model):
    """A list of applications.

    Attributes:
        applications: The applications.
    """

    FIELDS = {"applications": Field("applications", ListOf(ModelOf(Application)), True)}
    NESTED = {"applications": ("applications", Application)}

    applications: list[Application]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ApplicationList)
        value: Any
        data = self._start_dict()
        if (value := self.applications) is not None or "applications" in data:
            data["applications"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.applications = parse_list(data.get("applications"), parse_application)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ApplicationList:
        return parse_application_list(data)


_UntrackedApplicationList = untracked_subclass(ApplicationList)


def parse_application_list(data: Any, deep: bool = False) -> ApplicationList:
    instance: ApplicationList = new_model(_UntrackedApplicationList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ApplicationList
    return instance
