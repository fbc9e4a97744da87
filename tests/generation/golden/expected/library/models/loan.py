"""Somebody has the book."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import MOMENT, Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Loan(Model):
    """Somebody has the book.

    Attributes:
        due: When it comes back.
        kind: Says that it is a loan.
        member: Points at another object.
    """
    due: datetime.datetime | None
    kind: str | None = "loan"
    member: Reference | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Loan)
        v: Any
        d = self._begin()
        if (v := self.kind) is not None or "kind" in d:
            d["kind"] = v
        if (v := self.due) is not None or "due" in d:
            d["due"] = from_moment(v, d.get("due"))
        if (v := self.member) is not None or "member" in d:
            d["member"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.member = parse_reference(v) if type(v := d.get("member")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Loan:
        return parse_loan(data)


def parse_loan(d: dict[str, Any], whole: bool = False) -> Loan:
    self: Loan = new(_Loan)
    self._raw = d
    self._changed = None
    self.kind = d.get("kind")
    self.due = to_datetime(v) if type(v := d.get("due")) is str else v
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Loan
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402

_Loan = seed(Loan)
Loan.FIELDS = {
    "kind": Field("kind", Text(0, "^loan$"), True),
    "due": Field("due", MOMENT, True),
    "member": Field("member", One(Reference)),
}
Loan.INSIDE = {
    "member": ("member", Reference),
}
