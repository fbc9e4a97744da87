"""The minor codes of an error, from the general to the particular."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ImsxCodeMinor(Model):
    """The minor codes of an error, from the general to the particular.

    Attributes:
        imsx_code_minor_field: At least one code, each with the system that it comes from.
    """
    imsx_code_minor_field: list[ImsxCodeMinorField] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ImsxCodeMinor)
        v: Any
        d = self._begin()
        if (v := self.imsx_code_minor_field) is not None or "imsx_codeMinorField" in d:
            d["imsx_codeMinorField"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.imsx_code_minor_field = ([parse_imsx_code_minor_field(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("imsx_codeMinorField")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ImsxCodeMinor:
        return parse_imsx_code_minor(data)


def parse_imsx_code_minor(d: dict[str, Any], whole: bool = False) -> ImsxCodeMinor:
    self: ImsxCodeMinor = new(_ImsxCodeMinor)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ImsxCodeMinor
    return self


from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField, parse_imsx_code_minor_field  # noqa: E402

_ImsxCodeMinor = seed(ImsxCodeMinor)
ImsxCodeMinor.FIELDS = {
    "imsx_code_minor_field": Field("imsx_codeMinorField", Many(One(ImsxCodeMinorField)), True),
}
ImsxCodeMinor.INSIDE = {
    "imsx_code_minor_field": ("imsx_codeMinorField", ImsxCodeMinorField),
}
