"""The element qti-assessment-stimulus-ref."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StimulusReferenceElement(Model):
    """The element qti-assessment-stimulus-ref.

    Attributes:
        field_attributes: Names a stimulus that an item needs.
    """
    field_attributes: StimulusReference | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StimulusReferenceElement)
        v: Any
        d = self._begin()
        if (v := self.field_attributes) is not None or "_attributes" in d:
            d["_attributes"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.field_attributes = parse_stimulus_reference(v) if type(v := d.get("_attributes")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StimulusReferenceElement:
        return parse_stimulus_reference_element(data)


def parse_stimulus_reference_element(d: dict[str, Any], whole: bool = False) -> StimulusReferenceElement:
    self: StimulusReferenceElement = new(_StimulusReferenceElement)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = StimulusReferenceElement
    return self


from timeback_api.qti.models.stimulus_reference import StimulusReference, parse_stimulus_reference  # noqa: E402

_StimulusReferenceElement = seed(StimulusReferenceElement)
StimulusReferenceElement.FIELDS = {
    "field_attributes": Field("_attributes", One(StimulusReference)),
}
StimulusReferenceElement.INSIDE = {
    "field_attributes": ("_attributes", StimulusReference),
}
