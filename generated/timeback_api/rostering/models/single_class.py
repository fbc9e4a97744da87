"""Wrapper of one class, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleClass(Model):
    """Wrapper of one class, for sending and receiving.

    Attributes:
        class_: A course as it is held at a school in one or more terms, or a homeroom. To be created it needs a
            school, under `org` for the platform, under `school` for the standard; replies have it under `school`.
    """
    class_: Class | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleClass)
        v: Any
        d = self._begin()
        if (v := self.class_) is not None or "class" in d:
            d["class"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.class_ = parse_class(v, True) if type(v := d.get("class")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleClass:
        return parse_single_class(data)


def parse_single_class(d: dict[str, Any], whole: bool = False) -> SingleClass:
    self: SingleClass = new(_SingleClass)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleClass
    return self


from timeback_api.rostering.models.class_ import Class, parse_class  # noqa: E402

_SingleClass = seed(SingleClass)
SingleClass.FIELDS = {
    "class_": Field("class", One(Class), True),
}
SingleClass.INSIDE = {
    "class_": ("class", Class),
}
