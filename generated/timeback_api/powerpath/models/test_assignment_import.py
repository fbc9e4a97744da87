"""A spreadsheet with tests to assign."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestAssignmentImport(Model):
    """A spreadsheet with tests to assign.

    Attributes:
        spreadsheet_url: Address of a spreadsheet that anyone can read.
        sheet: Name of the sheet in it.
    """
    spreadsheet_url: str | None
    sheet: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestAssignmentImport)
        v: Any
        d = self._begin()
        if (v := self.spreadsheet_url) is not None or "spreadsheetUrl" in d:
            d["spreadsheetUrl"] = v
        if (v := self.sheet) is not None or "sheet" in d:
            d["sheet"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestAssignmentImport:
        return parse_test_assignment_import(data)


def parse_test_assignment_import(d: dict[str, Any]) -> TestAssignmentImport:
    self: TestAssignmentImport = new(_TestAssignmentImport)
    self._raw = d
    self._changed = None
    self.spreadsheet_url = d.get("spreadsheetUrl")
    self.sheet = d.get("sheet")
    self.__class__ = TestAssignmentImport
    return self




_TestAssignmentImport = seed(TestAssignmentImport)
TestAssignmentImport.FIELDS = {
    "spreadsheet_url": Field("spreadsheetUrl", TEXT, True),
    "sheet": Field("sheet", TEXT, True),
}
