"""Tests to assign at once."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewTestAssignments(Model):
    """Tests to assign at once.

    Attributes:
        items: The assignments.
    """
    items: list[NewTestAssignment] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, NewTestAssignments)
        v: Any
        d = self._begin()
        if (v := self.items) is not None or "items" in d:
            d["items"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.items = ([parse_new_test_assignment(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("items")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewTestAssignments:
        return parse_new_test_assignments(data)


def parse_new_test_assignments(d: dict[str, Any], whole: bool = False) -> NewTestAssignments:
    self: NewTestAssignments = new(_NewTestAssignments)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = NewTestAssignments
    return self


from timeback_api.powerpath.models.new_test_assignment import NewTestAssignment, parse_new_test_assignment  # noqa: E402

_NewTestAssignments = seed(NewTestAssignments)
NewTestAssignments.FIELDS = {
    "items": Field("items", Many(One(NewTestAssignment), 1), True),
}
NewTestAssignments.INSIDE = {
    "items": ("items", NewTestAssignment),
}
