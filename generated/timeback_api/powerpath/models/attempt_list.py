"""All attempts of a student at a lesson."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.attempt import Attempt, parse_attempt
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AttemptList(Model):
    """All attempts of a student at a lesson.

    Attributes:
        attempts: The attempts.
    """

    FIELDS = {"attempts": Field("attempts", ListOf(ModelOf(Attempt)), True)}
    NESTED = {"attempts": ("attempts", Attempt)}

    attempts: list[Attempt]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AttemptList)
        value: Any
        data = self._start_dict()
        if (value := self.attempts) is not None or "attempts" in data:
            data["attempts"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.attempts = parse_list(data.get("attempts"), parse_attempt)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AttemptList:
        return parse_attempt_list(data)


_UntrackedAttemptList = untracked_subclass(AttemptList)


def parse_attempt_list(data: Any, deep: bool = False) -> AttemptList:
    instance: AttemptList = new_model(_UntrackedAttemptList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AttemptList
    return instance
