"""Wrapper of the demographics of one user, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleDemographics(Model):
    """Wrapper of the demographics of one user, for sending and receiving.

    Attributes:
        demographics: Birth, sex and origin of a user. Most of it is protected by law; servers give it only to those
            who were granted it.
    """
    demographics: Demographics | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleDemographics)
        v: Any
        d = self._begin()
        if (v := self.demographics) is not None or "demographics" in d:
            d["demographics"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.demographics = parse_demographics(v) if type(v := d.get("demographics")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleDemographics:
        return parse_single_demographics(data)


def parse_single_demographics(d: dict[str, Any], whole: bool = False) -> SingleDemographics:
    self: SingleDemographics = new(_SingleDemographics)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleDemographics
    return self


from timeback_api.rostering.models.demographics import Demographics, parse_demographics  # noqa: E402

_SingleDemographics = seed(SingleDemographics)
SingleDemographics.FIELDS = {
    "demographics": Field("demographics", One(Demographics), True),
}
SingleDemographics.INSIDE = {
    "demographics": ("demographics", Demographics),
}
