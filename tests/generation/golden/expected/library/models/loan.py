"""Somebody has the book."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.reference import Reference, parse_reference
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Loan(Model):
    """Somebody has the book.

    Attributes:
        due: When it comes back.
        kind: Says that it is a loan.
        member: Points at another object.
    """

    FIELDS = {
        "kind": Field("kind", OneOf("loan"), True),
        "due": Field("due", DATETIME, True),
        "member": Field("member", ModelOf(Reference)),
    }
    NESTED = {"member": ("member", Reference)}

    due: datetime.datetime
    kind: str = "loan"
    member: Reference | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Loan)
        value: Any
        data = self._start_dict()
        if (value := self.kind) is not None or "kind" in data:
            data["kind"] = value
        if (value := self.due) is not None or "due" in data:
            data["due"] = format_datetime(value, data.get("due"))
        if (value := self.member) is not None or "member" in data:
            data["member"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.member = parse_reference(value) if type(value := data.get("member")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Loan:
        return parse_loan(data)


_UntrackedLoan = untracked_subclass(Loan)


def parse_loan(data: Any, deep: bool = False) -> Loan:
    instance: Loan = new_model(_UntrackedLoan)
    instance._received = data
    instance._changed = None
    instance.kind = data.get("kind")
    instance.due = parse_datetime(value) if type(value := data.get("due")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Loan
    return instance
