"""One printing of a book."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Edition(Model):
    """One printing of a book.

    Attributes:
        number: Which one.
        predecessor: One printing of a book.
    """

    number: int | None = None
    predecessor: Edition | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Edition)
        value: Any
        data = self._start_dict()
        if (value := self.number) is not None or "number" in data:
            data["number"] = value
        if (value := self.predecessor) is not None or "predecessor" in data:
            data["predecessor"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.predecessor = parse_edition(value, True) if type(value := data.get("predecessor")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Edition:
        return parse_edition(data)


_UntrackedEdition = untracked_subclass(Edition)


def parse_edition(data: Any, deep: bool = False) -> Edition:
    instance: Edition = new_model(_UntrackedEdition)
    instance._received = data
    instance._changed = None
    instance.number = data.get("number")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Edition
    return instance


# The metadata refers to the class, so it is set after the class exists.
Edition.FIELDS = {"number": Field("number", INTEGER), "predecessor": Field("predecessor", ModelOf(Edition))}
Edition.NESTED = {"predecessor": ("predecessor", Edition)}
