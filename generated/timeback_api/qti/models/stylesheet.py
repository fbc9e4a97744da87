"""A style sheet."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Stylesheet(Model):
    """A style sheet.

    Attributes:
        href: Address of the style sheet.
        type_: Its media type, such as text/css.
    """

    FIELDS = {"href": Field("href", TEXT, True), "type_": Field("type", TEXT, True)}

    href: str
    type_: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Stylesheet)
        value: Any
        data = self._start_dict()
        if (value := self.href) is not None or "href" in data:
            data["href"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Stylesheet:
        return parse_stylesheet(data)


_UntrackedStylesheet = untracked_subclass(Stylesheet)


def parse_stylesheet(data: Any) -> Stylesheet:
    instance: Stylesheet = new_model(_UntrackedStylesheet)
    instance._received = data
    instance._changed = None
    instance.href = data.get("href")
    instance.type_ = data.get("type")
    instance.__class__ = Stylesheet
    return instance
