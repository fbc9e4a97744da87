"""The reports on the MAP tests of a student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.map_report import MapReport, parse_map_report
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MapReportList(Model):
    """The reports on the MAP tests of a student.

    Attributes:
        data: The reports.
    """

    FIELDS = {"data": Field("data", ListOf(ModelOf(MapReport)), True)}
    NESTED = {"data": ("data", MapReport)}

    data: list[MapReport]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, MapReportList)
        value: Any
        data = self._start_dict()
        if (value := self.data) is not None or "data" in data:
            data["data"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.data = parse_list(data.get("data"), parse_map_report)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MapReportList:
        return parse_map_report_list(data)


_UntrackedMapReportList = untracked_subclass(MapReportList)


def parse_map_report_list(data: Any, deep: bool = False) -> MapReportList:
    instance: MapReportList = new_model(_UntrackedMapReportList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = MapReportList
    return instance
