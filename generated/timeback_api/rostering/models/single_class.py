"""Wrapper of one class, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api._core.checks import Field, One
from timeback_api._core.model import Model, fresh, new, seed


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleClass(Model):
    """Wrapper of one class, for sending and receiving.

    Attributes:
        class_: A course as it is held at a school in one or more terms, or a homeroom. To be created it needs a
            school, under `org` for the platform, under `school` for the standard; replies have it under `school`.
    """
    class_: Class | None

    def to_dict(self) -> dict[str, Any]:
        if self._untouched and (came := self._raw) is not None:
            return fresh(came, SingleClass)
        v: Any
        d = self._begin()
        if (v := self.class_) is not None or "class" in d:
            d["class"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleClass:
        return parse_single_class(data)


def parse_single_class(d: dict[str, Any]) -> SingleClass:
    self: SingleClass = new(_SingleClass)
    self._raw = d
    self._untouched = True
    self.__class__ = SingleClass
    return self


from timeback_api.rostering.models.class_ import Class, parse_class  # noqa: E402

_SingleClass = seed(SingleClass)
SingleClass.FIELDS = {
    "class_": Field("class", One(Class), True),
}
SingleClass.LAZY = {
    "class_": ("class", Class, lambda d: parse_class(v) if type(v := d.get("class")) is dict else v),
}
