"""Reply to an envelope that was accepted."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import ANY, OBJECT, TEXT, AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Receipt(Model):
    """Reply to an envelope that was accepted.

    Attributes:
        status: Outcome in one word, such as `success`.
        message: Outcome in words for people.
        errors: Details of an outcome. The documents of the platform do not define their form.
        job_id: Id of the job that stores the events.
    """

    FIELDS = {
        "status": Field("status", TEXT),
        "message": Field("message", TEXT),
        "errors": Field("errors", AnyOf(OBJECT, ListOf(ANY), TEXT)),
        "job_id": Field("jobId", TEXT),
    }

    status: str | None = None
    message: str | None = None
    errors: dict[str, Any] | list[Any] | str | None = None
    job_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Receipt)
        value: Any
        data = self._start_dict()
        if (value := self.status) is not None or "status" in data:
            data["status"] = value
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        if (value := self.errors) is not None or "errors" in data:
            data["errors"] = value if value is data.get("errors") else to_json(value)
        if (value := self.job_id) is not None or "jobId" in data:
            data["jobId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Receipt:
        return parse_receipt(data)


_UntrackedReceipt = untracked_subclass(Receipt)


def parse_receipt(data: Any) -> Receipt:
    instance: Receipt = new_model(_UntrackedReceipt)
    instance._received = data
    instance._changed = None
    instance.status = data.get("status")
    instance.message = data.get("message")
    instance.errors = data.get("errors")
    instance.job_id = data.get("jobId")
    instance.__class__ = Receipt
    return instance
