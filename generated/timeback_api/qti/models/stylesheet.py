"""A style sheet."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Stylesheet(Model):
    """A style sheet.

    Attributes:
        href: Address of the style sheet.
        type_: Its media type, such as text/css.
    """
    href: str | None
    type_: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Stylesheet)
        v: Any
        d = self._begin()
        if (v := self.href) is not None or "href" in d:
            d["href"] = v
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Stylesheet:
        return parse_stylesheet(data)


def parse_stylesheet(d: dict[str, Any]) -> Stylesheet:
    self: Stylesheet = new(_Stylesheet)
    self._raw = d
    self._changed = None
    self.href = d.get("href")
    self.type_ = d.get("type")
    self.__class__ = Stylesheet
    return self




_Stylesheet = seed(Stylesheet)
Stylesheet.FIELDS = {
    "href": Field("href", TEXT, True),
    "type_": Field("type", TEXT, True),
}
