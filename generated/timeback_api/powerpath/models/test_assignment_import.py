"""A spreadsheet with tests to assign."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestAssignmentImport(Model):
    """A spreadsheet with tests to assign.

    Attributes:
        spreadsheet_url: Address of a spreadsheet that anyone can read.
        sheet: Name of the sheet in it.
    """

    FIELDS = {"spreadsheet_url": Field("spreadsheetUrl", TEXT, True), "sheet": Field("sheet", TEXT, True)}

    spreadsheet_url: str
    sheet: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestAssignmentImport)
        value: Any
        data = self._start_dict()
        if (value := self.spreadsheet_url) is not None or "spreadsheetUrl" in data:
            data["spreadsheetUrl"] = value
        if (value := self.sheet) is not None or "sheet" in data:
            data["sheet"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestAssignmentImport:
        return parse_test_assignment_import(data)


_UntrackedTestAssignmentImport = untracked_subclass(TestAssignmentImport)


def parse_test_assignment_import(data: Any) -> TestAssignmentImport:
    instance: TestAssignmentImport = new_model(_UntrackedTestAssignmentImport)
    instance._received = data
    instance._changed = None
    instance.spreadsheet_url = data.get("spreadsheetUrl")
    instance.sheet = data.get("sheet")
    instance.__class__ = TestAssignmentImport
    return instance
