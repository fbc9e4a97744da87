"""What became of tests that were to be assigned at once."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class BulkTestAssignments(Model):
    """What became of tests that were to be assigned at once.

    Attributes:
        success: Whether the assignments were created. It is all of them or none.
        results: Ids of the new assignments. Empty where there were faults.
        errors: All faults that were found.
    """
    success: bool | None
    results: list[CreatedTestAssignment] | None
    errors: list[RowError] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, BulkTestAssignments)
        v: Any
        d = self._begin()
        if (v := self.success) is not None or "success" in d:
            d["success"] = v
        if (v := self.results) is not None or "results" in d:
            d["results"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.errors) is not None or "errors" in d:
            d["errors"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.results = ([parse_created_test_assignment(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("results")) is list else v
        self.errors = ([parse_row_error(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("errors")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> BulkTestAssignments:
        return parse_bulk_test_assignments(data)


def parse_bulk_test_assignments(d: dict[str, Any], whole: bool = False) -> BulkTestAssignments:
    self: BulkTestAssignments = new(_BulkTestAssignments)
    self._raw = d
    self._changed = None
    self.success = d.get("success")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = BulkTestAssignments
    return self


from timeback_api.powerpath.models.created_test_assignment import CreatedTestAssignment, parse_created_test_assignment  # noqa: E402
from timeback_api.powerpath.models.row_error import RowError, parse_row_error  # noqa: E402

_BulkTestAssignments = seed(BulkTestAssignments)
BulkTestAssignments.FIELDS = {
    "success": Field("success", FLAG, True),
    "results": Field("results", Many(One(CreatedTestAssignment)), True),
    "errors": Field("errors", Many(One(RowError)), True),
}
BulkTestAssignments.INSIDE = {
    "results": ("results", CreatedTestAssignment),
    "errors": ("errors", RowError),
}
